package pixels

// average writes the means along x of one row into m.row.
func (m *Means) average(src []byte) {
	switch m.kind {
	case Gray:
		averageGray(m.row, m.xs, src)
	case RGB:
		averageRGB(m.row, m.xs, src)
	case RGBX:
		averageRGBX(m.row, m.xs, src)
	case RGBA:
		averageRGBA(m.row, m.xs, src)
	case NRGBA:
		averageNRGBA(m.row, m.xs, src)
	}
}

func averageGray(out []uint32, xs []span, src []byte) {
	for i := range xs {
		s := &xs[i]
		p := src[s.lo:s.hi]
		v := uint64(p[0]) * s.first
		if n := len(p) - 1; n > 0 {
			var full uint64
			for _, g := range p[1:n] {
				full += uint64(g)
			}
			v += full<<8 + uint64(p[n])*s.last
		}
		out[i] = uint32((v * s.rec) >> 24)
	}
}

func averageRGB(out []uint32, xs []span, src []byte) {
	for i := range xs {
		s := &xs[i]
		p := src[s.lo*3 : s.hi*3]
		r, g, b := uint64(p[0])*s.first, uint64(p[1])*s.first, uint64(p[2])*s.first
		if p = p[3:]; len(p) > 0 {
			var fr, fg, fb uint64
			for ; len(p) > 3; p = p[3:] {
				fr, fg, fb = fr+uint64(p[0]), fg+uint64(p[1]), fb+uint64(p[2])
			}
			r, g, b = r+fr<<8+uint64(p[0])*s.last, g+fg<<8+uint64(p[1])*s.last, b+fb<<8+uint64(p[2])*s.last
		}
		o := out[i*3 : i*3+3]
		o[0], o[1], o[2] = uint32((r*s.rec)>>24), uint32((g*s.rec)>>24), uint32((b*s.rec)>>24)
	}
}

func averageRGBX(out []uint32, xs []span, src []byte) {
	for i := range xs {
		s := &xs[i]
		p := src[s.lo*4 : s.hi*4]
		r, g, b := uint64(p[0])*s.first, uint64(p[1])*s.first, uint64(p[2])*s.first
		if p = p[4:]; len(p) > 0 {
			var fr, fg, fb uint64
			for ; len(p) > 4; p = p[4:] {
				fr, fg, fb = fr+uint64(p[0]), fg+uint64(p[1]), fb+uint64(p[2])
			}
			r, g, b = r+fr<<8+uint64(p[0])*s.last, g+fg<<8+uint64(p[1])*s.last, b+fb<<8+uint64(p[2])*s.last
		}
		o := out[i*3 : i*3+3]
		o[0], o[1], o[2] = uint32((r*s.rec)>>24), uint32((g*s.rec)>>24), uint32((b*s.rec)>>24)
	}
}

func averageRGBA(out []uint32, xs []span, src []byte) {
	for i := range xs {
		s := &xs[i]
		p := src[s.lo*4 : s.hi*4]
		r, g, b, a := uint64(p[0])*s.first, uint64(p[1])*s.first, uint64(p[2])*s.first, uint64(p[3])*s.first
		if p = p[4:]; len(p) > 0 {
			var fr, fg, fb, fa uint64
			for ; len(p) > 4; p = p[4:] {
				fr, fg, fb, fa = fr+uint64(p[0]), fg+uint64(p[1]), fb+uint64(p[2]), fa+uint64(p[3])
			}
			r, g = r+fr<<8+uint64(p[0])*s.last, g+fg<<8+uint64(p[1])*s.last
			b, a = b+fb<<8+uint64(p[2])*s.last, a+fa<<8+uint64(p[3])*s.last
		}
		o := out[i*4 : i*4+4]
		o[0], o[1], o[2], o[3] = uint32((r*s.rec)>>24), uint32((g*s.rec)>>24), uint32((b*s.rec)>>24), uint32((a*s.rec)>>24)
	}
}

func averageNRGBA(out []uint32, xs []span, src []byte) {
	for i := range xs {
		s := &xs[i]
		p := src[s.lo*4 : s.hi*4]
		a := uint64(p[3]) * s.first
		r, g, b := uint64(p[0])*a, uint64(p[1])*a, uint64(p[2])*a
		if p = p[4:]; len(p) > 0 {
			var fr, fg, fb, fa uint64
			for ; len(p) > 4; p = p[4:] {
				w := uint64(p[3])
				fr, fg, fb, fa = fr+uint64(p[0])*w, fg+uint64(p[1])*w, fb+uint64(p[2])*w, fa+w
			}
			w := uint64(p[3]) * s.last
			r, g, b, a = r+fr<<8+uint64(p[0])*w, g+fg<<8+uint64(p[1])*w, b+fb<<8+uint64(p[2])*w, a+fa<<8+w
		}
		o := out[i*4 : i*4+4]
		o[0], o[1], o[2] = uint32((r/255*s.rec)>>24), uint32((g/255*s.rec)>>24), uint32((b/255*s.rec)>>24)
		o[3] = uint32((a * s.rec) >> 24)
	}
}
