package gallery

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// lineage knows which rows show a file, beside the file's own, and what was made
// from what. It grows with what is listed and saved, so that a
// look at it costs nothing.
type lineage struct {
	rowsOf   map[string][]string // rows of this session by their file, oldest first
	children map[string][]string // rows by the file they were made from
}

// relate takes a saved row into the lineage.
func (l *lineage) relate(r *Row) {
	if r.State != Saved || r.Path == "" {
		return
	}
	if r.ID != r.Path && !slices.Contains(l.rowsOf[r.Path], r.ID) {
		l.rowsOf[r.Path] = append(l.rowsOf[r.Path], r.ID)
	}
	if r.Parent != "" && !slices.Contains(l.children[r.Parent], r.ID) {
		l.children[r.Parent] = append(l.children[r.Parent], r.ID)
	}
}

// showing are the rows that show a file: those of this session, the newest
// first, then the file's own.
func (g *Gallery) showing(path string) []*Row {
	if path == "" {
		return nil
	}
	var out []*Row
	for _, id := range slices.Backward(g.lineage.rowsOf[path]) {
		if r := g.byID[id]; r != nil && r.Path == path {
			out = append(out, r)
		}
	}
	if r := g.Look(path); r != nil && !slices.Contains(out, r) {
		out = append(out, r)
	}
	return out
}

// RowOfFile returns the row that shows a file.
func (g *Gallery) RowOfFile(path string) (Row, bool) {
	if rows := g.showing(path); len(rows) > 0 {
		return *rows[0], true
	}
	return Row{}, false
}

// withTwins adds to rows those that show the same files: a picture that was
// asked for again stands in the list twice.
func (g *Gallery) withTwins(rows []Row) []Row {
	there := make(map[string]bool, len(rows))
	for _, row := range rows {
		there[row.ID] = true
	}
	for _, row := range rows {
		for _, twin := range g.showing(row.Path) {
			if !there[twin.ID] {
				there[twin.ID] = true
				rows = append(rows, *twin)
			}
		}
	}
	return rows
}

// Children are the rows made from a file, oldest first.
func (g *Gallery) Children(path string) []Row {
	var out []Row
	for _, id := range g.shelved.childrenOf(path, g.lineage.children[path]) {
		if row, ok := g.Row(id); ok {
			out = append(out, row)
		}
	}
	slices.SortStableFunc(out, func(a, b Row) int { return a.When.Compare(b.When) })
	return out
}

// Ancestors are the rows a row came from, its parent first. missing is the
// file of one that is not in the list. A chain cannot be a circle, but a sidecar
// edited by hand can say so: it ends where it would bite its tail.
func (g *Gallery) Ancestors(row Row) (chain []Row, missing string) {
	seen := map[string]bool{row.Path: true}
	for row.Parent != "" && !seen[row.Parent] {
		seen[row.Parent] = true
		parent, ok := g.RowOfFile(row.Parent)
		if !ok {
			return chain, row.Parent
		}
		chain = append(chain, parent)
		row = parent
	}
	return chain, ""
}

// Kin is a row in the tree of what was made from what.
type Kin struct {
	Row   Row
	Depth int // 0 for the oldest ancestor
}

// maxKin is how many rows of a tree are listed.
const maxKin = 2000

// Tree lists all rows that a row belongs together with, from the oldest known
// ancestor down, each above those made from it. missing is the file that the
// oldest was made from, if that is not in the list.
func (g *Gallery) Tree(row Row) (tree []Kin, missing string) {
	chain, missing := g.Ancestors(row)
	root := row
	if len(chain) > 0 {
		root = chain[len(chain)-1]
	}
	seen := map[string]bool{}
	var walk func(r Row, depth int)
	walk = func(r Row, depth int) {
		if seen[r.Path] || len(tree) >= maxKin {
			return
		}
		seen[r.Path] = true
		tree = append(tree, Kin{r, depth})
		for _, child := range g.Children(r.Path) {
			walk(child, depth+1)
		}
	}
	walk(root, 0)
	return tree, missing
}

// OwnFile tells whether a file that is not in the list is none of the library in
// which a row lies, in which each day has its folder: one of the person's own.
func OwnFile(row Row, file string) bool {
	library := func(path string) string { return filepath.Dir(filepath.Dir(path)) }
	return filepath.IsAbs(file) && (row.Path == "" || library(file) != library(row.Path))
}

func whereMissing(row Row, file string) string {
	if OwnFile(row, file) {
		return "one of your files"
	}
	return "not here"
}

// LineageWords say in one line what a row came from, the oldest first, and how
// many were made from it; "" for one that is not saved.
func (g *Gallery) LineageWords(row Row) string {
	if row.Path == "" {
		return ""
	}
	chain, missing := g.Ancestors(row)
	var steps, words []string
	if missing != "" {
		steps = append(steps, FileName(missing)+" ("+whereMissing(row, missing)+")")
	}
	for _, r := range slices.Backward(chain) {
		steps = append(steps, OperationWord(r.Operation))
	}
	if len(steps) > 0 {
		words = append(words, "from "+strings.Join(append(steps, OperationWord(row.Operation)), " → "))
	}
	if n := len(g.shelved.childrenOf(row.Path, g.lineage.children[row.Path])); n > 0 {
		words = append(words, fmt.Sprintf("%d made from it", n))
	}
	return strings.Join(words, " · ")
}
