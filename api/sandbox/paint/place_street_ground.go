package paint

// kerb is the pavement's edge and the middle line; a wet street mirrors.
func (s streets) kerb(vx, hz int64, wet bool) {
	b := s.h + one
	if wet {
		s.wet(hz + s.y(30))
	}
	for i := range int64(7) {
		t0, t1 := 256*256/(256+i*150), 256*256/(256+i*150+62)
		at := func(t, dx int64) pt { return pt{vx + (s.w/2-vx+dx)*t>>8, hz + (b-hz)*t>>8} }
		w := s.n(9)
		s.shape(s.path().poly(at(t1, -w), at(t1, w), at(t0, w), at(t0, -w)), mat{c: 0xe8e2c8, form: wire, alpha: 190, bare: true})
	}
}

// wet makes a street shine: what stands above it, smeared downwards.
func (s streets) wet(y int64) {
	y0 := clampTo(y>>8, 1, int64(s.c.h))
	t := tile()
	px := max(s.u>>8, 1)
	s.c.rows(y0, int64(s.c.h), func(py int64, row []uint32) {
		sy := clampTo(y0-(py-y0)*3/2, 0, y0-1)
		src := s.c.pix[sy*int64(s.c.w):][:s.c.w]
		for x := range row {
			n := tex(t, int64(x)*20*1024/px, py*5*1024/px)
			a := uint32(max(n-70, 0)) * 3 / 4
			sx := clampTo(int64(x)+(n-128)*px>>14, 0, int64(s.c.w)-1)
			row[x] = over(row[x], src[sx], a)
		}
	})
}
