package dialog

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/clean"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/widget/theme"
)

// Info shows lines to read.
type Info struct {
	Title  string
	Lines  []string
	Footer string // "" for how to close

	st   *theme.Styles
	mv   keymap.Move
	top  int
	room int // lines in view
}

// NewInfo returns a dialog that shows text, which may have several lines.
func NewInfo(st *theme.Styles, title, text string) *Info {
	return &Info{Title: title, Lines: strings.Split(text, "\n"), st: st, mv: keymap.Default().Move, room: 1}
}

// Update handles keys.
func (i *Info) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(k, keys.Leave, keys.Accept, i.mv.Close):
		return say(CancelledMsg{})
	case key.Matches(k, i.mv.Down):
		i.top++
	case key.Matches(k, i.mv.Up):
		i.top--
	case key.Matches(k, i.mv.PageDown):
		i.top += i.room
	case key.Matches(k, i.mv.PageUp):
		i.top -= i.room
	case key.Matches(k, i.mv.Top):
		i.top = 0
	case key.Matches(k, i.mv.Bottom):
		i.top = 1 << 30 // View knows where the end is
	}
	return nil
}

// View returns the dialog's own box, at most w × h cells.
func (i *Info) View(w, h int) []string {
	lines := plain(i.Lines)
	title := clean.Line(i.Title)
	bw := boxWidth(w, max(widest(lines), ansi.StringWidth(title)))
	border, body := heading(title, wrap(lines, max(0, bw-4)), bw)
	i.room = max(1, h-2)
	foot := i.Footer
	if foot == "" {
		foot = "esc close"
	}
	if len(body) > max(0, h-2) {
		foot += " · j k scroll"
	}
	var shown []string
	shown, i.top = window(body, i.top, h-2)
	return draw(i.st, border, foot, shown, bw, h)
}

// Cursor returns nil: there is nothing to type.
func (i *Info) Cursor() *tea.Cursor { return nil }
