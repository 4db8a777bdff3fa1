package jpegproof

import "imagine-tui/api/media"

// part is one plane of a scan.
type part struct {
	*component
	dc, ac int // which tables it uses
}

// scanHeader reads which planes a scan has, and what of them.
func (w *walk) scanHeader(n int) ([]part, pass, error) {
	switch {
	case len(w.comps) == 0:
		return nil, pass{}, DamagedError("it has no frame")
	case n < 6 || n > 4+2*len(w.comps) || n%2 != 0:
		return nil, pass{}, DamagedError("a scan has the wrong length")
	}
	b, err := w.in.full(n)
	if err != nil {
		return nil, pass{}, err
	}
	if n != 4+2*int(b[0]) {
		return nil, pass{}, DamagedError("a scan has the wrong length")
	}
	parts, err := w.parts(b)
	if err != nil || !w.progressive {
		return parts, wholeBlock, err
	}
	p, err := passOf(b[1+2*len(parts):], len(parts))
	return parts, p, err
}

// parts are the planes in the header of a scan.
func (w *walk) parts(b []byte) ([]part, error) {
	var parts []part
	blocks := 0
	for i := range int(b[0]) {
		p := part{component: w.component(b[1+2*i]), dc: int(b[2+2*i] >> 4), ac: int(b[2+2*i] & 15)}
		if p.component == nil {
			return nil, DamagedError("a scan has an invalid colour")
		}
		for _, before := range parts {
			if before.component == p.component {
				return nil, DamagedError("a scan has the same colour twice")
			}
		}
		if most := w.mostTables(); p.dc > most || p.ac > most {
			return nil, DamagedError("a scan uses a table that does not exist")
		}
		blocks += p.h * p.v
		parts = append(parts, p)
	}
	if len(w.comps) > 1 && blocks > 10 {
		return nil, DamagedError("a scan has too many blocks")
	}
	return parts, nil
}

// scan reads the packed data of a scan.
func (w *walk) scan(n int) error {
	parts, pass, err := w.scanHeader(n)
	if err != nil {
		return err
	}
	w.scanned = true
	first := &w.comps[0]
	across, down := (w.width+8*first.h-1)/(8*first.h), (w.height+8*first.v-1)/(8*first.v)
	if pass.from > 0 {
		parts[0].marks(across * down)
	}
	w.bits = bits{in: w.in}
	expected := byte(media.RST0)
	for unit := range across * down {
		if w.restart > 0 && unit > 0 && unit%w.restart == 0 {
			if err := w.resume(expected); err != nil {
				return err
			}
			expected = media.RST0 + (expected-media.RST0+1)%8
		}
		if err := w.unit(parts, pass, unit, across); err != nil {
			return err
		}
	}
	return nil
}

// unit reads the blocks of one unit of a scan. One of a single plane has no blocks
// outside the picture.
func (w *walk) unit(parts []part, pass pass, unit, across int) error {
	for _, p := range parts {
		for i := range p.h * p.v {
			at := unit*p.h*p.v + i
			if len(parts) == 1 {
				if x, y := at%(across*p.h), at/(across*p.h); x*8 >= w.width || y*8 >= w.height {
					continue
				}
			}
			var err error
			if w.progressive {
				err = w.passBlock(p, pass, at)
			} else {
				err = w.block(p)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// resume goes on behind a restart marker, which must be the next.
func (w *walk) resume(expected byte) error {
	for m := byte(0); m != expected; {
		var err error
		switch m, err = w.in.marker(); {
		case err != nil:
			return err
		case m != expected && m != 0:
			return DamagedError("a restart marker is missing")
		}
	}
	w.bits.fresh()
	w.ended = 0
	return nil
}

// brightness reads the first coefficient of a block.
func (w *walk) brightness(p part) error {
	dc := w.tables[0][p.dc]
	if dc == nil {
		return DamagedError("a table is missing")
	}
	size, err := w.bits.symbol(dc.Table)
	switch {
	case err != nil:
		return err
	case size > 16:
		return UnsupportedError("an invalid brightness value")
	}
	return w.bits.skip(int(size))
}

// block reads one block.
func (w *walk) block(p part) error {
	if err := w.brightness(p); err != nil {
		return err
	}
	ac := w.tables[1][p.ac]
	if w.ended > 0 { // an earlier block said that there is no more in the next ones
		w.ended--
		return nil
	}
	if ac == nil {
		return DamagedError("a table is missing")
	}
	if ac.runs == nil {
		ac.runs = newRuns(ac.Table)
	}
	for k := 1; k < 64; k++ {
		run, size, err := w.bits.coefficients(ac, &k)
		switch {
		case err != nil || k > 63:
			return err
		case size != 0:
			if k += run; k > 63 {
				return nil
			}
			if err := w.bits.skip(size); err != nil {
				return err
			}
		case run == 15:
			k += 15
		case run == 0:
			return nil
		default:
			return w.endOfBlocks(run)
		}
	}
	return nil
}

// endOfBlocks reads in how many blocks there is no more.
func (w *walk) endOfBlocks(size int) error {
	more, err := 0, error(nil)
	if size > 0 {
		more, err = w.bits.take(size)
	}
	w.ended = 1<<size + more - 1
	return err
}
