package studio

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/picker"
)

// toParent selects what the selected picture was made from.
func (m *Model) toParent() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok {
		return nil
	}
	if row.Parent == "" {
		return m.notices.Say("This one was made from words alone.")
	}
	parent, ok := m.gallery.RowOfFile(row.Parent)
	if !ok {
		return m.notices.Say("It was made from " + gallery.FileName(row.Parent) + ", which is not in the list.")
	}
	return m.selectRow(parent.ID)
}

// selectRow selects a row wherever it is; a filter that hides it is cleared.
func (m *Model) selectRow(id string) tea.Cmd {
	if m.results.Filtered() && !m.results.Shows(id) {
		m.results.ClearFilter()
	}
	m.results.Select(id)
	return m.refreshPreview()
}

// openLineage shows the tree a picture belongs to, from the oldest known
// ancestor down; enter goes to one of them.
func (m *Model) openLineage() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok || row.Path == "" {
		return nil
	}
	tree, missing := m.gallery.Tree(row)
	if missing == "" && len(tree) == 1 {
		return m.notices.Say(m.WithKeys("Nothing was made from this one yet, and it was made from words alone. {edit.upscale} and the like edit it."))
	}
	var items []picker.Item
	if missing != "" {
		items = append(items, picker.Item{Title: gallery.FileName(missing), Note: "not in the list", Disabled: true})
	}
	for _, kin := range tree {
		r, sign := kin.Row, ""
		if kin.Depth > 0 {
			sign = "└" + strings.Repeat("──", kin.Depth-1) + "─ "
		}
		it := picker.Item{ID: r.ID, Title: sign + gallery.OperationWord(r.Operation) + " · " + r.Settings() + " · " + r.Prompt, Note: r.When.Format("2006-01-02 15:04")}
		if r.ID == row.ID {
			it.Key = "here"
		}
		items = append(items, it)
	}
	answers := flow.Answers{Item: m.selectRow}
	list := picker.New(m.st, "Lineage", "{dialog.accept} go there · {dialog.cancel} close", items)
	list.Select(row.ID)
	return m.dialogs.Open(list, answers)
}
