package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// Info shows lines to read.
type Info struct {
	Title  string
	Lines  []string
	Footer string // "" for how to close
	action.Holder

	st   *theme.Styles
	top  int
	room int // lines in view

	most int                  // widest box; 0 for that of all dialogs
	laid func(w int) []string // lines of entries in w cells; nil for Lines
}

// NewInfo returns a dialog that shows text, which may have several lines.
func NewInfo(st *theme.Styles, title, text string) *Info {
	return &Info{Title: title, Lines: strings.Split(text, "\n"), st: st, room: 1}
}

// NewPage returns a dialog that shows a longer text, as wide as there is room for.
func NewPage(st *theme.Styles, title, text string) *Info {
	lines, width, laid := plain([]string{text}), -1, []string(nil)
	i := &Info{Title: title, st: st, room: 1, most: widestLog}
	i.laid = func(w int) []string {
		if w != width { // it may be long
			width, laid = w, wrap(lines, w)
		}
		return laid
	}
	return i
}

// Update handles keys.
func (i *Info) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	id, _ := i.Actions().At(action.Info, k)
	switch id {
	case action.DialogCancel, action.DialogAccept, action.StudioClose:
		return say(CancelledMsg{})
	case action.MoveDown:
		i.top++
	case action.MoveUp:
		i.top--
	case action.MovePageDown:
		i.top += i.room
	case action.MovePageUp:
		i.top -= i.room
	case action.MoveTop:
		i.top = 0
	case action.MoveBottom:
		i.top = 1 << 30 // View knows where the end is
	}
	return nil
}

// View returns the dialog's own box, at most w × h cells.
func (i *Info) View(w, h int) []string {
	border, body, bw := i.body(w)
	i.room = max(1, h-2)
	foot := i.Footer
	if foot == "" {
		foot = "{dialog.cancel} close"
	}
	foot = i.Actions().Words(foot)
	if len(body) > max(0, h-2) {
		scroll := i.Actions().Together(action.Info, "scroll", action.MoveDown, action.MoveUp)
		foot += " · " + scroll.Key + " " + scroll.Desc
	}
	var shown []string
	shown, i.top = window(body, i.top, h-2)
	return drawPart(i.st, box.Frame{Title: border, Where: box.Span(i.top, h-2, len(body))}, foot, shown, bw, h)
}

// body is what there is to read, and how wide the box around it is.
func (i *Info) body(w int) (border string, lines []string, bw int) {
	title := clean.Line(i.Title)
	if i.laid != nil {
		bw = max(0, min(w, i.most))
		border, lines = heading(title, i.laid(max(0, bw-4)), bw)
		return border, lines, bw
	}
	text := plain(i.Lines)
	bw = boxWidth(w, max(widest(text), cells.Width(title)))
	border, lines = heading(title, wrap(text, max(0, bw-4)), bw)
	return border, lines, bw
}

// Cursor returns nil: there is nothing to type.
func (i *Info) Cursor() *tea.Cursor { return nil }
