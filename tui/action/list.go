package action

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"imagine-tui/tui/cells"
)

// Entry is an action as `imagine-tui keymap --json` lists it.
type Entry struct {
	ID      ID       `json:"id"`
	Title   string   `json:"title"`
	Keys    []string `json:"keys"`
	Default []string `json:"default"`
	Where   []string `json:"where"`
}

// Entries lists the table for scripts: keys as the config names them.
func (t *Table) Entries() []Entry {
	out := make([]Entry, 0, len(t.byID))
	for _, a := range t.All() {
		out = append(out, Entry{
			ID: a.ID, Title: a.Title, Keys: present(a.Keys), Default: present(t.standard[a.ID]), Where: a.Where.Names(),
		})
	}
	return out
}

// present is a list that is empty rather than null where there are no keys.
func present(keys []string) []string { return append([]string{}, keys...) }

// Print writes the table for people. What differs from the default is marked.
func (t *Table) Print(w io.Writer) error {
	var rows [][3]string
	widths := [2]int{}
	for _, a := range t.All() {
		keys := strings.Join(a.Keys, ", ")
		if before := t.standard[a.ID]; !slices.Equal(before, a.Keys) {
			keys += " *"
		}
		rows = append(rows, [3]string{string(a.ID), keys, a.Title})
		widths[0], widths[1] = max(widths[0], len(a.ID)), max(widths[1], cells.Width(keys))
	}
	for _, r := range rows {
		gap := strings.Repeat(" ", widths[1]-cells.Width(r[1]))
		if _, err := fmt.Fprintf(w, "%-*s  %s%s  %s\n", widths[0], r[0], r[1], gap, r[2]); err != nil {
			return err
		}
	}
	return nil
}
