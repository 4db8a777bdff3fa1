package prompt

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
)

// pad is the space left and right of the text, none in a very narrow pane.
func (p *Pane) pad() int {
	if p.w < 8 {
		return 0
	}
	return 1
}

// textWidth leaves the right pad as the place of the cursor behind a full line.
func (p *Pane) textWidth() int { return max(1, p.w-2-2*p.pad()) }

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	if p.view == nil {
		p.view = p.draw()
	}
	return p.view
}

// Needs returns how many lines the pane needs in w cells with its border: for
// the text, what stands below it, and a mistake that the border cannot hold.
func (p *Pane) Needs(w int) int {
	if w != p.w {
		p.SetSize(w, p.h)
	}
	n := p.area.Lines()
	if p.sample {
		n++
	}
	if !p.completing() {
		below, _ := p.below()
		n += len(below)
	}
	return n + 2
}

func (p *Pane) draw() []string {
	f := box.Frame{Title: "Prompt", Footer: p.footer, Focused: p.focused}
	if p.bad {
		f.Footer = p.st.Bad.Render(p.footer)
	}
	room := max(0, p.h-2)
	if n := p.area.Lines(); n > room {
		f.Note = "line " + wording.Thousands(p.area.Row()+1) + " of " + wording.Thousands(n)
	}
	if p.vim != nil && p.focused {
		f.Note = strings.TrimSuffix(p.vim.Mode()+" · "+f.Note, " · ")
	}
	pad := strings.Repeat(" ", p.pad())
	body := make([]string, 0, room)
	for _, line := range p.area.View(p.st.Cursor, p.st.Bad.Reverse(true)) {
		body = append(body, pad+line)
	}
	if p.sample {
		if len(body)+1 < room {
			body = append(body, "")
		}
		body = append(body, pad+p.st.Dim.Render("type to replace it"))
	}
	below, said := p.below()
	switch n := len(below); {
	case n > 0 && len(body)+n <= room:
		for len(body)+n < room {
			body = append(body, "")
		}
		for _, l := range below {
			body = append(body, pad+l)
		}
		if said {
			f.Footer = ""
		}
	case p.completing() && n > 0:
		f.Footer = cells.Truncate(below[0], max(0, p.w-4), "…")
	}
	return box.Draw(p.st, f, body, p.w, p.h)
}

// below is what stands under the text where there is room: the names that can be
// completed, a mistake that the border cannot hold, or the first prompts. said
// tells that the border need not say it again.
func (p *Pane) below() (lines []string, said bool) {
	width := max(0, p.w-2-2*p.pad())
	switch wide := cells.Width(p.footer) > p.w-4; {
	case p.completing():
		return []string{p.namesLine(width)}, false
	case p.bad && wide:
		for _, line := range cells.Wrap(p.footer, p.textWidth()) {
			lines = append(lines, p.st.Bad.Render(line))
		}
		return lines, true
	case p.first != "":
		return []string{p.st.Dim.Render(cells.Truncate(p.first, width, "…"))}, p.bad
	}
	return nil, false
}

// Cursor returns where the text cursor stands, relative to the pane, or nil.
func (p *Pane) Cursor() *tea.Cursor {
	if !p.focused || p.w < 3 || p.h < 3 {
		return nil
	}
	x, y, shown := p.area.Cursor()
	if !shown || y >= p.h-2 {
		return nil
	}
	c := tea.NewCursor(min(p.w-2, 1+p.pad()+x), 1+y)
	c.Shape = tea.CursorBar
	if p.normal() {
		c.Shape = tea.CursorBlock
	}
	return c
}
