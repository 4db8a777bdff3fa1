package paint

// grass is the colour of the ground where plants grow.
func (m *motif) grass() col {
	if c, ok := m.b.tint("place"); ok {
		return c
	}
	switch {
	case m.snowy():
		return 0xeaf0f8
	case m.b.season == autumn:
		return 0xb8963c
	case m.b.season == spring:
		return 0x86c24a
	}
	return 0x6aa844
}

// foliage is the colour of leaves, and of blossoms in spring.
func (m *motif) foliage(r *rng) col {
	if c, ok := m.b.tint("leaf"); ok {
		return c
	}
	switch {
	case m.snowy():
		return pick(r, col(0xdfe8f0), 0x9ab0b8, 0xc8d6de)
	case m.b.season == autumn:
		return pick(r, col(0xd8702a), 0xe0a030, 0xb8452a, 0xc88a2a)
	case m.b.season == spring:
		return pick(r, col(0xf2b0c8), 0x8fc84a, 0xf6d0dc)
	}
	return pick(r, col(0x3f8a3c), 0x4a9a42, 0x2f7444)
}

// snowy says whether snow lies.
func (m *motif) snowy() bool {
	return m.b.weather&snowfall != 0 || m.b.season == winter || m.b.place == arctic
}

// ashore says whether something wants to stand on land.
func (m *motif) ashore() bool {
	for _, sub := range m.b.subjects {
		if sub.sprite.at == onGround || sub.sprite.at == onTable {
			return true
		}
	}
	return false
}

// windowLights says how many windows are lit at this hour, of 100.
func (m *motif) windowLights() int64 {
	switch m.b.hour {
	case night:
		return 55
	case dusk:
		return 45
	case sunset, dawn:
		return 22
	default:
	}
	if m.b.weather&(storm|rain|fog) != 0 {
		return 30
	}
	return 4
}
