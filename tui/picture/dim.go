package picture

import (
	"strconv"
	"strings"
)

// Dim returns lines of cells, as Rendered has them, with their colours moved
// half the way to black, or to white for a light terminal. Lines without
// colours of their own, such as placeholders, come back as they are.
func Dim(lines []string, light bool) []string {
	out := make([]string, len(lines))
	ground := 0
	if light {
		ground = 255
	}
	var b strings.Builder
	for i, l := range lines {
		b.Reset()
		b.Grow(len(l))
		for {
			at := strings.Index(l, "8;2;")
			if at < 0 {
				break
			}
			at += len("8;2;")
			b.WriteString(l[:at])
			l = dimColour(&b, l[at:], ground)
		}
		b.WriteString(l)
		out[i] = b.String()
	}
	return out
}

// dimColour writes the three numbers at the start of s, each moved half the way
// to ground, and returns what follows them.
func dimColour(b *strings.Builder, s string, ground int) string {
	for n := range 3 {
		v, end := 0, 0
		for end < len(s) && s[end] >= '0' && s[end] <= '9' && end < 3 {
			v = 10*v + int(s[end]-'0')
			end++
		}
		b.WriteString(strconv.Itoa(min(255, (v+ground)/2)))
		if s = s[end:]; n < 2 && strings.HasPrefix(s, ";") {
			b.WriteByte(';')
			s = s[1:]
		}
	}
	return s
}

// dim takes the colours of a drawing back, if that is wanted.
func (o Options) dim(g grid) grid {
	if !o.Dim {
		return g
	}
	ground := 0
	if checkersOf(o.Background).light() {
		ground = 255
	}
	for i, c := range g.px {
		g.px[i] = rgb{uint8((int(c.r) + ground) / 2), uint8((int(c.g) + ground) / 2), uint8((int(c.b) + ground) / 2)}
	}
	return g
}
