// Package picker is a dialog with a line of text and a list that narrows as
// the person types: the command palette, old prompts, and help are made of it.
package picker

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

// Item is one line of the list.
type Item struct {
	ID       string
	Title    string
	Note     string // right of the title: a price, or why it cannot run
	Key      string // the key that does the same
	Disabled bool   // listed last, greyed, cannot be chosen
	Quiet    bool   // listed only once it fits what is typed
}

// ChosenMsg says which item the person took.
type ChosenMsg struct{ ID string }

// ClosedMsg says that the dialog was left without a choice.
type ClosedMsg struct{}

// Picker is the dialog.
type Picker struct {
	action.Holder
	st     *theme.Styles
	title  string
	footer string

	items []Item
	shown []int // indexes into items
	match map[int][]int
	sel   int
	top   int
	rows  int
	field *text.Field
	wrong string // why something was not taken
	x     int    // where the cursor stood at the last View
	moved bool   // the last key moved in the list, rather than wrote
	high  int    // of the box at the last View

	// Moved hears of another item under the cursor, by its id, "" for none; nil
	// hears nothing.
	Moved func(id string) tea.Cmd
}

// maxSearch is the longest text that is searched for, in code points.
const maxSearch = 200

// New returns a picker that lists items. The footer names actions:
// "{dialog.accept} run".
func New(st *theme.Styles, title, footer string, items []Item) *Picker {
	p := &Picker{st: st, title: title, footer: footer, items: items, field: text.NewField(maxSearch), rows: 10}
	p.narrow()
	return p
}

// Typed is what is searched for.
func (p *Picker) Typed() string { return p.field.Value() }

// Select puts the cursor on an item, before anything was typed.
func (p *Picker) Select(id string) {
	for at, i := range p.shown {
		if p.items[i].ID == id {
			p.sel = at
		}
	}
}

// Update handles keys and pastes.
func (p *Picker) Update(msg tea.Msg) tea.Cmd {
	before := p.under()
	cmd := p.update(msg)
	if at := p.under(); p.Moved != nil && at != before {
		return tea.Batch(p.Moved(at), cmd)
	}
	return cmd
}

// under is the id of the item under the cursor, "" for none.
func (p *Picker) under() string {
	if p.sel >= len(p.shown) {
		return ""
	}
	return p.items[p.shown[p.sel]].ID
}

func (p *Picker) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if id, ok := p.Actions().At(action.Picker, msg); ok {
			return p.act(id)
		}
		p.edit(func() { p.field.Press(msg) })
	case tea.PasteMsg:
		p.edit(func() { p.field.Insert(clean.Line(msg.Content)) })
	}
	return nil
}

// act handles keys that are no text. Those that open such a list close it too.
func (p *Picker) act(id action.ID) tea.Cmd {
	switch id {
	case action.DialogCancel, action.StudioCommands, action.StudioHelp, action.PromptHistory:
		return p.say(ClosedMsg{})
	case action.DialogAccept:
		return p.choose()
	case action.PickerUp:
		p.move(-1)
	case action.PickerDown:
		p.move(1)
	case action.DialogPageUp:
		p.move(-p.rows)
	case action.DialogPageDown:
		p.move(p.rows)
	case action.TextPaste:
		return p.say(text.PasteRequestMsg{})
	}
	return nil
}

func (p *Picker) edit(change func()) {
	before := p.field.Value()
	p.wrong, p.moved = "", false
	if p.field.Secretive(change) {
		p.wrong = text.LooksLikeKey
	}
	if p.field.Value() != before {
		p.narrow()
	}
}

func (p *Picker) say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

func (p *Picker) choose() tea.Cmd {
	if p.sel >= len(p.shown) {
		return nil
	}
	it := p.items[p.shown[p.sel]]
	if it.Disabled {
		return nil
	}
	return p.say(ChosenMsg{ID: it.ID})
}

func (p *Picker) move(n int) {
	p.moved = true
	p.sel = max(0, min(p.sel+n, len(p.shown)-1))
}

type titles []Item

func (t titles) String(i int) string { return t[i].Title + "  " + t[i].Key }
func (t titles) Len() int            { return len(t) }

// narrow lists what fits the text, best first, what cannot run last.
func (p *Picker) narrow() {
	p.shown, p.match = p.shown[:0], map[int][]int{}
	p.sel, p.top = 0, 0
	wanted := strings.TrimSpace(p.field.Value())
	order := make([]int, 0, len(p.items))
	if wanted == "" {
		for i := range p.items {
			if !p.items[i].Quiet {
				order = append(order, i)
			}
		}
	} else {
		for _, m := range fuzzy.FindFrom(wanted, titles(p.items)) {
			order = append(order, m.Index)
			p.match[m.Index] = m.MatchedIndexes
		}
	}
	for _, disabled := range []bool{false, true} {
		for _, i := range order {
			if p.items[i].Disabled == disabled {
				p.shown = append(p.shown, i)
			}
		}
	}
}

// View returns the dialog's own box, at most w × h cells.
func (p *Picker) View(w, h int) []string {
	bw := min(w, 76)
	p.rows = max(1, min(h-5, 16))
	bh := min(h, p.rows+5)
	p.high = bh
	if p.sel < p.top {
		p.top = p.sel
	}
	if p.sel >= p.top+p.rows {
		p.top = p.sel - p.rows + 1
	}
	body := []string{p.Input(bw - 2), p.st.Warn.Render(cells.Truncate(p.wrong, max(0, bw-2), "…"))}
	for i := p.top; i < min(len(p.shown), p.top+p.rows); i++ {
		body = append(body, p.line(p.shown[i], i == p.sel, bw-2))
	}
	if len(p.shown) == 0 {
		body = append(body, p.st.Dim.Render(p.Actions().Words("   Nothing matches. {dialog.cancel} closes.")))
	}
	return box.Draw(p.st, box.Frame{Title: p.title, Where: box.Position(p.sel, len(p.shown), p.rows), Footer: p.Actions().Words(p.footer), Focused: true}, body, bw, bh)
}

// Input is the line that is typed into, w cells wide at most.
func (p *Picker) Input(w int) string {
	line, x := p.field.View(max(1, w-3), p.st.Cursor)
	p.x = x
	return " " + p.st.Accent.Render(">") + " " + line
}

// Cursor stands where text is written, and once the list was moved in on the
// selected item, relative to the box.
func (p *Picker) Cursor() *tea.Cursor {
	if y := 3 + p.sel - p.top; p.moved && p.sel < len(p.shown) && y < p.high-1 {
		return box.OnRow(2, y)
	}
	return tea.NewCursor(4+p.x, 1)
}

const (
	gap      = 2  // cells between a title and its note
	shortest = 14 // cells a note that is cut must have left to say something
)

func (p *Picker) line(i int, selected bool, w int) string {
	it := p.items[i]
	title := clean.Line(it.Title)
	key := ""
	if it.Key != "" {
		key = "   " + box.Fit(it.Key, 9)
	}
	// The note gives way to the title, down to half the line.
	room := max(0, w-4-cells.Width(key))
	note := cells.Truncate(it.Note, max(room/2, room-cells.Width(title)-gap), "…")
	if note != it.Note && cells.Width(note) < shortest {
		note = ""
	}
	if note != "" {
		note = strings.Repeat(" ", gap) + note
	}
	right := note + key
	room = max(0, room-cells.Width(note))
	switch {
	case selected:
		return p.st.Cursor.Render(" " + theme.SignRow + " " + box.Fit(title, room) + right + " ")
	case it.Disabled:
		return "   " + p.st.Dim.Render(box.Fit(title, room)+right)
	}
	return "   " + box.Fit(p.lit(title, p.match[i]), room) + p.st.Dim.Render(right)
}

// lit underlines the letters that matched. matched are byte offsets.
func (p *Picker) lit(title string, matched []int) string {
	if len(matched) == 0 {
		return title
	}
	hit := make(map[int]bool, len(matched))
	for _, m := range matched {
		hit[m] = true
	}
	var b strings.Builder
	for i, c := range title {
		if hit[i] {
			b.WriteString(p.st.Match.Render(string(c)))
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}
