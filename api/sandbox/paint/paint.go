package paint

import "image"

// Request says what to paint. The zero value of a field is its default: no
// style is imagine-turbo's, no aspect ratio is square.
type Request struct {
	Prompt      string
	Style       string
	AspectRatio string
	Seed        int64
	// Transparent asks for the subject alone, cut out.
	Transparent bool
	// MaxSide, if above 0, is the longest side in pixels of a smaller
	// picture of the same thing; at least 16.
	MaxSide int
	// Width and Height, if above 0, are the size in pixels whatever the
	// ratio; at least 16 each, and no more than four times the other.
	Width, Height int
	// Unsigned leaves the small print out: for a part of a larger picture.
	Unsigned bool
}

// sizes are the pixels of the aspect ratios of the API: exactly the ratio,
// and as near to a megapixel as sides divisible by eight come.
var sizes = map[string][2]int{
	"1:1": {1024, 1024}, "3:2": {1248, 832}, "4:3": {1152, 864},
	"3:4": {864, 1152}, "16:9": {1344, 756}, "9:16": {756, 1344},
}

// minSide is the longest side of the smallest picture.
const minSide = 16

// Size returns the width and height of a picture in pixels. An unknown ratio
// is square.
func Size(aspectRatio string, maxSide int) (w, h int) {
	d, ok := sizes[aspectRatio]
	if !ok {
		d = sizes["1:1"]
	}
	w, h = d[0], d[1]
	if long := max(w, h); maxSide > 0 && maxSide < long {
		maxSide = max(maxSide, minSide)
		w, h = w*maxSide/long, h*maxSide/long
	}
	return w, h
}

// Paint paints. Equal requests give equal pictures, always and everywhere.
func Paint(r Request) *image.NRGBA {
	w, h := Size(r.AspectRatio, r.MaxSide)
	if r.Width > 0 && r.Height > 0 {
		w, h = max(r.Width, r.Height/4, minSide), max(r.Height, r.Width/4, minSide)
	}
	s := newScene(read(r.Prompt), lookOf(r.Style), r.Seed, newCanvas(w, h))
	if r.Transparent {
		s.cutOut()
	} else {
		s.picture()
	}
	if !r.Unsigned {
		s.c.print(s.c.w)
	}
	return s.c.image()
}

// NamesThing tells whether a prompt names a thing that can stand by itself,
// rather than a place, a light or a mood.
func NamesThing(prompt string) bool { return len(read(prompt).subjects) > 0 }

// Sign puts the small print into the lower left corner of a picture the
// sandbox has edited; painted pictures have it on the right.
func Sign(m *image.NRGBA) {
	c := newCanvas(m.Rect.Dx(), m.Rect.Dy())
	c.print(0)
	for i, p := range c.pix {
		a := p >> 24
		if a == 0 {
			continue
		}
		o := m.Pix[i/c.w*m.Stride+i%c.w*4:][:4]
		for j := range 3 {
			// The print is premultiplied.
			o[j] = uint8(p>>(16-8*j)&255 + uint32(o[j])*(255-a)/255)
		}
		o[3] = uint8(a + uint32(o[3])*(255-a)/255)
	}
}

func newScene(b *brief, k *look, seed int64, c *canvas) *scene {
	s := &scene{
		c: c, k: k, b: b, w: int64(c.w) << 8, h: int64(c.h) << 8,
		seed: mix64(uint64(seed) + 0x5EED), light: daylight(b.hour, b.weather),
	}
	s.key = mix64(s.seed ^ b.hash)
	s.u = isqrt(s.w * s.h)
	s.accents = s.palette()
	s.mood()
	return s
}

// picture paints the whole: place, subjects, weather, finish.
func (s *scene) picture() {
	p := places[s.b.place]
	r := s.rng("horizon")
	s.horizon = s.y(r.in(p.low, p.high))
	s.hang()
	st := p.draw(s)
	s.k.behind(s)
	s.cast(st)
	s.letter()
	s.weather()
	s.k.finish(s)
	s.treat()
}

// hang puts the sun or the moon into the sky.
func (s *scene) hang() {
	r := s.rng("sun")
	x := r.in(140, 420)
	if r.chance(50) {
		x = 1000 - x
	}
	up := max(s.light.sunAt, 0)
	s.sun = pt{s.x(x), s.horizon - s.horizon*up/1000*r.in(88, 108)/100}
	s.side = 1
	if x < 500 {
		s.side = -1
	}
}

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
func (s *scene) palette() [4]col {
	named := append(append([]col(nil), s.b.cols...), s.b.mood...)
	h := s.b.hash
	for _, w := range s.b.strangers {
		h = mix64(h ^ w)
	}
	p := chords[h%uint64(len(chords))]
	at := int(h >> 32 & 3)
	p = [4]col{p[at], p[(at+1)&3], p[(at+2)&3], p[(at+3)&3]}
	copy(p[:], named)
	return p
}

// mood lets the words that are about no thing colour the light.
func (s *scene) mood() {
	l := &s.light
	for _, c := range s.b.mood {
		l.low, l.rim = l.low.mix(c, 66), l.rim.mix(c, 52)
		l.mid, l.haze = l.mid.mix(c.dim(60), 50), l.haze.mix(c, 60)
		l.amb = l.amb.mix(c.lit(120), 36)
	}
	for _, h := range s.b.strangers {
		by := (int64(h>>8&63) - 32) * turn / 1024
		l.mid, l.low, l.haze = l.mid.turned(by), l.low.turned(by), l.haze.turned(by)
	}
	for _, c := range s.b.cols {
		l.low, l.rim = l.low.mix(c, 80), l.rim.mix(c.lit(90), 70)
	}
	if c, ok := s.b.tint("sky"); ok {
		l.top, l.mid, l.low, l.rim = c.dim(70), c, c.lit(70), c.lit(130)
		l.haze = l.haze.mix(c.lit(70), 120)
	}
}
