package studio

import (
	"fmt"
	"testing"

	"imagine-tui/tui/gallery"
)

// chainOf lists so many results, each made from the one before.
func chainOf(m *Model, n int) []gallery.Row {
	var rows []gallery.Row
	for i := range n {
		path := fmt.Sprintf("/pictures/%03d.png", i)
		row := gallery.Row{ID: path, Path: path, State: gallery.Saved}
		if i > 0 {
			row.Parent = rows[i-1].Path
		}
		rows = append(rows, row)
	}
	m.gallery.AddBatch(gallery.Batch{ID: "chain", Title: "chain"}, rows, true)
	return rows
}

// However often something was edited, the first of the chain is found; a chain
// that bites its tail ends.
func TestLineage(t *testing.T) {
	m := studio(t, 120, 40)
	rows := chainOf(m, 300)
	last := rows[len(rows)-1]
	chain, missing := m.gallery.Ancestors(last)
	if len(chain) != 299 || missing != "" || chain[0].Path != rows[298].Path || chain[298].Path != rows[0].Path {
		t.Fatalf("%d before it, %q is missing", len(chain), missing)
	}
	m.gallery.Change(rows[0].ID, func(r *gallery.Row) { r.Parent = last.Path })
	if chain, missing := m.gallery.Ancestors(last); len(chain) != 299 || missing != "" {
		t.Errorf("%d in a circle, %q is missing", len(chain), missing)
	}
	m.gallery.Change(rows[0].ID, func(r *gallery.Row) { r.Parent = "/elsewhere.png" })
	if _, missing := m.gallery.Ancestors(last); missing != "/elsewhere.png" {
		t.Errorf("%q is missing", missing)
	}
}
