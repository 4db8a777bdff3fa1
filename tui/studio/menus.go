package studio

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/card"
	"imagine-tui/tui/widget/dialog"
	"imagine-tui/tui/widget/picker"
	"imagine-tui/tui/widget/theme"
)

// menus list what can be done, and what was said.
type menus struct {
	st       *theme.Styles
	acts     *action.Table
	dialogs  *dialogs
	notices  *notices
	keyboard *keyboard
}

// openPalette lists every action, those that cannot act now greyed with why.
func (m *menus) openPalette() tea.Cmd {
	list, shown := m.acts.Palette()
	items := make([]picker.Item, len(list))
	for i, a := range list {
		it := picker.Item{ID: string(a.ID), Title: a.Title, Key: m.acts.AnyKey(a.ID), Note: m.acts.Price(a.ID), Quiet: i >= shown}
		if why := m.whyNot(a); why != "" {
			it.Note, it.Disabled = why, true
		}
		items[i] = it
	}
	answers := flow.Answers{Item: func(id string) tea.Cmd {
		cmd, _ := m.keyboard.act(action.ID(id))
		return cmd
	}}
	return m.dialogs.Open(picker.New(m.st, "Commands", "{dialog.accept} run · {dialog.cancel} close", items), answers)
}

// whyNot says why an action cannot be taken from the palette now: it cannot
// act, or belongs to a pane or a screen that does not have the keyboard.
func (m *menus) whyNot(a action.Action) string {
	if why := m.acts.Why(a.ID); why != "" {
		return why
	}
	if m.acts.Acts(a.ID) || a.Where.Has(m.keyboard.place()) {
		return ""
	}
	return "only in: " + strings.Join(a.Where.Names(), ", ")
}

// openHelp shows the shortcuts of what has the keyboard by what they are for, and
// finds all others. It is made from the table of actions, so it cannot lie.
func (m *menus) openHelp() tea.Cmd {
	here := m.keyboard.place()
	places := []action.Place{here}
	for _, p := range []action.Place{action.Prompt, action.Style, action.Seed, action.Results, action.Preview, action.Keys} {
		if p != here {
			places = append(places, p)
		}
	}
	pages := make([]card.Page, len(places))
	for i, p := range places {
		pages[i] = card.Page{Name: p.Title(), Parts: m.priced(p, m.acts.Card(p))}
	}
	return m.dialogs.Open(card.New(m.st, pages, m.everyKey()), flow.Answers{})
}

// priced says behind what costs something now how much that is, where a result is
// selected that it is about.
func (m *menus) priced(p action.Place, parts []action.Part) []action.Part {
	if p != m.keyboard.place() || !m.keyboard.onPicture() {
		return parts
	}
	for _, part := range parts {
		for i, h := range part.Hints {
			if h.ID != "" {
				part.Hints[i].Desc = strings.TrimSpace(h.Desc + " " + m.acts.Price(h.ID))
			}
		}
	}
	return parts
}

// everyKey lists every shortcut, and the words of filters.
func (m *menus) everyKey() (items []picker.Item) {
	for _, s := range m.acts.Help() {
		for _, r := range s.Rows {
			if len(r.Keys) > 0 {
				items = append(items, picker.Item{Title: s.Name + ": " + r.Desc, Key: r.Keys[0]})
			}
		}
	}
	for _, line := range gallery.QueryHelp() {
		items = append(items, picker.Item{Title: "Filter: " + strings.TrimSpace(line)}) // found by "filter"
	}
	return items
}

// openMessages shows what was said, newest first.
func (m *menus) openMessages() tea.Cmd {
	return m.dialogs.Open(dialog.NewLog(m.st, "Messages", "No messages yet.", m.notices.kept.entries()), flow.Answers{})
}
