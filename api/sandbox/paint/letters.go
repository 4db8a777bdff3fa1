package paint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// glyphs is a stroke font on a grid of 5 by 7 points. Each pair of digits is
// a point, x then y from below; "|" lifts the pen.
var glyphs = map[rune]string{
	'A': "00 26 40|12 32", 'B': "00 06 36 45 44 33 03|33 42 41 30 00", 'C': "45 36 16 05 01 10 30 41",
	'D': "00 06 26 44 42 20 00", 'E': "40 00 06 46|03 33", 'F': "00 06 46|03 33",
	'G': "45 36 16 05 01 10 30 41 43 23", 'H': "00 06|40 46|03 43", 'I': "10 30|20 26|16 36",
	'J': "46 41 30 10 01", 'K': "00 06|46 03 40", 'L': "06 00 40", 'M': "00 06 23 46 40",
	'N': "00 06 40 46", 'O': "10 01 05 16 36 45 41 30 10", 'P': "00 06 36 45 44 33 03",
	'Q': "10 01 05 16 36 45 41 30 10|22 40", 'R': "00 06 36 45 44 33 03|23 40",
	'S': "45 36 16 05 04 13 33 42 41 30 10 01", 'T': "06 46|26 20", 'U': "06 01 10 30 41 46",
	'V': "06 20 46", 'W': "06 10 23 30 46", 'X': "00 46|06 40", 'Y': "06 23 46|23 20", 'Z': "06 46 00 40",
	'0': "10 01 05 16 36 45 41 30 10|12 34", '1': "15 26 20|10 30", '2': "05 16 36 45 44 00 40",
	'3': "05 16 36 45 44 33 13|33 42 41 30 10 01", '4': "30 36 02 42", '5': "46 06 03 33 42 41 30 10 01",
	'6': "45 36 16 05 01 10 30 41 42 33 03", '7': "06 46 10",
	'8': "13 04 05 16 36 45 44 33 13 02 01 10 30 41 42 33", '9': "01 10 30 41 45 36 16 05 04 13 43",
	'!': "26 22|20 20", '?': "05 16 36 45 44 23 22|20 20", '.': "20 20", ',': "21 10", '-': "13 33",
	'\'': "26 24", ':': "21 21|24 24", '+': "13 33|22 24", '&': "40 05 16 25 02 01 10 20 42", '/': "00 46",
}

// glyph returns the strokes of a letter. Letters of other scripts get
// strokes made from their number: different for each, readable in none.
func glyph(r rune) string {
	r = unicode.ToUpper(r)
	if g, ok := glyphs[r]; ok {
		return g
	}
	if unicode.IsSpace(r) {
		return ""
	}
	h := stream(uint64(r), "glyph")
	var b strings.Builder
	for i := range 5 {
		if i > 0 {
			b.WriteString(pick(h, " ", " ", "|"))
		}
		b.WriteByte(byte('0' + h.below(5)))
		b.WriteByte(byte('0' + h.below(7)))
	}
	return b.String()
}

// lettering makes a path of a line of text: its left end at o on the
// baseline, cell being the distance of two grid points.
func lettering(text string, o pt, cell, width int64) *path {
	p := &path{}
	for _, r := range text {
		for stroke := range strings.SplitSeq(glyph(r), "|") {
			var pts []pt
			for f := range strings.FieldsSeq(stroke) {
				pts = append(pts, o.add(int64(f[0]-'0')*cell, -int64(f[1]-'0')*cell))
			}
			if len(pts) > 0 {
				p.stroke(width, pts...)
			}
		}
		o.x += cell * 6
	}
	return p
}

// letter writes what the prompt has in quotes: large when it is the subject,
// else on a board above.
func (s *scene) letter() {
	if s.b.said == "" {
		return
	}
	lines := wrap(s.b.said, 14)
	long := 1
	for _, l := range lines {
		long = max(long, utf8.RuneCountInString(l))
	}
	n := int64(len(lines))
	alone := len(s.b.subjects) == 0
	width, room := s.w*78/100, s.h*60/100
	mid := s.h * 48 / 100
	if !alone {
		width, room, mid = s.w*56/100, s.h*22/100, s.h*15/100
	}
	cell := min(width/(int64(long)*6), room/(n*9), s.n(40))
	ink := s.accents[0].sat(330)
	if !alone {
		w, h := cell*(int64(long)*6+4), cell*(n*9+3)
		board := s.path().rect(s.w/2-w/2, mid-h/2, w, h, cell*2)
		s.shape(board, mat{c: 0xf6efdc, form: flat, grain: 80})
		ink = ink.mix(0x2a2034, 90)
	}
	for i, l := range lines {
		w := cell * (int64(utf8.RuneCountInString(l))*6 - 2)
		o := pt{s.w/2 - w/2, mid + cell*(int64(i)*9-n*9/2+7) + cell/2}
		if alone {
			s.c.fill(lettering(l, o.add(cell/3, cell/2), cell, cell*7/5), s.k.tone(s, s.light.shade), 150)
		}
		s.shape(lettering(l, o, cell, cell*7/5), mat{c: ink, form: flat})
	}
}

// wrap breaks text into at most five lines of about n letters.
func wrap(text string, n int) []string {
	var out []string
	line := ""
	for w := range strings.FieldsSeq(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > n {
			out = append(out, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	out = append(out, line)
	return out[:min(len(out), 5)]
}

// tiny is a bitmap font for the small print: rows of three pixels, from the
// top.
var tiny = map[rune][5]uint8{
	'S': {7, 4, 7, 1, 7}, 'A': {2, 5, 7, 5, 5}, 'N': {5, 7, 7, 7, 5}, 'D': {6, 5, 5, 5, 6},
	'B': {6, 5, 6, 5, 6}, 'O': {7, 5, 5, 5, 7}, 'X': {5, 5, 2, 5, 5},
}

// print signs the picture, so that nobody takes it for the API's: up to the
// right edge given, or from the left edge if that is 0.
func (c *canvas) print(right int) {
	const text = "SANDBOX"
	px := max(min(c.w, c.h)/380, 1)
	w := len(text)*4*px - px
	x0, y0 := right-w-5*px, c.h-10*px
	if right == 0 {
		x0 = 5 * px
	}
	if x0 < 0 || x0+w > c.w || y0 < 0 {
		return
	}
	dot := func(x, y int, k col, a uint32) {
		for j := range px {
			row := c.pix[(y+j)*c.w:][:c.w]
			for i := x; i < min(x+px, c.w); i++ {
				row[i] = over(row[i], k.pixel(), a)
			}
		}
	}
	for pass, k := range []col{0x101018, 0xffffff} {
		d := (1 - pass) * max(px/2, 1)
		for i, r := range text {
			for y, bits := range tiny[r] {
				for x := range 3 {
					if bits>>(2-x)&1 == 1 {
						dot(x0+(i*4+x)*px+d, y0+y*px+d, k, uint32(110+pass*90))
					}
				}
			}
		}
	}
}
