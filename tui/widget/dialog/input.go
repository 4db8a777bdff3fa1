package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

// EnteredMsg says what the person wrote into an Input.
type EnteredMsg struct{ Text string }

// Input asks for a line of text; tab completes the word at its end.
type Input struct {
	// Suggest are the words tab completes; those that fit are listed.
	Suggest []string
	// Footer says what the keys do, as "{dialog.accept} fill"; "" for the usual.
	Footer string
	action.Holder

	st     *theme.Styles
	title  string
	lines  []string
	field  *text.Field
	check  func(text string) error
	wrong  string
	cursor *tea.Cursor
}

// NewInput returns a question for a line of text that begins as value.
func NewInput(st *theme.Styles, title string, lines []string, value string) *Input {
	d := &Input{st: st, title: title, lines: lines, field: text.NewField(400)}
	d.field.Set(clean.Line(value))
	return d
}

// Check sets what refuses a text, with the reason it shows; nil takes any.
func (d *Input) Check(check func(text string) error) { d.check = check }

// Update handles keys and pastes.
func (d *Input) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		d.wrong = ""
		if d.field.Paste(msg.Content) {
			d.wrong = text.LooksLikeKey
		}
	case tea.KeyPressMsg:
		return d.press(msg)
	}
	return nil
}

func (d *Input) press(k tea.KeyPressMsg) tea.Cmd {
	id, _ := d.Actions().At(action.Question, k)
	switch id {
	case action.DialogCancel:
		return say(CancelledMsg{})
	case action.DialogNext:
		d.complete()
	case action.DialogAccept:
		text := strings.TrimSpace(d.field.Value())
		if d.check != nil {
			if err := d.check(text); err != nil {
				d.wrong = clean.Line(err.Error())
				return nil
			}
		}
		return say(EnteredMsg{text})
	default:
		cmd, changed := text.Edit(d.Actions(), action.Question, d.field, k)
		if changed && cmd == nil {
			d.wrong = ""
		}
		return cmd
	}
	return nil
}

// fitting are the suggestions that begin like the word at the end, but for
// those already written.
func (d *Input) fitting() (word string, fit []string) {
	text := d.field.Value()
	word = text[strings.LastIndexByte(text, ' ')+1:]
	written := " " + strings.TrimSuffix(text, word) + " "
	for _, s := range d.Suggest {
		if strings.HasPrefix(strings.ToLower(s), strings.ToLower(word)) && !strings.Contains(written, " "+s+" ") {
			fit = append(fit, s)
		}
	}
	return word, fit
}

func (d *Input) complete() {
	word, fit := d.fitting()
	if len(fit) == 0 {
		return
	}
	d.field.Set(strings.TrimSuffix(d.field.Value(), word) + fit[0] + " ")
}

// View returns the dialog's own box, at most w × h cells.
func (d *Input) View(w, h int) []string {
	lines := plain(d.lines)
	title := clean.Line(d.title)
	bw := boxWidth(w, max(widest(lines), cells.Width(title)+2, 52))
	inner := max(0, bw-4)
	title, body := heading(title, wrap(lines, inner), bw)
	line, x := d.field.View(inner, d.st.Cursor)
	d.cursor = tea.NewCursor(x, len(body))
	d.cursor.Shape = tea.CursorBar
	body = append(body, d.st.Strong.Render(line))
	switch _, fit := d.fitting(); {
	case d.wrong != "":
		body = append(body, d.st.Warn.Render(cells.Truncate(d.wrong, inner, "…")))
	case len(fit) > 0:
		body = append(body, d.st.Dim.Render(cells.Truncate(d.Actions().Words("{dialog.next} ")+strings.Join(plain(fit), "  "), inner, "…")))
	default:
		body = append(body, "")
	}
	// The line being written is in view, whatever else must go.
	shown, top := window(body, len(body)-max(0, h-2), h-2)
	d.cursor.Y += 1 - top
	d.cursor.X = min(d.cursor.X+2, max(0, bw-2))
	if d.cursor.Y < 1 || d.cursor.Y > len(shown) {
		d.cursor = nil
	}
	foot := d.Footer
	if foot == "" {
		foot = "{dialog.accept} OK · {dialog.cancel} cancel"
	}
	return drawPart(d.st, box.Frame{Title: title, Where: box.Span(top, h-2, len(body))}, d.Actions().Words(foot), shown, bw, h)
}

// Cursor returns where the text cursor stood at the last View, relative to the
// box, or nil.
func (d *Input) Cursor() *tea.Cursor { return d.cursor }
