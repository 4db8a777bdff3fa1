package paint

// motif is what is to be painted, and the chance that decides where things
// stand.
type motif struct {
	b       *brief
	seed    uint64 // the composition: does not depend on the words
	key     uint64 // the composition and the words
	accents [4]col // colours for what has none of its own
}

func newMotif(b *brief, seed int64) *motif {
	m := &motif{b: b, seed: mix64(uint64(seed) + 0x5EED)}
	m.key = mix64(m.seed ^ b.hash)
	m.accents = m.palette()
	return m
}

// rng is the generator for a purpose that the words have no say in.
func (m *motif) rng(purpose string) *rng { return stream(m.seed, purpose) }

// chords are colours that sound well together.
var chords = [...][4]col{
	{0xf0524a, 0xf2943a, 0xf5cb5c, 0x46a58c},
	{0x2a4858, 0x2f9c92, 0xe8c66e, 0xe4745a},
	{0x6a1648, 0xb0283a, 0xf59a3c, 0x1a5a6a},
	{0x3f5c82, 0x9cc4d8, 0xec7254, 0xe4eef0},
	{0x6f35b4, 0xc48af5, 0xf7a62c, 0x2e1a54},
	{0xea4e74, 0xfad26e, 0x22c8a0, 0x1c8cb0},
	{0xf8ccb4, 0xe29aa0, 0xb0869a, 0x6a6478},
	{0x3c6a46, 0x74a05a, 0xf0e6cc, 0xbc4e50},
	{0x14203e, 0x227898, 0x62c0bc, 0xf2d468},
	{0xea3a8c, 0x7420b0, 0x4a68e8, 0x54c8ee},
	{0x46508c, 0x8a6ab4, 0xe88ab0, 0xf8d8a8},
	{0x20606a, 0x58a47c, 0xc8d872, 0xf4a05e},
}

// palette is four colours that go together, for what has no colour of its
// own: flowers, neon, rugs. The prompt's words choose them.
func (m *motif) palette() [4]col {
	named := append(append([]col(nil), m.b.cols...), m.b.mood...)
	h := m.b.hash
	for _, w := range m.b.strangers {
		h = mix64(h ^ w)
	}
	p := chords[h%uint64(len(chords))]
	at := int(h >> 32 & 3)
	p = [4]col{p[at], p[(at+1)&3], p[(at+2)&3], p[(at+3)&3]}
	copy(p[:], named)
	return p
}

// lighting is the light of the hour under the weather, coloured by the words
// that are about no thing.
func (m *motif) lighting() light {
	l := daylight(m.b.hour, m.b.weather)
	for _, c := range m.b.mood {
		l.low, l.rim = l.low.mix(c, 66), l.rim.mix(c, 52)
		l.mid, l.haze = l.mid.mix(c.dim(60), 50), l.haze.mix(c, 60)
		l.amb = l.amb.mix(c.lit(120), 36)
	}
	for _, h := range m.b.strangers {
		by := (int64(h>>8&63) - 32) * turn / 1024
		l.mid, l.low, l.haze = l.mid.turned(by), l.low.turned(by), l.haze.turned(by)
	}
	for _, c := range m.b.cols {
		l.low, l.rim = l.low.mix(c, 80), l.rim.mix(c.lit(90), 70)
	}
	if c, ok := m.b.tint("sky"); ok {
		l.top, l.mid, l.low, l.rim = c.dim(70), c, c.lit(70), c.lit(130)
		l.haze = l.haze.mix(c.lit(70), 120)
	}
	return l
}
