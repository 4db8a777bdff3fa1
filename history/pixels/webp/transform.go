package webp

// The kinds of changes that are undone.
const (
	predicted = iota
	crossed
	greenless
	indexed
)

// transform is a change of pixels before they were stored.
type transform struct {
	kind  int
	w     int    // of the pixels before it
	shift uint   // of its squares; of indexed, how many pixels are stored as one
	pix   []byte // what its squares, or colours, are
}

// undo gives back the pixels of the upper rows as they were before. Those below
// are none.
func (t *transform) undo(pix []byte, rows, height int) []byte {
	switch t.kind {
	case predicted:
		t.predict(pix, rows)
	case crossed:
		t.cross(pix[:4*t.w*rows])
	case greenless:
		for i := 0; i < 4*t.w*rows; i += 4 {
			pix[i] += pix[i+1]
			pix[i+2] += pix[i+1]
		}
	case indexed:
		return t.colours(pix, rows, height)
	}
	return pix
}

// palette adds each colour to the one before, and room for those that are not
// there.
func palette(pix []byte) []byte {
	for i := 4; i < len(pix); i++ {
		pix[i] += pix[i-4]
	}
	return append(pix, make([]byte, 4*256-len(pix))...)
}

// colours puts the colours in the place of their numbers.
func (t *transform) colours(pix []byte, rows, height int) []byte {
	out := pix
	stored := tiles(t.w, t.shift)
	if t.shift > 0 {
		out = make([]byte, 4*t.w*height)
	}
	each := uint(8 >> t.shift)
	for y := range rows {
		for x := range t.w {
			number := pix[4*(y*stored+x>>t.shift)+1]
			number = number >> (uint(x) & (1<<t.shift - 1) * each) & (1<<each - 1)
			copy(out[4*(y*t.w+x):4*(y*t.w+x)+4], t.pix[4*int(number):])
		}
	}
	return out
}

// cross gives red and blue back what was taken from them for green and red.
func (t *transform) cross(pix []byte) {
	across := tiles(t.w, t.shift)
	for i := 0; i < len(pix); i += 4 {
		x, y := i/4%t.w, i/4/t.w
		m := t.pix[4*(y>>t.shift*across+x>>t.shift):]
		p := pix[i : i+4]
		p[0] += share(m[2], p[1])
		p[2] += share(m[1], p[1]) + share(m[0], p[0])
	}
}

func share(of, colour byte) byte { return byte(int(int8(of)) * int(int8(colour)) >> 5) }

// predict adds to each pixel what those before it and above it foretell. Behind
// the last pixel of the row above comes the first of this one.
func (t *transform) predict(pix []byte, rows int) {
	across, stride := tiles(t.w, t.shift), 4*t.w
	for y := range rows {
		for x := range t.w {
			i := y*stride + 4*x
			p := pix[i : i+4]
			mode := t.pix[4*(y>>t.shift*across+x>>t.shift)+1] & 15
			switch {
			case y == 0 && x == 0:
				mode = 0
			case y == 0:
				mode = 1
			case x == 0:
				mode = 2
			}
			if y == 0 || x == 0 {
				foretold(p, mode, pix[max(0, i-4):], pix[max(0, i-stride):], nil, nil)
				continue
			}
			foretold(p, mode, pix[i-4:i], pix[i-stride:i-stride+4], pix[i-stride+4:i-stride+8], pix[i-stride-4:i-stride])
		}
	}
}

// foretold adds to a pixel what its neighbours foretell: the one to the left, the
// one above, the one behind that and the one before that.
func foretold(p []byte, mode byte, left, above, behind, corner []byte) {
	switch mode {
	case 1:
		add(p, left)
		return
	case 2:
		add(p, above)
		return
	case 3:
		add(p, behind)
		return
	case 4:
		add(p, corner)
		return
	case 11:
		toLeft, toAbove := 0, 0
		for k := range p {
			toLeft += distance(above[k], corner[k])
			toAbove += distance(left[k], corner[k])
		}
		if toLeft < toAbove {
			add(p, left)
		} else {
			add(p, above)
		}
		return
	}
	if mode == 0 || mode > 13 {
		p[3] += 0xFF
		return
	}
	for k := range p {
		l, a, b, c := int(left[k]), int(above[k]), int(behind[k]), int(corner[k])
		v := 0
		switch mode {
		case 5:
			v = ((l+b)/2 + a) / 2
		case 6:
			v = (l + c) / 2
		case 7:
			v = (l + a) / 2
		case 8:
			v = (c + a) / 2
		case 9:
			v = (a + b) / 2
		case 10:
			v = ((l+c)/2 + (a+b)/2) / 2
		case 12:
			v = clamp(l + a - c)
		case 13:
			v = clamp((l+a)/2 + ((l+a)/2-c)/2)
		}
		p[k] += byte(v)
	}
}

func add(p, more []byte) {
	for k := range p {
		p[k] += more[k]
	}
}

func distance(a, b byte) int { return max(int(a)-int(b), int(b)-int(a)) }

func clamp(v int) int { return max(0, min(255, v)) }
