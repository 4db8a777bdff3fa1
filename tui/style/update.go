package style

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/widget/text"
)

var fieldKeys = keymap.InDialog()

// Update handles keys and pastes; other messages are not for this pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.view, p.bad, p.wheeled = nil, false, false
		switch p.field {
		case filterField:
			return p.pressFilter(msg)
		case freeField:
			return p.pressFree(msg)
		case nameField:
			return p.pressName(msg)
		case noField:
		}
		return p.press(msg)
	case tea.PasteMsg:
		p.paste(msg.Content)
	}
	return nil
}

// press handles a key outside text.
func (p *Pane) press(k tea.KeyPressMsg) tea.Cmd {
	own, mv := p.km.Style, p.km.Move
	switch {
	case key.Matches(k, mv.Down):
		p.move(1)
	case key.Matches(k, mv.Up):
		p.move(-1)
	case key.Matches(k, mv.Top):
		p.move(-len(p.shown))
	case key.Matches(k, mv.Bottom):
		p.move(len(p.shown))
	case key.Matches(k, mv.PageDown):
		p.move(max(1, p.listHeight()))
	case key.Matches(k, mv.PageUp):
		p.move(-max(1, p.listHeight()))
	case key.Matches(k, own.Only):
		return p.only()
	case key.Matches(k, own.Mark):
		return p.toggle()
	case key.Matches(k, mv.MarkRange):
		return p.markRange()
	case key.Matches(k, mv.Filter):
		p.field = filterField
		p.filter.SelectAll()
	case key.Matches(k, own.Free):
		p.field = freeField
		p.free = text.NewField(maxID)
	case key.Matches(k, own.Save):
		if p.marks() > 0 {
			p.field = nameField
			p.name = text.NewField(maxID)
		}
	}
	return nil
}

// move selects the row n further down.
func (p *Pane) move(n int) {
	if len(p.shown) == 0 {
		return
	}
	at := max(0, slices.Index(p.shown, p.sel)+n)
	p.sel, p.held = p.shown[min(at, len(p.shown)-1)], nil
}

// only marks the selected style alone, which is what most people want. Of a
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
	p.view = nil
	return say(ChangedMsg{Marked: p.Marked(), Sets: p.MarkedSets()})
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// pressFilter handles a key while the filter is written.
func (p *Pane) pressFilter(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(k, fieldKeys.Accept):
		p.field = noField
	case key.Matches(k, fieldKeys.Leave):
		p.field = noField
		p.filter.Set("")
		p.narrow()
	case key.Matches(k, fieldKeys.Up):
		p.move(-1)
	case key.Matches(k, fieldKeys.Down):
		p.move(1)
	default:
		if cmd := text.RequestPaste(k); cmd != nil {
			return cmd
		}
		p.filter.Press(k)
		p.narrow()
	}
	return nil
}

// pressFree handles a key while an id is written.
func (p *Pane) pressFree(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(k, fieldKeys.Leave):
		p.field = noField
	case key.Matches(k, fieldKeys.Accept):
		return p.addFree()
	default:
		if cmd := text.RequestPaste(k); cmd != nil {
			return cmd
		}
		p.free.Press(k)
	}
	return nil
}

// pressName handles a key while the name of a new set is written.
func (p *Pane) pressName(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(k, fieldKeys.Leave):
		p.field = noField
	case key.Matches(k, fieldKeys.Accept):
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
	default:
		if cmd := text.RequestPaste(k); cmd != nil {
			return cmd
		}
		p.name.Press(k)
	}
	return nil
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
func (p *Pane) paste(text string) {
	p.view, p.bad = nil, false
	text = strings.TrimSpace(clean.Line(text))
	switch {
	case p.field == noField:
	case clean.HasKey(text):
		p.bad = true
	case p.field == freeField:
		p.free.Insert(text)
	case p.field == nameField:
		p.name.Insert(text)
	default:
		p.filter.Insert(text)
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
