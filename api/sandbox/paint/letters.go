package paint

import (
	"strings"
	"unicode/utf8"
)

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
func (p *picture) letter() {
	if p.b.said == "" {
		return
	}
	lines := wrap(p.b.said, 14)
	long := 1
	for _, l := range lines {
		long = max(long, utf8.RuneCountInString(l))
	}
	n := int64(len(lines))
	alone := len(p.b.subjects) == 0
	width, room := p.w*78/100, p.h*60/100
	mid := p.h * 48 / 100
	if !alone {
		width, room, mid = p.w*56/100, p.h*22/100, p.h*15/100
	}
	cell := min(width/(int64(long)*6), room/(n*9), p.n(40))
	ink := p.accents[0].sat(330)
	if !alone {
		w, h := cell*(int64(long)*6+4), cell*(n*9+3)
		board := p.path().rect(p.w/2-w/2, mid-h/2, w, h, cell*2)
		p.shape(board, mat{c: 0xf6efdc, form: flat, grain: 80})
		ink = ink.mix(0x2a2034, 90)
	}
	for i, l := range lines {
		w := cell * (int64(utf8.RuneCountInString(l))*6 - 2)
		o := pt{p.w/2 - w/2, mid + cell*(int64(i)*9-n*9/2+7) + cell/2}
		if alone {
			p.c.fill(lettering(l, o.add(cell/3, cell/2), cell, cell*7/5), p.tone(p.light.shade), 150)
		}
		p.shape(lettering(l, o, cell, cell*7/5), mat{c: ink, form: flat})
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
