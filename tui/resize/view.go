package resize

import (
	"fmt"
	"image"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

const (
	label    = 9  // cells before a value: sign, name, gap
	formWide = 40 // cells of the form beside the drawing
)

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	if p.view == nil {
		p.view = p.render()
	}
	return p.view
}

// Cursor returns where the text cursor stands, relative to the pane, or nil.
func (p *Pane) Cursor() *tea.Cursor {
	view := p.View()
	if p.cursor == nil && p.focused {
		return box.OnSign(view, 1)
	}
	return p.cursor
}

func (p *Pane) render() []string {
	p.cursor, p.places = nil, nil
	f := box.Frame{Title: "Resize", Focused: p.focused}
	w, h := box.Inner(p.w, p.h)
	if p.size.X < 1 || p.size.Y < 1 {
		return box.Draw(p.st, f, []string{p.st.Dim.Render(" no picture to resize")}, p.w, p.h)
	}
	if w < formWide+20 {
		body := p.form(w, h)
		for _, l := range p.drawing(w-2, h-len(body)-1) {
			if len(body) == int(lineCount)+1 {
				body = append(body, "")
			}
			body = append(body, " "+l)
		}
		return box.Draw(p.st, f, body, p.w, p.h)
	}
	form, drawing := p.form(formWide, h), p.drawing(w-formWide-2, h)
	body := make([]string, h)
	for i := range body {
		left, right := "", ""
		if i < len(form) {
			left = form[i]
		}
		if i < len(drawing) {
			right = drawing[i]
		}
		body[i] = box.Fit(left, formWide) + " " + right
	}
	return box.Draw(p.st, f, body, p.w, p.h)
}

// form returns the lines of the form, what comes out of it, and what is wrong.
func (p *Pane) form(w, h int) []string {
	out := []string{
		p.shapeText(w),
		p.borderText(leftLine, "left", w), p.borderText(rightLine, "right", w),
		p.borderText(topLine, "top", w), p.borderText(bottomLine, "bottom", w),
		p.placeText(),
	}
	l := p.Layout()
	sizes := fmt.Sprintf("%d×%d → %d×%d", p.size.X, p.size.Y, l.W, l.H)
	if p.note == "" {
		return append(out, " "+p.st.Strong.Render(sizes))
	}
	for i, words := range cells.Wrap(p.note, max(1, w-2)) {
		if i > 0 && len(out) >= h {
			break
		}
		out = append(out, " "+p.st.Warn.Render(words))
	}
	return out
}

// head is the sign and the name of a line.
func (p *Pane) head(l line, name string) (string, lipgloss.Style) {
	sign, value := " ", p.st.Text
	if l == p.line && p.focused {
		sign, value = theme.SignRow, p.st.Strong
	}
	return p.st.Accent.Render(sign) + p.st.Dim.Render(box.Fit(name, label-1)), value
}

// shapeText shows the shapes, as many as fit around the chosen one.
func (p *Pane) shapeText(w int) string {
	head, _ := p.head(shapeLine, "shape")
	from, to := 0, len(shapes)
	wide := func() int {
		n := label
		for _, s := range shapes[from:to] {
			n += len(s.name) + 1
		}
		return n
	}
	for wide() > w && to-from > 1 {
		if to-1 > p.shape {
			to--
		} else {
			from++
		}
	}
	x := label
	for i := from; i < to; i++ {
		name := shapes[i].name
		switch {
		case i == p.shape && p.line == shapeLine && p.focused:
			head += p.st.Cursor.Render(name)
		case i == p.shape:
			head += p.st.Accent.Bold(true).Underline(true).Render(name)
		default:
			head += p.st.Dim.Render(name)
		}
		p.places = append(p.places, place{shape: i, from: x + 1, to: x + 1 + len(name)})
		head, x = head+" ", x+len(name)+1
	}
	return head
}

func (p *Pane) borderText(l line, name string, w int) string {
	head, value := p.head(l, name)
	px := p.borders[l-leftLine]
	if p.editing && l == p.line {
		text, x := p.field.View(max(0, w-label-1), p.st.Cursor)
		if row := int(l) + 1; p.focused && w > label+1 && row < p.h-1 {
			p.cursor = tea.NewCursor(1+label+x, row)
			p.cursor.Shape = tea.CursorBar
		}
		return head + text
	}
	percent := fmt.Sprintf("%d%%", (px*100+p.side(l)/2)/p.side(l))
	pixels := fmt.Sprintf("%d px", px)
	if p.pixels {
		percent, pixels = pixels, percent
	}
	return head + value.Render(fmt.Sprintf("%-8s", percent)) + p.st.Dim.Render(pixels)
}

// placeText says where the picture stands.
func (p *Pane) placeText() string {
	head, value := p.head(placeLine, "picture")
	across := where(p.borders[0], p.borders[1], "left", "right")
	down := where(p.borders[2], p.borders[3], "top", "bottom")
	if across == down {
		return head + value.Render(across)
	}
	return head + value.Render(down+" "+across)
}

// where says where something stands between two borders.
func where(before, after int, start, end string) string {
	switch all := before + after; {
	case all == 0 || before-after <= 1 && after-before <= 1:
		return "middle"
	case before == 0:
		return start
	case after == 0:
		return end
	default:
		return fmt.Sprintf("%d%%", (before*100+all/2)/all)
	}
}

// drawing draws the canvas in at most cols × rows cells: the border in shaded
// blocks, the picture in half blocks where it will stand.
func (p *Pane) drawing(cols, rows int) []string {
	if cols < 2 || rows < 2 {
		return nil
	}
	l := p.Layout()
	scale := min(float64(cols)/float64(l.W), float64(2*rows)/float64(l.H))
	w := max(1, min(cols, int(float64(l.W)*scale+0.5)))
	h := max(1, min(rows, int(float64(l.H)*scale/2+0.5)))
	// Dots are half a cell high; the picture is at least one.
	at := l.place(p.size)
	x := func(px int) int { return (2*px*w + l.W) / (2 * l.W) }
	y := func(px int) int { return (4*px*h + l.H) / (2 * l.H) }
	pic := image.Rect(x(at.Min.X), y(at.Min.Y), x(at.Max.X), y(at.Max.Y))
	pic.Max.X, pic.Max.Y = max(pic.Max.X, pic.Min.X+1), max(pic.Max.Y, pic.Min.Y+1)
	p.pic = pic
	out := make([]string, 0, h)
	for y := 0; y < 2*h; y += 2 {
		line, is := p.sharpLine(pic, w, y)
		if !is {
			line = p.drawLine(pic, w, y)
		}
		out = append(out, line)
	}
	return out
}
