package paint

// What becomes of words nobody knows.

// strange fills a picture that has no subject: each unknown word is a thing
// of its own. A place that is a picture by itself stays empty.
func (e *ensemble) strange() {
	words := e.b.strangers
	if e.b.said != "" {
		return
	}
	if len(words) == 0 {
		if e.b.place != abstract && e.b.place != studio {
			return
		}
		words = []uint64{e.b.hash}
	}
	if e.b.place != abstract && e.b.place != studio && e.b.place != field && e.b.place != table {
		e.sprigs()
		return
	}
	n := int64(min(len(words), 3))
	for i, h := range words[:n] {
		x := e.w * (2*int64(i) + 1) / (2 * n)
		size := e.n(560-80*n) * e.st.scale / 100
		t := spot{o: pt{x, e.st.ground}, s: size}
		e.figures.shadow(t)
		e.emblems.draw(t.o, size, h)
	}
}

// sprigs lets unknown words grow beside the subject: a small kind of plant or
// stone each, here and there.
func (e *ensemble) sprigs() {
	if e.b.close || e.st.bare || e.st.float || e.st.kind == inDeep || e.st.kind == onTable {
		return
	}
	for i, h := range e.b.strangers {
		r := stream(e.seed, string(rune('a'+i)))
		for range 2 {
			t := r.in(0, 256)
			y := e.st.back + (e.y(970)-e.st.back)*t>>8
			x := e.x(r.in(20, 300))
			if r.chance(50) {
				x = e.w - x
			}
			e.emblems.draw(pt{x, y}, e.n(26)+e.n(34)*t>>8, h)
		}
	}
}
