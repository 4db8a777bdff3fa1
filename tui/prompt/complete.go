package prompt

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/cells"
)

// Names finds the names of lists that may be meant by one that is begun and not
// closed at the end of a text: typed is what is written of it so far. With no
// names there is nothing to complete.
type Names func(before string) (typed string, names []string)

// SetNames sets what completes names, and shows them anew where it knows others
// now.
func (p *Pane) SetNames(names Names) { p.names, p.view = names, nil }

// open returns the name that is begun at the cursor, and what it may become.
func (p *Pane) open() (typed string, names []string) {
	before, _, ok := p.area.Before()
	if p.names == nil || !ok || !p.focused {
		return "", nil
	}
	return p.names(before)
}

// complete writes the first of the names that may be meant. It reports whether
// there was one.
func (p *Pane) complete() (tea.Cmd, bool) {
	typed, names := p.open()
	if len(names) == 0 {
		return nil, false
	}
	before := p.Value()
	name := names[0]
	if _, after, _ := p.area.Before(); !strings.HasPrefix(after, "__") {
		name += "__"
	}
	fits := p.area.ReplaceBefore(len(typed), name)
	p.area.Reveal()
	p.touch()
	return p.after(before, fits), true
}

// completing tells whether a name can be completed.
func (p *Pane) completing() bool {
	_, names := p.open()
	return len(names) > 0
}

// namesLine lists in one line what the name at the cursor may become, the one
// that is taken first.
func (p *Pane) namesLine(width int) string {
	_, names := p.open()
	line := p.st.Key.Render(clean.Line(names[0]))
	if len(names) > 1 {
		line += p.st.Dim.Render("  " + clean.Line(strings.Join(names[1:], "  ")))
	}
	return cells.Truncate(line, width, "…")
}
