package paint

import "strings"

// spot is where and how large a sprite is drawn.
type spot struct {
	o     pt
	s     int64 // 1000 units of the sprite, in 1/256 pixel
	flip  bool  // looks the other way
	under bool  // upside down: a reflection
	tilt  int64 // turn = once round, against the clock
}

// fine is how much finer than a sprite's unit its points are computed.
const fine = 16

// place maps a point of the sprite, in 1/fine units, to the canvas.
func (t spot) place(x, y int64) pt {
	if t.flip {
		x = -x
	}
	if t.tilt != 0 {
		c, n := icos(t.tilt), isin(t.tilt)
		x, y = (x*c-y*n)>>14, (x*n+y*c)>>14
	}
	if t.under {
		y = -y
	}
	return pt{t.o.x + x*t.s/(1000*fine), t.o.y - y*t.s/(1000*fine)}
}

// on is the spot of something that sits at an anchor of this one.
func (t spot) on(a anchor, scale int64) spot {
	u := t
	u.o = t.place(a.x*fine, a.y*fine)
	u.s = t.s * scale / 1000
	return u
}

// dress is the colours of one sprite as drawn.
type dress struct {
	own        [3]col
	skin, hair col
}

var (
	skins = []col{0xf6d3b3, 0xe8b48c, 0xc98a5e, 0x9a6240, 0x6a4028, 0xfbe0c8}
	hairs = []col{0x2a2024, 0x5a3a24, 0x8a5a2a, 0xd8a850, 0xb04a24, 0x8d8d92}
)

// dressed chooses the colours of a sprite: those of the prompt, else one of
// its own.
func dressed(sp *sprite, named []col, r *rng) dress {
	d := dress{skin: pick(r, skins...), hair: pick(r, hairs...)}
	for i := range d.own {
		d.own[i] = 0x8d9199
		if len(sp.cols[i]) > 0 {
			d.own[i] = pick(r, sp.cols[i]...)
		}
	}
	if len(named) > 0 {
		d.own[0] = named[0]
	}
	if len(named) > 1 {
		d.own[1] = named[1]
	}
	return d
}

// role is the colour a letter of a part stands for.
func (d dress) role(b byte) col {
	switch b {
	case '1', '2', '3':
		return d.own[b-'1']
	case 'd':
		return d.own[0].mix(0x1c1430, 72)
	case 't':
		return d.own[0].lit(84)
	case 's':
		return d.skin
	case 'h':
		return d.hair
	}
	c, _ := fixedRole(b)
	return c
}

// fixedRole is the colour of a role that is the same for every sprite.
func fixedRole(b byte) (c col, ok bool) {
	switch b {
	case 'k':
		return 0x2a2630, true
	case 'w':
		return 0xfbfaf6, true
	case 'g':
		return 0x9aa0a8, true
	case 'b':
		return 0x7a5230, true
	case 'l':
		return 0x4a9e3f, true
	case 'y':
		return 0xffd24a, true
	case 'r':
		return 0xd8403a, true
	case 'o':
		return 0xf08a2e, true
	case 'p':
		return 0xf4a0ac, true
	case 'c':
		return 0x9fd6ee, true
	case 'n':
		return 0x2c3a5c, true
	case 'u':
		return 0xe8c49a, true
	case 'e':
		return 0xfff2b0, true
	default:
		return 0, false
	}
}

// isRole tells whether a letter is one of those.
func isRole(b byte) bool {
	_, fixed := fixedRole(b)
	return fixed || strings.IndexByte("123dtsh", b) >= 0
}

// figure draws a sprite.
func (s *scene) figure(sp *sprite, t spot, d dress) {
	for i := range sp.parts {
		p := &sp.parts[i]
		m := mat{c: d.role(p.role), form: p.form, grain: 60}
		s.part(p, t, m)
		if p.mirror {
			u := *p
			u.ops = mirrored(p.ops)
			s.part(&u, t, m)
		}
	}
}

func (s *scene) part(p *part, t spot, m mat) {
	q := s.path()
	p.trace(q, t)
	if m.form == emit && !t.under {
		lo, hi := q.box()
		s.lamp(lo.to(hi, 128), max(hi.x-lo.x, hi.y-lo.y)/2, m.c)
	}
	s.shape(q, m)
}

// mirrored returns the steps with x negated.
func mirrored(ops []op) []op {
	out := make([]op, len(ops))
	for i, o := range ops {
		a := append([]int64(nil), o.args...)
		switch o.do {
		case 's', 'z':
		case 'o':
			a[0] = -a[0]
		case 'e':
			a[0], a[4] = -a[0], -a[4]
		case 'r':
			a[0] = -a[0] - a[2]
		default:
			for j := 0; j < len(a); j += 2 {
				a[j] = -a[j]
			}
		}
		out[i] = op{o.do, a}
	}
	return out
}

// trace draws the steps of a part into a path.
func (p *part) trace(q *path, t spot) {
	var pen *path // where strokes collect their points
	width := int64(0)
	to := q
	for _, o := range p.ops {
		a := o.args
		at := func(i int) pt { return t.place(a[i]*fine, a[i+1]*fine) }
		switch o.do {
		case 's':
			width = max(a[0]*t.s/1000, one)
			pen = &path{coarse: q.coarse}
			to = pen
		case 'm':
			to.open = append(to.open[:0:0], at(0))
		case 'l':
			for i := 0; i < len(a); i += 2 {
				to.line(at(i))
			}
		case 'q':
			to.quad(at(0), at(2))
		case 'c':
			to.cubic(at(0), at(2), at(4))
		case 'z':
			to.close()
		case 'p':
			q.close()
			for i := 0; i < len(a); i += 2 {
				q.open = append(q.open, at(i))
			}
			q.close()
		case 'o':
			turned(q, t, a[0], a[1], a[2], a[3], 0)
		case 'e':
			turned(q, t, a[0], a[1], a[2], a[3], a[4]*turn/360)
		case 'r':
			block(q, t, a[0], a[1], a[2], a[3], a[4])
		}
	}
	if pen != nil {
		q.stroke(width, pen.open...)
	}
}

// turned adds an ellipse of the sprite's space.
func turned(q *path, t spot, x, y, rx, ry, angle int64) {
	n := clampTo(isqrt(max(rx, ry)*t.s/1000>>8)*4+8, 8, 128)
	if q.coarse > 0 {
		n = q.coarse * 3
	}
	c, k := icos(angle), isin(angle)
	q.close()
	for i := range n {
		a := i*turn/n + turn/4
		ex, ey := rx*fine*icos(a)>>14, ry*fine*isin(a)>>14
		q.open = append(q.open, t.place(x*fine+(ex*c-ey*k)>>14, y*fine+(ex*k+ey*c)>>14))
	}
	q.close()
}

// block adds a rectangle of the sprite's space, with round corners.
func block(q *path, t spot, x, y, w, h, r int64) {
	r = min(r, w/2, h/2)
	at := func(x, y int64) pt { return t.place(x*fine, y*fine) }
	q.close()
	if r == 0 || q.coarse > 0 {
		q.poly(at(x, y), at(x+w, y), at(x+w, y+h), at(x, y+h))
		return
	}
	q.move(at(x+r, y)).line(at(x+w-r, y)).quad(at(x+w, y), at(x+w, y+r))
	q.line(at(x+w, y+h-r)).quad(at(x+w, y+h), at(x+w-r, y+h))
	q.line(at(x+r, y+h)).quad(at(x, y+h), at(x, y+h-r))
	q.line(at(x, y+r)).quad(at(x, y), at(x+r, y)).close()
}
