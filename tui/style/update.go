package style

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/text"
)

// Update handles keys and pastes; other messages are not for this pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.view, p.bad, p.wheeled = nil, false, false
		if p.field != noField {
			return p.pressField(msg)
		}
		return p.press(msg)
	case tea.PasteMsg:
		p.paste(msg.Content)
	}
	return nil
}

// press handles a key outside text.
func (p *Pane) press(k tea.KeyPressMsg) tea.Cmd {
	cmd, _ := p.acts.Press(action.Style, k, p.Act)
	return cmd
}

// Act does what the pane has of its own. It reports whether it has the action.
func (p *Pane) Act(id action.ID) (tea.Cmd, bool) {
	p.view, p.bad, p.wheeled = nil, false, false
	switch p.field {
	case filterField:
		return p.actFilter(id)
	case freeField:
		return p.actField(id, p.addFree)
	case nameField:
		return p.actField(id, p.saveSet)
	case noField:
	}
	switch id {
	case action.MoveDown:
		p.move(1)
	case action.MoveUp:
		p.move(-1)
	case action.MoveTop:
		p.move(-len(p.shown))
	case action.MoveBottom:
		p.move(len(p.shown))
	case action.MovePageDown:
		p.move(max(1, p.listHeight()))
	case action.MovePageUp:
		p.move(-max(1, p.listHeight()))
	default:
		return p.choose(id)
	}
	return nil, true
}

// choose handles what is done with the styles.
func (p *Pane) choose(id action.ID) (tea.Cmd, bool) {
	switch id {
	case action.StyleOnly:
		return p.enter(), true
	case action.StyleAlone:
		return p.only(), true
	case action.StyleMark:
		return p.toggle(), true
	case action.StyleMarkTo:
		return p.markRange(), true
	case action.StyleFilter:
		p.field = filterField
		p.filter.SelectAll()
	case action.StyleFree:
		p.field = freeField
		p.free = text.NewField(maxID)
	case action.StyleSave:
		if p.marks() > 0 {
			p.field = nameField
			p.name = text.NewField(maxID)
		}
	default:
		return nil, false
	}
	return nil, true
}

// move selects the row n further down.
func (p *Pane) move(n int) {
	if len(p.shown) == 0 {
		return
	}
	at := max(0, slices.Index(p.shown, p.sel)+n)
	p.sel, p.held = p.shown[min(at, len(p.shown)-1)], nil
}

// keepsMarks tells whether enter goes on with what is marked: with several
// styles, or one that the person marked here. One that was marked before gives
// way to the selected style, which is what most people want.
func (p *Pane) keepsMarks() bool {
	n := p.marks()
	return n > 1 || n == 1 && p.kept
}

// enter goes back to the prompt with the marks that are to be kept, else with
// the selected style alone.
func (p *Pane) enter() tea.Cmd {
	if p.sel == nil {
		return nil
	}
	if p.keepsMarks() {
		return say(DoneMsg{})
	}
	return p.only()
}

// only marks the selected style alone. Of a
// set it marks the set alone, with its styles.
func (p *Pane) only() tea.Cmd {
	if p.sel == nil {
		return nil
	}
	for _, r := range p.rows {
		if r.set || !p.sel.set {
			r.marked = r == p.sel
		}
	}
	if p.sel.set {
		if len(p.sel.styles) > 0 {
			p.markOnly(p.sel.styles)
		}
		p.sel.marked = true
	}
	p.anchor = p.sel
	p.narrow()
	return tea.Batch(p.changed(), say(DoneMsg{}))
}

func (p *Pane) toggle() tea.Cmd {
	if p.sel == nil {
		return nil
	}
	p.mark(p.sel, !p.sel.marked)
	p.move(1)
	return p.changed()
}

// mark marks a row or takes its mark away. A set takes its styles along when
// it is marked; they stay when it is not any more.
func (p *Pane) mark(r *row, marked bool) {
	r.marked, p.anchor = marked, r
	if r.set && marked && len(r.styles) > 0 {
		p.markAlso(r.styles)
		p.narrow()
	}
}

// markRange marks every shown style from the last one marked to the selected.
func (p *Pane) markRange() tea.Cmd {
	to := slices.Index(p.shown, p.sel)
	if to < 0 {
		return nil
	}
	from := slices.Index(p.shown, p.anchor)
	if from < 0 {
		from = to
	}
	for _, r := range slices.Clone(p.shown[min(from, to) : max(from, to)+1]) {
		p.mark(r, true)
	}
	p.anchor = p.sel
	return p.changed()
}

func (p *Pane) changed() tea.Cmd {
	p.view, p.kept = nil, true
	return say(ChangedMsg{Marked: p.Marked(), Sets: p.MarkedSets()})
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// pressField handles a key while text is written.
func (p *Pane) pressField(k tea.KeyPressMsg) tea.Cmd {
	if cmd, done := p.acts.Press(action.Field, k, p.Act); done {
		return cmd
	}
	field := map[field]*text.Field{filterField: p.filter, freeField: p.free, nameField: p.name}[p.field]
	cmd, _ := text.Edit(p.acts, action.Field, field, k)
	if p.field == filterField {
		p.narrow()
	}
	return cmd
}

// actFilter handles what is done while the filter is written.
func (p *Pane) actFilter(id action.ID) (tea.Cmd, bool) {
	switch id {
	case action.DialogAccept:
		p.field = noField
	case action.DialogCancel:
		p.field = noField
		p.filter.Set("")
		p.narrow()
	case action.DialogUp:
		p.move(-1)
	case action.DialogDown:
		p.move(1)
	default:
		return nil, false
	}
	return nil, true
}

// actField handles what is done while an id or a name is written; take is what
// it is written for.
func (p *Pane) actField(id action.ID, take func() tea.Cmd) (tea.Cmd, bool) {
	switch id {
	case action.DialogCancel:
		p.field = noField
	case action.DialogAccept:
		return take(), true
	default:
		return nil, false
	}
	return nil, true
}

// saveSet asks to keep what is marked under the name that was written.
func (p *Pane) saveSet() tea.Cmd {
	name := strings.TrimSpace(p.name.Value())
	if clean.HasKey(name) {
		p.name = text.NewField(maxID)
		p.bad = true
		return nil
	}
	if name == "" {
		return nil
	}
	p.field = noField
	return say(SaveSetMsg{Name: name, Styles: p.Marked()})
}

// addFree marks and selects the id that was written, known or not: the
// service may know styles this program does not.
func (p *Pane) addFree() tea.Cmd {
	id := strings.TrimSpace(p.free.Value())
	if clean.HasKey(id) {
		p.free = text.NewField(maxID)
		p.bad = true
		return nil
	}
	p.field = noField
	if id == "" {
		return nil
	}
	r := p.rowOf(id)
	r.marked = true
	p.sel, p.held, p.anchor = r, nil, r
	p.filter.Set("")
	p.narrow()
	return p.changed()
}

// paste goes to the field that takes text. An API key is not put in.
func (p *Pane) paste(pasted string) {
	p.view, p.bad = nil, false
	switch p.field {
	case noField:
	case freeField:
		p.bad = p.free.Paste(pasted)
	case nameField:
		p.bad = p.name.Paste(pasted)
	default:
		p.bad = p.filter.Paste(pasted)
		p.narrow()
	}
}

// Click selects the row under the mouse; on its sign it marks. x and y are
// relative to the pane.
func (p *Pane) Click(x, y int) tea.Cmd {
	i := p.top + y - 1
	if y < 1 || y > p.listHeight() || i >= len(p.shown) || x < 1 || x > p.w-2 {
		return nil
	}
	p.sel, p.held, p.view = p.shown[i], nil, nil
	if x > lead {
		return nil
	}
	p.mark(p.sel, !p.sel.marked)
	return p.changed()
}

// Wheel moves the list by rows, positive downwards; the selection stays.
func (p *Pane) Wheel(delta int) {
	p.top = max(0, min(p.top+delta, len(p.shown)-p.listHeight()))
	p.view, p.wheeled = nil, true
}
