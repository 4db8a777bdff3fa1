package theme

import (
	"image/color"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Ground is what a theme has everything drawn on.
type Ground struct {
	// Paper is the colour of the ground, Ink that of what is written on it.
	Paper, Ink color.Color
	paper, ink string // as the terminal is told
}

// ground is that of the palette, nil for the terminal's own.
func (p *Palette) ground() *Ground {
	if p.Ground == "" {
		return nil
	}
	g := &Ground{Paper: p.Ground.colour(), Ink: p.Text.colour()}
	g.paper = ansi.Style{}.BackgroundColor(g.Paper).String()
	g.ink = ansi.Style{}.ForegroundColor(g.Ink).String()
	return g
}

// Under lays the ground under the rows of a frame: where they say nothing of
// colours, or go back to what the terminal has, they have those of the ground. A
// nil Ground leaves them as they are.
func (g *Ground) Under(rows []string) []string {
	if g == nil {
		return rows
	}
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = g.row(row)
	}
	return out
}

func (g *Ground) row(row string) string {
	var b strings.Builder
	b.Grow(2 * len(row))
	b.WriteString(g.ink + g.paper)
	for {
		at := strings.Index(row, "\x1b[")
		if at < 0 {
			break
		}
		end := at + 2
		for end < len(row) && (row[end] >= '0' && row[end] <= '9' || row[end] == ';' || row[end] == ':') {
			end++
		}
		end = min(end+1, len(row))
		b.WriteString(row[:end])
		if row[end-1] == 'm' {
			ink, paper := cleared(row[at+2 : end-1])
			if ink {
				b.WriteString(g.ink)
			}
			if paper {
				b.WriteString(g.paper)
			}
		}
		row = row[end:]
	}
	b.WriteString(row)
	b.WriteString("\x1b[m")
	return b.String()
}

// cleared tells which colours are the terminal's own again after the parameters of
// a sequence that sets colours.
func cleared(parameters string) (ink, paper bool) {
	for parameters += ";"; parameters != ""; {
		var one string
		one, parameters, _ = strings.Cut(parameters, ";")
		switch one {
		case "", "0":
			ink, paper = true, true
		case "39":
			ink = true
		case "49":
			paper = true
		case "38", "48":
			if one == "38" {
				ink = false
			} else {
				paper = false
			}
			parameters = behind(parameters)
		default:
			switch code, _, _ := strings.Cut(one, ":"); {
			case code == "38" || len(code) == 2 && (code[0] == '3' || code[0] == '9'):
				ink = false
			case code == "48" || len(code) == 2 && code[0] == '4' || len(code) == 3 && strings.HasPrefix(code, "10"):
				paper = false
			}
		}
	}
	return ink, paper
}

// behind is what follows the numbers of a colour: 2;r;g;b or 5;n.
func behind(parameters string) string {
	kind, rest, _ := strings.Cut(parameters, ";")
	n := 1
	if kind == "2" {
		n = 3
	}
	for range n {
		_, rest, _ = strings.Cut(rest, ";")
	}
	return rest
}
