package paint

// dimmed dims the light of the hour to that of a room.
func (s indoors) dimmed() {
	if s.light.night || s.b.hour == dusk {
		s.light.amb = s.light.amb.mix(0xffc890, 130)
		s.light.key = col(0xffd8a0).mix(s.light.key, 60)
		return
	}
	s.light.amb = s.light.amb.mix(0xf4e8dc, 130)
	s.light.haze = s.light.haze.mix(0xd8c8b8, 128)
}

// wallColour is what the room's wall is painted in.
func (s indoors) wallColour(r *rng) col {
	for _, part := range []string{"wall", "place"} {
		if c, ok := s.b.tint(part); ok {
			return c
		}
	}
	if len(s.b.cols) > 0 {
		return s.b.cols[0].mix(0xd8ccc0, 90)
	}
	return pick(r, col(0xd8c4a8), 0xa8c0b8, 0xc8a89a, 0x9fb0c8, 0xd8b87a, 0xb8a8c0)
}

// pane is a window with the sky behind it.
func (s indoors) pane(cx, cy, w, h int64) {
	frame := mat{c: 0xf4f0e8, form: face}
	s.shape(s.path().rect(cx-w/2-s.n(16), cy-h/2-s.n(16), w+s.n(32), h+s.n(32), s.n(6)), frame)
	sky := s.path().rect(cx-w/2, cy-h/2, w, h, 0)
	if m, ok := s.c.cover(sky); ok {
		st := s.sky.stops()
		k := (&ink{}).stops(stop{0, st[0]}, stop{110, st[1]}, stop{200, st[2]}, stop{255, st[3]})
		s.c.paint(m, k.along(pt{cx, cy - h/2}, pt{cx, cy + h/2}))
	}
	hill := s.path()
	hill.move(pt{cx - w/2, cy + h/2}).line(pt{cx - w/2, cy + h/4}).quad(pt{cx - w/6, cy + h/8}, pt{cx, cy + h/4})
	hill.quad(pt{cx + w/4, cy + h*3/8}, pt{cx + w/2, cy + h/5}).line(pt{cx + w/2, cy + h/2}).close()
	s.shape(hill, mat{c: s.grass(), form: land, depth: 120, bare: true})
	if s.light.night {
		s.fill((&path{}).ellipse(pt{cx + w/5, cy - h/4}, w/12, w/12), s.light.sun, 256)
	}
	bar := s.path().rect(cx-s.n(6), cy-h/2, s.n(12), h, 0)
	bar.rect(cx-w/2, cy-s.n(6), w, s.n(12), 0)
	s.shape(bar, frame)
	s.shape(s.path().rect(cx-w/2-s.n(30), cy+h/2+s.n(10), w+s.n(60), s.n(18), s.n(4)), frame)
	cloth := s.accents[1].mix(0xe8dcd0, 60)
	for _, d := range []int64{-1, 1} {
		x := cx + d*(w/2+s.n(10))
		p := s.path()
		p.move(pt{x - d*s.n(60), cy - h/2 - s.n(40)}).quad(pt{x - d*s.n(40), cy}, pt{x + d*s.n(6), cy + h/2 + s.n(50)})
		p.line(pt{x + d*s.n(70), cy + h/2 + s.n(50)}, pt{x + d*s.n(64), cy - h/2 - s.n(40)}).close()
		s.shape(p, mat{c: cloth, form: tall})
	}
	rod := s.path().rect(cx-w/2-s.n(90), cy-h/2-s.n(50), w+s.n(180), s.n(10), s.n(4))
	s.shape(rod, mat{c: 0x6a4a30, form: flat})
}

// frames hang on the wall, one for each word nobody knows, and one anyway.
// What is painted in them comes from the word.
func (s indoors) frames(r *rng, side int64) {
	words := append([]uint64{s.b.hash}, s.b.strangers...)
	for i, h := range words[:min(len(words), 3)] {
		w, tall := s.n(120+int64(h&31)), s.n(150+int64(h>>5&31))
		x := s.x(side) + s.n(190)*(int64(i)-int64(min(len(words), 3)-1)/2)
		y := s.y(300) + s.n(r.in(-30, 30))
		s.shape(s.path().rect(x-w/2-s.n(9), y-tall/2-s.n(9), w+s.n(18), tall+s.n(18), 0), mat{c: 0x7a5a38, form: face})
		s.shape(s.path().rect(x-w/2, y-tall/2, w, tall, 0), mat{c: 0xf4eee2, form: flat, bare: true})
		s.emblems.draw(pt{x, y + tall/3}, tall*2/3, h)
	}
}
