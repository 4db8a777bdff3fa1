package jpegcoef

// sequential decodes all of a block.
func (s *scan) sequential(b *bits, p *scanPart, block *[64]int16) {
	p.last += b.signed(min(b.symbol(p.dc), 16))
	block[0] = int16(p.last)
	for k := 1; k < 64; k++ {
		symbol := b.symbol(p.ac)
		run, size := symbol>>4, symbol&15
		if size == 0 {
			if run != 15 {
				return
			}
			k += 15
			continue
		}
		k += run
		block[zigzag[k]] = int16(b.signed(size))
	}
}

// first decodes coefficients of a progressive file for the first time.
func (s *scan) first(b *bits, p *scanPart, block *[64]int16) {
	if s.eobRun > 0 {
		s.eobRun--
		return
	}
	for k := s.from; k <= s.to; k++ {
		symbol := b.symbol(p.ac)
		run, size := symbol>>4, symbol&15
		if size == 0 {
			if run != 15 {
				s.eobRun = 1<<run - 1 + int(b.take(run))
				return
			}
			k += 15
			continue
		}
		k += run
		block[zigzag[k]] = int16(b.signed(size) << s.low)
	}
}

// refine adds one bit to coefficients that there are, and finds those that come
// with it.
func (s *scan) refine(b *bits, p *scanPart, block *[64]int16) {
	bit := int16(1) << s.low
	k := s.from
	if s.eobRun == 0 {
		for k <= s.to {
			symbol := b.symbol(p.ac)
			run, size := symbol>>4, symbol&15
			value := int16(0)
			if size == 0 {
				if run != 15 {
					s.eobRun = 1<<run + int(b.take(run))
					break
				}
			} else if value = bit; b.take(1) == 0 {
				value = -bit
			}
			k = s.correct(b, block, k, run)
			if value != 0 && k <= s.to {
				block[zigzag[k]] = value
			}
			k++
			if b.over {
				return
			}
		}
	}
	if s.eobRun > 0 {
		s.correct(b, block, k, 64)
		s.eobRun--
	}
}

// correct adds a bit to each coefficient that is not zero, up to behind so many
// zeros, and returns where it stopped.
func (s *scan) correct(b *bits, block *[64]int16, k, zeros int) int {
	bit := int16(1) << s.low
	for ; k <= s.to; k++ {
		c := &block[zigzag[k]]
		if *c == 0 {
			if zeros == 0 {
				return k
			}
			zeros--
			continue
		}
		if b.take(1) == 0 || *c&bit != 0 {
			continue
		}
		if *c > 0 {
			*c += bit
		} else {
			*c -= bit
		}
	}
	return k
}
