package picture

import (
	"math/bits"
	"sync"
)

// paintHalf draws two pixels a cell: exactly, or in a palette dithered.
func paintHalf(g grid, colors Colors) []string {
	g = g.dither(colors)
	p := painter{colors: colors, b: make([]byte, 0, g.w*g.h/2*38)}
	for y := 0; y < g.h; y += 2 {
		top, bottom := g.px[y*g.w:(y+1)*g.w], g.px[(y+1)*g.w:(y+2)*g.w]
		for x := range g.w {
			if top[x] == bottom[x] {
				p.plain(top[x])
				continue
			}
			p.pair(top[x], bottom[x], "▀", "▄")
		}
		p.endLine()
	}
	return p.lines()
}

// A mask is a division of a cell's pixels into two groups: bit i is set when
// pixel i, counted along the lines, is of the first group.

// quadrants are the characters of the masks of 2 × 2 pixels.
var quadrants = [16]string{
	" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
}

// sextants are the characters of the masks of 2 × 3 pixels. Unicode has them
// in the order of their masks, without the four that existed before.
var sextants = sync.OnceValue(func() []string {
	s := make([]string, 64)
	next := rune(0x1FB00)
	for m := range s {
		switch m {
		case 0:
			s[m] = " "
		case 0b010101:
			s[m] = "▌"
		case 0b101010:
			s[m] = "▐"
		case 0b111111:
			s[m] = "█"
		default:
			s[m] = string(next)
			next++
		}
	}
	return s
})

// paintMasks draws cells of 2 × rows pixels in the two colours, and with the
// character, that come closest to them.
func paintMasks(g grid, rows int, glyphs []string, colors Colors) []string {
	p := painter{colors: colors, b: make([]byte, 0, g.w/2*(g.h/rows)*40)}
	var cell [8]rgb
	full := len(glyphs) - 1
	for y := 0; y < g.h; y += rows {
		for x := 0; x < g.w; x += 2 {
			for i := range rows {
				at := (y+i)*g.w + x
				cell[2*i], cell[2*i+1] = g.px[at], g.px[at+1]
			}
			m, fg, bg := split(cell[:2*rows])
			fg, bg = colors.nearest(fg), colors.nearest(bg)
			if fg == bg {
				p.plain(fg)
				continue
			}
			p.pair(fg, bg, glyphs[m], glyphs[full&^m])
		}
		p.endLine()
	}
	return p.lines()
}

func clampByte(v int) uint8 { return uint8(clamp(v, 0, 255)) }

// sum is the sum of some pixels.
type sum struct{ r, g, b int32 }

func (s sum) square() int64 { return int64(s.r*s.r + s.g*s.g + s.b*s.b) }

// mean returns the average colour of n pixels.
func (s sum) mean(n int32) rgb {
	return rgb{uint8((s.r + n/2) / n), uint8((s.g + n/2) / n), uint8((s.b + n/2) / n)}
}

// parts is 840/n: the whole numbers that stand for 1/n.
var parts = [9]int64{0, 840, 420, 280, 210, 168, 140, 120, 105}

// split divides at most eight pixels into two groups so that the sum of squared
// distances to the mean colours of the groups is the least possible. It tries
// every division: what is left of the squares is least where |sum|²/n of both
// groups together is greatest. It returns the mask of the first group and both
// colours.
func split(px []rgb) (mask int, first, second rgb) {
	var all sum
	flat := true
	for _, c := range px {
		all.r, all.g, all.b = all.r+int32(c.r), all.g+int32(c.g), all.b+int32(c.b)
		flat = flat && c == px[0]
	}
	n := int32(len(px))
	if flat {
		return 0, px[0], px[0]
	}
	// Masks in Gray code order: one pixel changes its group at a time. The
	// last pixel stays in the second group, the inverse masks are the same.
	var group sum
	var in int32
	best, bestIn, bestSum, gray := int64(-1), int32(0), sum{}, 0
	for i := 1; i < 1<<(n-1); i++ {
		bit := trailing[i]
		c := px[bit]
		gray ^= 1 << bit
		if gray>>bit&1 == 1 {
			group.r, group.g, group.b = group.r+int32(c.r), group.g+int32(c.g), group.b+int32(c.b)
			in++
		} else {
			group.r, group.g, group.b = group.r-int32(c.r), group.g-int32(c.g), group.b-int32(c.b)
			in--
		}
		rest := sum{all.r - group.r, all.g - group.g, all.b - group.b}
		if score := group.square()*parts[in] + rest.square()*parts[n-in]; score > best {
			best, bestIn, bestSum, mask = score, in, group, gray
		}
	}
	rest := sum{all.r - bestSum.r, all.g - bestSum.g, all.b - bestSum.b}
	return mask, bestSum.mean(bestIn), rest.mean(n - bestIn)
}

// trailing is the number of zero bits below the lowest set bit.
var trailing = func() (t [128]int) {
	for i := 1; i < len(t); i++ {
		t[i] = bits.TrailingZeros(uint(i))
	}
	return t
}()
