package paint

// form says how light falls on a shape.
type form uint8

const (
	flat form = iota // a surface: nearly even
	ball             // round, lit from the side
	tall             // round like a trunk
	land             // ground and hills: lighter above
	face             // walls: even, darker below
	emit             // shines by itself
	wire             // a thin detail, plain
)

// mat is what a shape is made of.
type mat struct {
	c     col
	form  form
	depth int64 // 0 near … 256 lost in the haze
	grain int64 // roughness of the texture, 0 … 256
	alpha int64 // 0 means opaque
	bare  bool  // never outlined
}

// lamp is a spot that shines, remembered for the glow of the finish.
type lamp struct {
	o pt
	r int64
	c col
}

// scene is everything that is known while a picture is painted.
type scene struct {
	c    *canvas
	k    *look
	b    *brief
	seed uint64 // the composition: does not depend on the words
	key  uint64 // the composition and the words

	w, h, u int64 // in 1/256 pixel; u is the side of a square of this area
	horizon int64
	sun     pt
	side    int64 // where the light comes from: -1 left, 1 right
	light   light
	lamps   []lamp
	// depth is added to every shape drawn: whole groups that stand far away.
	depth int64
	// veil, when above 0, is the opacity of every shape: reflections.
	veil    int64
	raw     bool    // switches the grading of colours off
	accents [4]col  // colours for what has none of its own
	relief  []uint8 // thickness of the paint, in styles that have it
}

func (s *scene) x(n int64) int64 { return s.w * n / 1000 }
func (s *scene) y(n int64) int64 { return s.h * n / 1000 }
func (s *scene) n(n int64) int64 { return s.u * n / 1000 }

// at is a point in thousandths of the width and the height.
func (s *scene) at(x, y int64) pt { return pt{s.x(x), s.y(y)} }

// path returns an empty path with the curves of the style.
func (s *scene) path() *path { return &path{coarse: s.k.coarse} }

// rng is the generator for a purpose that the words have no say in.
func (s *scene) rng(purpose string) *rng { return stream(s.seed, purpose) }

// lit is a colour under this light, at a distance, in this style.
func (s *scene) lit(m mat) col {
	c := m.c
	d := clampTo(m.depth+s.depth, 0, 256)
	if m.form != emit {
		c = c.times(s.light.amb).mix(s.light.shade, 16)
	}
	if s.b.weather&fog != 0 && m.form != emit {
		d = clampTo(d*5/4+16, 0, 236)
	}
	c = c.mix(s.light.haze, d*s.k.haze>>8)
	return s.k.tone(s, c)
}

// shape draws a path of a material the way the style does.
func (s *scene) shape(p *path, m mat) {
	if m.alpha == 0 {
		m.alpha = 256
	}
	if s.veil > 0 {
		m.alpha = m.alpha * s.veil >> 8
	}
	s.k.shape(s, p, m)
}

// fill draws a path in a plain colour that has its light already.
func (s *scene) fill(p *path, c col, alpha int64) { s.c.fill(p, s.k.tone(s, c), alpha) }

// lamp makes a spot shine: now a little, and in the finish of styles that
// glow.
func (s *scene) lamp(o pt, r int64, c col) {
	s.lamps = append(s.lamps, lamp{o, r, s.k.tone(s, c)})
}

// ridge is the outline of hills: fractal noise between two heights, closed
// along the bottom of the canvas. rough is the number of octaves, wide the
// width of the largest hills, both in thousandths of the unit side.
func (s *scene) ridge(base, height, wide int64, rough int, seed uint64) *path {
	p := s.path()
	step := s.n(6)
	if s.k.coarse > 0 {
		step = s.n(wide) / 3
		rough = 1
	}
	off := int64(seed & 0xffffff)
	p.move(pt{-step, s.h + one*4})
	for x := -step; x <= s.w+step; x += step {
		v := noise1(off+x*256/max(s.n(wide), 1), rough, uint32(seed>>24))
		p.line(pt{x, base - v*height>>15})
	}
	return p.line(pt{s.w + step, s.h + one*4}).close()
}
