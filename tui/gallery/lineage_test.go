package gallery

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// chainOf lists so many results, each made from the one before.
func chainOf(g *Gallery, n int) []Row {
	var rows []Row
	for i := range n {
		path := fmt.Sprintf("/pictures/%03d.png", i)
		row := Row{ID: path, Path: path, State: Saved}
		if i > 0 {
			row.Parent = rows[i-1].Path
		}
		rows = append(rows, row)
	}
	g.AddBatch(Batch{ID: "chain", Title: "chain"}, rows, true)
	return rows
}

// However often something was edited, the first of the chain is found; a chain
// that bites its tail ends.
func TestLineage(t *testing.T) {
	g := New()
	rows := chainOf(g, 300)
	last := rows[len(rows)-1]
	chain, missing := g.Ancestors(last)
	if len(chain) != 299 || missing != "" || chain[0].Path != rows[298].Path || chain[298].Path != rows[0].Path {
		t.Fatalf("%d before it, %q is missing", len(chain), missing)
	}
	g.Change(rows[0].ID, func(r *Row) { r.Parent = last.Path })
	if chain, missing := g.Ancestors(last); len(chain) != 299 || missing != "" {
		t.Errorf("%d in a circle, %q is missing", len(chain), missing)
	}
	g.Change(rows[0].ID, func(r *Row) { r.Parent = "/elsewhere.png" })
	if _, missing := g.Ancestors(last); missing != "/elsewhere.png" {
		t.Errorf("%q is missing", missing)
	}
}

// The tree stands below the oldest ancestor, each above what was made from it.
func TestTree(t *testing.T) {
	g := New()
	chain := chainOf(g, 3)
	twin := Row{ID: "run1", Path: chain[1].Path, State: Saved, Parent: chain[0].Path, Operation: "upscale"}
	g.AddBatch(Batch{ID: "later"}, []Row{
		twin,
		{ID: "/b.png", Path: "/b.png", Parent: chain[0].Path, State: Saved, When: time.Unix(5, 0), Operation: "resize"},
		{ID: "made", Parent: chain[0].Path, State: Sending},
	}, true)
	tree, missing := g.Tree(chain[2])
	var got []string
	for _, k := range tree {
		got = append(got, fmt.Sprint(k.Depth, k.Row.Path))
	}
	if want := "0/pictures/000.png 1/pictures/001.png 2/pictures/002.png 1/b.png"; strings.Join(got, " ") != want || missing != "" {
		t.Errorf("got %v, want %s; %q is missing", got, want, missing)
	}
	if words := g.LineageWords(chain[2]); words != "from picture → upscaled → picture" {
		t.Errorf("%q", words)
	}
	if words := g.LineageWords(chain[0]); words != "3 made from it" {
		t.Errorf("%q", words)
	}
	if row, _ := g.RowOfFile(chain[1].Path); row.ID != "run1" {
		t.Errorf("%s shows the file", row.ID)
	}
	g.Remove("run1")
	if row, _ := g.RowOfFile(chain[1].Path); row.ID != chain[1].Path {
		t.Errorf("%s shows the file once the other row is gone", row.ID)
	}
}
