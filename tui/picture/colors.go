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

// diffuser spreads what a palette cannot show over the neighbours to the right
// and below, as Floyd and Steinberg do it, for one picture from top to bottom.
type diffuser struct {
	this, next []int // three channels a column, in 16ths, one column of margin
}

func newDiffuser(w int) *diffuser {
	return &diffuser{this: make([]int, 3*(w+2)), next: make([]int, 3*(w+2))}
}

// line begins the next row.
func (d *diffuser) line() {
	d.this, d.next = d.next, d.this
	clear(d.next)
}

// due returns what was left for column x.
func (d *diffuser) due(x int) (r, g, b int) {
	e := d.this[3*x+3 : 3*x+6]
	return e[0] >> 4, e[1] >> 4, e[2] >> 4
}

// leave spreads what column x lacks.
func (d *diffuser) leave(x int, lack [3]int) {
	for i, v := range lack {
		at := 3*x + 3 + i
		d.this[at+3] += 7 * v
		d.next[at-3] += 3 * v
		d.next[at] += 5 * v
		d.next[at+3] += v
	}
}

// dither returns the picture in the colours of a palette.
func (g grid) dither(d Colors) grid {
	if d == TrueColor {
		return g
	}
	out := grid{w: g.w, h: g.h, px: make([]rgb, len(g.px))}
	spread := newDiffuser(g.w)
	for i, c := range g.px {
		x := i % g.w
		if x == 0 {
			spread.line()
		}
		r, gr, b := spread.due(x)
		r, gr, b = clamp(int(c.r)+r, 0, 255), clamp(int(c.g)+gr, 0, 255), clamp(int(c.b)+b, 0, 255)
		got := d.color(d.index(r, gr, b))
		out.px[i] = got
		spread.leave(x, [3]int{r - int(got.r), gr - int(got.g), b - int(got.b)})
	}
	return out
}
