package show

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/picker"
)

// Parent selects what the selected picture was made from.
func (f *Flow) Parent() tea.Cmd {
	row, ok := f.o.Results.Selected()
	if !ok {
		return nil
	}
	if row.Parent == "" {
		return f.host.Say("This one was made from a prompt alone.")
	}
	parent, ok := f.o.Gallery.RowOfFile(row.Parent)
	switch {
	case !ok && gallery.OwnFile(row, row.Parent):
		return f.host.Say(fmt.Sprintf(f.host.WithKeys("Its source is your file %s: {result.before} compares the two."), gallery.FileName(row.Parent)))
	case !ok:
		return f.host.Say("Its source is " + gallery.FileName(row.Parent) + ", which is not in the list.")
	}
	return f.Select(parent.ID)
}

// OpenLineage shows the tree a picture belongs to, from the oldest known
// ancestor down; enter goes to one of them.
func (f *Flow) OpenLineage() tea.Cmd {
	row, ok := f.o.Results.Selected()
	if !ok || row.Path == "" {
		return nil
	}
	tree, missing := f.o.Gallery.Tree(row)
	if missing == "" && len(tree) == 1 {
		return f.host.Say(f.host.WithKeys("It was made from a prompt alone, and nothing was made from it yet. {edit.upscale} upscales it, for one."))
	}
	var items []picker.Item
	if missing != "" {
		note := "not in the list"
		if gallery.OwnFile(row, missing) {
			note = "one of your files"
		}
		items = append(items, picker.Item{Title: gallery.FileName(missing), Note: note, Disabled: true})
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
	answers := flow.Answers{Item: f.Select}
	list := picker.New(f.o.Styles, "Lineage", "{dialog.accept} go there · {dialog.cancel} close", items)
	list.Select(row.ID)
	return f.host.Open(list, answers)
}
