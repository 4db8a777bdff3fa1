package studio

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
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
	return "acts only in: " + strings.Join(a.Where.Names(), ", ")
}

// openHelp lists every key, those of the focused pane first. It is made from
// the table of actions, so it cannot lie.
func (m *menus) openHelp() tea.Cmd {
	var items []picker.Item
	add := func(s action.Section) {
		for _, r := range s.Rows {
			if len(r.Keys) > 0 {
				items = append(items, picker.Item{Title: s.Name + ": " + r.Desc, Key: r.Keys[0]})
			}
		}
	}
	sections, first := m.acts.Help(), m.helpFirst()
	for _, name := range first {
		for _, s := range sections {
			if s.Name == name {
				add(s)
			}
		}
	}
	for _, s := range sections {
		if !slices.Contains(first, s.Name) {
			add(s)
		}
	}
	for _, line := range gallery.QueryHelp() {
		items = append(items, picker.Item{Title: "Filter: " + strings.TrimSpace(line), Quiet: true}) // found by "filter"
	}
	return m.dialogs.Open(picker.New(m.st, "Keys: "+first[0], "type to search all keys · {dialog.cancel} close", items), flow.Answers{})
}

// helpFirst names the sections of help that belong to what has the keyboard.
func (m *menus) helpFirst() []string {
	switch m.keyboard.place() {
	case action.Sheet, action.Axes:
		return []string{"Sheet", "A picture"}
	case action.Compare:
		return []string{"Compare", "A picture"}
	case action.Duel:
		return []string{"Duel", "A picture"}
	case action.Queue:
		return []string{"Queue", "A picture"}
	case action.Mask:
		return []string{"Mask"}
	case action.Resize, action.ResizeField:
		return []string{"Resize"}
	case action.Full, action.Cull:
		return []string{"A picture"}
	default:
	}
	own := map[paneID]string{panePrompt: "Prompt", paneStyle: "Style", paneSeed: "Seed", paneKeys: "Keys"}
	if name, ok := own[m.keyboard.panes.focus]; ok {
		return []string{name}
	}
	return []string{"A picture", "Results"}
}

// openMessages shows what was said, newest last.
func (m *menus) openMessages() tea.Cmd {
	return m.dialogs.Open(dialog.NewInfo(m.st, "Messages", m.notices.all()), flow.Answers{})
}
