package paint

// water is open water and what light and wind do to it.
type water struct {
	*easel
	*motif
}

// lay lays a mirror from y down: what stands above it upside down, broken
// by ripples, more of the water's own colour towards the viewer.
func (wa *water) lay(y int64, c col) {
	if t, ok := wa.b.tint("water"); ok {
		c = t
	}
	c = wa.tone(c.times(wa.light.amb).mix(wa.light.mid, 60))
	deep := c.dim(70).pixel()
	near := c.pixel()
	y0 := clampTo(y>>8, 1, int64(wa.c.h))
	h := max(int64(wa.c.h)-y0, 1)
	t := tile()
	off := int64(wa.seed & 0xffff)
	px := max(wa.u>>8, 1)
	shine := wa.tone(wa.light.key).pixel()
	rough := int64(1)
	if wa.b.weather&(storm|rain) != 0 {
		rough = 2
	}
	ky := off
	wa.c.rows(y0, int64(wa.c.h), func(py int64, row []uint32) {
		d := (py - y0) * 256 / h // 0 … 256
		sy := max(y0-1-(py-y0)*(200+d/4)/256, 0)
		src := wa.c.pix[sy*int64(wa.c.w):][:wa.c.w]
		up := wa.c.pix[max(sy-4*px/1024, 0)*int64(wa.c.w):][:wa.c.w]
		// Ripples are flat, and larger the nearer they are.
		kx := 32 * 256 * 1000 / (px * (40 + d))
		ky += 32 * 256 * 1000 / (px * (4 + d/9))
		amp := (px*(2+d/6)*rough)>>10 + 1
		keep := uint32(210 - d*110>>8)
		for x := range row {
			n := tex(t, off+int64(x)*kx, ky) - 128
			sx := clampTo(int64(x)+n*amp>>6, 0, int64(wa.c.w)-1)
			base := over(near, deep, uint32(clampTo(128+n, 0, 256)))
			p := over(base, over(src[sx], up[(sx+int64(x))/2], 128), keep)
			if n > 104 {
				p = over(p, shine, uint32((n-104)*5))
			}
			row[x] = p
		}
	})
}

// glitter is the path of light the sun or the moon lays on water.
func (wa *water) glitter(y int64) {
	if wa.light.sunAt < 0 || wa.b.weather&(storm|fog|rain) != 0 {
		return
	}
	r := wa.rng("glitter")
	c := wa.tone(wa.light.sun)
	for i := range int64(90) {
		t := i * 256 / 90
		py := y + (wa.h-y)*t*t>>16
		wide := wa.n(24) + wa.n(110)*t>>8
		x := wa.sun.x + r.in(-wide, wide)
		w := wa.n(5) + wa.n(30)*t>>8
		h := max(wa.n(1)+wa.n(3)*t>>8, one/2)
		wa.c.fill((&path{}).ellipse(pt{x, py}, w, h), c, 150-t/3)
	}
}

// surf is a few crests of waves on open water.
func (wa *water) surf(y int64, n int64, c col) {
	r := wa.rng("surf")
	high := int64(1)
	if wa.b.weather&storm != 0 {
		n, high = n*2, 3
	}
	for i := range n {
		t := (i + 1) * 256 / n
		py := y + (wa.h-y)*t*t>>16
		x := r.in(-wa.w/10, wa.w)
		w := wa.n(40) + wa.n(170)*t>>8
		h := (wa.n(2) + wa.n(9)*t>>8) * high
		p := wa.path()
		p.move(pt{x, py}).quad(pt{x + w/2, py - h*2}, pt{x + w, py}).quad(pt{x + w/2, py - h}, pt{x, py})
		wa.shape(p.close(), mat{c: c, form: flat, depth: 120 - t/3, alpha: 170, bare: true})
	}
}
