package edits

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/clean"
	"imagine-tui/tui/box"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/theme"
)

// ChosenMsg says which operation the person took from the menu.
type ChosenMsg struct{ Key string }

// Item is a line of the menu.
type Item struct {
	Key      string // the letter that takes it
	Label    string
	Price    string
	Disabled string // why it cannot be taken, "" if it can
}

// Menu is the small dialog of operations that e opens.
type Menu struct {
	st    *theme.Styles
	mv    keymap.Move
	title string
	items []Item
	at    int
	note  string // why a letter did nothing
	top   int
}

// NewMenu returns a menu with the cursor on the first item that can be taken.
func NewMenu(st *theme.Styles, km *keymap.Map, title string, items []Item) *Menu {
	m := &Menu{st: st, mv: km.Move, title: clean.Line(title), items: items}
	for i, it := range items {
		if it.Disabled == "" {
			m.at = i
			break
		}
	}
	return m
}

// Update handles keys.
func (m *Menu) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	m.note = ""
	// Letters of items come first: what they mean elsewhere waits.
	for i, it := range m.items {
		if k.Text != "" && k.Text == it.Key {
			m.at = i
			return m.take()
		}
	}
	switch {
	case key.Matches(k, keys.Leave, m.mv.Close):
		return say(CancelMsg{})
	case key.Matches(k, keys.Accept):
		return m.take()
	case key.Matches(k, m.mv.Down, keys.Next):
		m.at = max(0, min(m.at+1, len(m.items)-1))
	case key.Matches(k, m.mv.Up, keys.Prev):
		m.at = max(0, m.at-1)
	}
	return nil
}

func (m *Menu) take() tea.Cmd {
	if m.at >= len(m.items) {
		return nil
	}
	it := m.items[m.at]
	if it.Disabled != "" {
		m.note = clean.Line(it.Label + ": " + it.Disabled)
		return nil
	}
	return say(ChosenMsg{it.Key})
}

// View returns the menu's own box, at most w × h cells.
func (m *Menu) View(w, h int) []string {
	const minWide, maxWide = 30, 72
	wide := ansi.StringWidth(m.title) + 6
	for _, it := range m.items {
		wide = max(wide, ansi.StringWidth(clean.Line(it.Label))+ansi.StringWidth(clean.Line(it.Price+it.Disabled))+12)
	}
	bw := max(0, min(w, max(minWide, min(maxWide, wide))))
	bh := max(0, min(h, len(m.items)+2))
	room := max(0, bh-2)
	m.top = max(0, min(max(min(m.top, m.at), m.at-room+1), len(m.items)-room))
	body := make([]string, 0, room)
	for i := m.top; i < min(len(m.items), m.top+room); i++ {
		body = append(body, m.line(i, max(0, bw-2)))
	}
	footer := "enter take · esc close"
	if m.note != "" {
		footer = m.st.Warn.Render(m.note)
	}
	return box.Draw(m.st, box.Frame{Title: m.title, Footer: footer, Focused: true}, body, bw, bh)
}

func (m *Menu) line(i, w int) string {
	it := m.items[i]
	right := clean.Line(it.Price)
	if it.Disabled != "" {
		right = clean.Line(it.Disabled)
	}
	head := " " + m.st.Key.Render(clean.Line(it.Key)) + "  "
	room := max(0, w-ansi.StringWidth(head)-ansi.StringWidth(right)-3)
	label := box.Fit(clean.Line(it.Label), room)
	switch {
	case i == m.at:
		return m.st.Accent.Render(theme.SignRow) + m.st.Key.Render(clean.Line(it.Key)) + "  " + m.st.Cursor.Render(label+" "+right)
	case it.Disabled != "":
		return head + m.st.Dim.Render(label+" "+right)
	}
	return head + label + " " + m.st.Dim.Render(right)
}

// Cursor returns nil: there is nothing to type.
func (m *Menu) Cursor() *tea.Cursor { return nil }
