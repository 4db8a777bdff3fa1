package dialog

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording/worddiff"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/revision"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

// Confirm asks to type an exact word before something is paid or lost.
type Confirm struct {
	Title    string
	Lines    []string
	Want     string // "" for enter alone
	Other    string // another word, which takes the other way out; "" for none
	Footer   string // "" for what the keys do, "{dialog.next} forget them" for another way out
	TabLabel string // other way out, which tab takes; "" for none
	action.Holder

	st     *theme.Styles
	field  *text.Field
	wrong  string // why what was written does not do
	scroll int    // lines up from the end
	room   int    // lines in view
	cursor *tea.Cursor

	laid func(w int) []string // lines in w cells; nil for Lines
}

// NewConfirm returns a question. The person
// must type want, or only press enter when want is "".
func NewConfirm(st *theme.Styles, title string, lines []string, want string) *Confirm {
	return &Confirm{Title: title, Lines: lines, Want: want, st: st, field: text.NewField(200)}
}

// NewOffer returns a question whether one text is to take another's place: it shows what
// becomes of its words, and enter alone takes it.
func NewOffer(st *theme.Styles, title string, segments []worddiff.Segment) *Confirm {
	c := NewConfirm(st, title, nil, "")
	c.Footer = "{dialog.accept} use · {dialog.cancel} cancel"
	c.laid = func(w int) []string { return revision.Wrapped(st, segments, max(1, w)) }
	return c
}

// Update handles keys and pastes.
func (c *Confirm) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		c.wrong = ""
		if c.field.Paste(msg.Content) {
			c.wrong = text.LooksLikeKey
		}
	case tea.KeyPressMsg:
		return c.press(msg)
	}
	return nil
}

func (c *Confirm) press(k tea.KeyPressMsg) tea.Cmd {
	id, _ := c.Actions().At(action.Question, k)
	switch {
	case id == action.DialogCancel:
		return say(CancelledMsg{})
	case id == action.DialogNext:
		if c.offersTab() {
			return say(TabbedMsg{})
		}
	case id == action.DialogAccept:
		switch typed := strings.TrimSpace(c.field.Value()); {
		case typed == c.Want:
			return say(ConfirmedMsg{})
		case c.Other != "" && typed == c.Other:
			return say(TabbedMsg{})
		}
		c.wrong = c.exactly()
	case id == action.DialogUp:
		c.scroll++
	case id == action.DialogDown:
		c.scroll--
	case id == action.DialogPageUp:
		c.scroll += c.room
	case id == action.DialogPageDown:
		c.scroll -= c.room
	case c.Want != "":
		before := c.field.Value()
		cmd, _ := text.Edit(c.Actions(), action.Question, c.field, k)
		if c.field.Value() != before {
			c.wrong, c.scroll = "", 0
		}
		return cmd
	}
	return nil
}

// View returns the dialog's own box, at most w × h cells.
func (c *Confirm) View(w, h int) []string {
	c.cursor = nil
	lines := plain(c.Lines)
	title := clean.Line(c.Title)
	bw := boxWidth(w, max(widest(lines), cells.Width(title)+2, cells.Width(c.words())))
	if c.laid != nil {
		bw = min(w, maxWidth)
	}
	inner := max(0, bw-4)
	text := wrap(lines, inner)
	if c.laid != nil {
		text = c.laid(inner)
	}
	title, body := heading(title, text, bw)
	if c.Want != "" {
		body = c.ask(body, inner)
	}
	c.room = max(1, h-2)
	end := max(0, len(body)-max(0, h-2))
	c.scroll = max(0, min(c.scroll, end))
	shown, top := window(body, end-c.scroll, h-2)
	if c.cursor != nil {
		c.cursor.Y += 1 - top
		c.cursor.X = min(c.cursor.X+2, max(0, bw-2))
		if c.cursor.Y < 1 || c.cursor.Y > len(shown) {
			c.cursor = nil
		}
	}
	return drawPart(c.st, box.Frame{Title: title, Where: box.Span(top, h-2, len(body))}, c.words(), shown, bw, h)
}

// ask puts the field behind the last line, or under it, and a line for what
// is wrong.
func (c *Confirm) ask(body []string, inner int) []string {
	const gap = 3
	room := max(12, cells.Width(c.Want)+2, cells.Width(c.Other)+2)
	x := 0
	if n := len(body); n > 0 && body[n-1] != "" && cells.Width(body[n-1])+gap+room <= inner {
		x = cells.Width(body[n-1]) + gap
		body[n-1] += strings.Repeat(" ", gap)
	} else {
		body = append(body, "")
		room = inner
	}
	line, at := c.field.View(room, c.st.Cursor)
	last := len(body) - 1
	body[last] += c.st.Strong.Render(line)
	c.cursor = tea.NewCursor(x+at, last)
	c.cursor.Shape = tea.CursorBar
	note := ""
	if c.wrong != "" {
		note = c.st.Warn.Render(c.wrong)
	}
	return append(body, note)
}

// exactly says what must be written.
func (c *Confirm) exactly() string {
	words := clean.Line(c.Want)
	if c.Other != "" {
		words += " or " + clean.Line(c.Other)
	}
	return fmt.Sprintf("Type exactly %s to continue.", words)
}

// offersTab tells whether the person is told of another way out; only then
// does tab take it.
func (c *Confirm) offersTab() bool { return c.TabLabel != "" || strings.Contains(c.Footer, tabKey) }

// tabKey stands in a footer for the key that takes the other way out.
const tabKey = "{" + string(action.DialogNext) + "}"

func (c *Confirm) words() string {
	words := c.Footer
	if words == "" {
		words = "{dialog.accept} continue · {dialog.cancel} cancel"
	}
	acts := c.Actions()
	if c.TabLabel != "" && !strings.Contains(words, tabKey) {
		return acts.Words(words+" · "+tabKey+" ") + c.TabLabel
	}
	return acts.Words(words)
}

// Cursor returns where the text cursor stood at the last View, relative to the
// box, or nil.
func (c *Confirm) Cursor() *tea.Cursor { return c.cursor }
