package picture

// Colors is how many colours cells are painted in.
type Colors int

const (
	// TrueColor writes every colour as it is.
	TrueColor Colors = iota
	// Colors256 writes the colours 16 to 255 of the usual palette, which
	// terminals leave as they are.
	Colors256
	// Colors16 writes the sixteen colours every terminal has, taken to be
	// those of xterm: people change them.
	Colors16
)

// String returns the name of a number of colours as --colors takes it.
func (d Colors) String() string { return [...]string{"truecolor", "256", "16"}[d] }

// levels are the steps of a channel in the colour cube 16 to 231.
var levels = [6]uint8{0, 95, 135, 175, 215, 255}

// sixteen are xterm's first colours.
var sixteen = [16]rgb{
	{0, 0, 0},
	{205, 0, 0},
	{0, 205, 0},
	{205, 205, 0},
	{0, 0, 238},
	{205, 0, 205},
	{0, 205, 205},
	{229, 229, 229},
	{127, 127, 127},
	{255, 0, 0},
	{0, 255, 0},
	{255, 255, 0},
	{92, 92, 255},
	{255, 0, 255},
	{0, 255, 255},
	{255, 255, 255},
}

// level returns the step of the cube nearest to a channel.
func level(v int) int {
	switch {
	case v < 48:
		return 0
	case v < 115:
		return 1
	default:
		return min(5, (v-35)/40)
	}
}

// index returns the palette number nearest to a colour.
func (d Colors) index(r, g, b int) int {
	if d == Colors16 {
		best, at := 1<<30, 0
		for i, c := range sixteen {
			if n := apart(c, r, g, b); n < best {
				best, at = n, i
			}
		}
		return at
	}
	lr, lg, lb := level(r), level(g), level(b)
	cube := 16 + 36*lr + 6*lg + lb
	gray := clamp(((r+g+b)/3-3)/10, 0, 23)
	v := uint8(8 + 10*gray)
	if apart(rgb{v, v, v}, r, g, b) < apart(rgb{levels[lr], levels[lg], levels[lb]}, r, g, b) {
		return 232 + gray
	}
	return cube
}

// color returns the colour of a palette number.
func (d Colors) color(i int) rgb {
	switch {
	case i < 16:
		return sixteen[i]
	case i >= 232:
		v := uint8(8 + 10*(i-232))
		return rgb{v, v, v}
	}
	i -= 16
	return rgb{levels[i/36], levels[i/6%6], levels[i%6]}
}

// apart is the squared distance of two colours.
func apart(c rgb, r, g, b int) int {
	r, g, b = r-int(c.r), g-int(c.g), b-int(c.b)
	return r*r + g*g + b*b
}

// nearest returns the colour that is written for c.
func (d Colors) nearest(c rgb) rgb {
	if d == TrueColor {
		return c
	}
	return d.color(d.index(int(c.r), int(c.g), int(c.b)))
}

// dither returns the picture in the colours of a palette. Neighbours are pushed
// apart by a fixed pattern, all channels alike: what is even stays even, gray stays
// gray and nothing crawls, where spread errors would make dots of other colours.
func (g grid) dither(d Colors) grid {
	if d == TrueColor {
		return g
	}
	out := grid{w: g.w, h: g.h, px: make([]rgb, len(g.px))}
	for i, c := range g.px {
		push := thresholds[i/g.w%4][i%g.w%4] * d.reach() / 16
		out.px[i] = d.nearest(rgb{clampByte(int(c.r) + push), clampByte(int(c.g) + push), clampByte(int(c.b) + push)})
	}
	return out
}

// reach is how far pixels are pushed: less than half of the steps between the
// colours that there are.
func (d Colors) reach() int {
	if d == Colors16 {
		return 40
	}
	return 13
}

// thresholds are Bayer's thresholds of 4 × 4 pixels around 0, in 16ths.
var thresholds = [4][4]int{{-15, 1, -11, 5}, {9, -7, 13, -3}, {-9, 7, -13, 3}, {15, -1, 11, -5}}
