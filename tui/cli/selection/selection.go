// Package selection finds what a command works on: files and folders, or what a
// query finds in the library, and the recipes of files.
package selection

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/history/filters"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/gallery/query"
)

// Selection is which results a command works on: files and folders, those of
// the library that a query finds, or all of it.
type Selection struct {
	Files []string
	Query string
	All   bool

	setup *app.Setup
	asked bool // there is a query, which may be empty
}

// Flags adds --query and --all to those of a command. What else says which
// results are taken where neither is given: usual, "" for nothing.
func (s *Selection) Flags(f *pflag.FlagSet, setup *app.Setup, usual string) {
	s.setup = setup
	usage := "use the saved pictures that match this query (see history)"
	if usual != "" {
		usage += " (default: " + usual + ")"
	}
	f.VarP((*asked)(s), "query", "q", usage)
	f.BoolVar(&s.All, "all", false, "use all saved pictures")
}

// asked is the query as a flag: one that is there and empty is a mistake, and
// never means everything.
type asked Selection

func (a *asked) String() string { return a.Query }
func (a *asked) Type() string   { return "string" }
func (a *asked) Set(text string) error {
	a.Query, a.asked = text, true
	return nil
}

// Usual makes a query the one that is taken where nothing is named.
func (s *Selection) Usual(query string) {
	if s.None() {
		s.Query, s.asked = query, true
	}
}

// None tells whether nothing says what to take.
func (s *Selection) None() bool { return len(s.Files) == 0 && !s.asked && !s.All }

// Check tells what is wrong with what was named: a usage error.
func (s *Selection) Check() error {
	ways := 0
	for _, way := range []bool{len(s.Files) > 0, s.asked, s.All} {
		if way {
			ways++
		}
	}
	switch {
	case ways > 1:
		return exit.Misusef("name files, a --query or --all, not both")
	case ways == 0:
		return exit.Misusef("name files or folders, search the library with --query, as in --query is:rejected, or take all of it with --all")
	case s.asked:
		return s.checkQuery()
	case slices.Contains(s.Files, ""):
		return exit.Misusef("one of the names is empty; the current folder is .")
	}
	return nil
}

// checkQuery tells what is wrong with the query: one that only puts in order is
// not taken for one that means everything.
func (s *Selection) checkQuery() error {
	q, err := ParseQuery(s.setup, s.Query)
	if err == nil && q.All() {
		return exit.Misusef("the query %q only sorts and would find everything: add something to look for, or is:saved for everything", clean.Short(clean.Line(s.Query), 80))
	}
	return err
}

// Nothing says that nothing was found.
func (s *Selection) Nothing() string {
	if s.asked {
		return "No saved picture matches " + clean.Short(s.Query, 80)
	}
	return "Nothing is saved yet"
}

// ParseQuery reads a query that is there, which may name saved ones. A mistake in it
// is a usage error that names its column; so is a query without a word.
func ParseQuery(setup *app.Setup, text string) (gallery.Query, error) {
	var saved gallery.Named
	if strings.Contains(text, query.Saved) {
		var err error
		if saved, err = filters.Dir(setup.Places.ProjectState()).All(); err != nil {
			return gallery.Query{}, err
		}
	}
	query := saved.Parse(text)
	if err := query.Err(); err != nil {
		return query, exit.Misusef("the query %q has a mistake at %s (%s history --help explains queries)", clean.Short(clean.Line(text), 80), clean.Short(clean.Line(err.Error()), 200), app.Name)
	}
	if query.Empty() {
		return query, exit.Misusef("the query is empty and would find everything: write what to look for at column 1 (%s history --help explains queries)", app.Name)
	}
	return query, nil
}

// Entries returns the selected results: files as they were named, those of a
// folder, of a query or of the library from the oldest on, or as the query sorts
// them. What is named and is
// not there is an error; of what is found, results without a picture are left
// out and told.
func (s *Selection) Entries(ctx context.Context, c *console.Console, library *history.Library) ([]history.Entry, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	if len(s.Files) == 0 {
		return s.found(ctx, c, library)
	}
	var list []history.Entry
	var problems []error
	for _, file := range s.Files {
		paths, err := picturesAt(ctx, file)
		if err != nil {
			problems = append(problems, errors.New(clean.Line(file)+": "+app.Reason(err)))
			continue
		}
		for _, path := range paths {
			entry, err := library.Entry(path)
			if err != nil {
				problems = append(problems, errors.New(clean.Line(path)+": "+app.Reason(err)))
				continue
			}
			list = append(list, entry)
		}
	}
	return list, errors.Join(problems...)
}

func (s *Selection) found(ctx context.Context, c *console.Console, library *history.Library) ([]history.Entry, error) {
	var query gallery.Query // all of it
	if s.asked {
		var err error
		if query, err = ParseQuery(s.setup, s.Query); err != nil {
			return nil, err
		}
	}
	var list []history.Entry
	err := Find(ctx, library, query, func(e history.Entry) bool {
		if info, err := os.Stat(e.Path); err != nil || !info.Mode().IsRegular() {
			c.Warn("Skipped %s: its picture is missing.", e.Path)
			return true
		}
		list = append(list, e)
		return true
	})
	if !query.Sorted() {
		slices.Reverse(list)
	}
	return list, err
}
