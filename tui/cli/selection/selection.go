// Package selection finds what a command works on: files and folders, or what a
// query finds in the library, and the recipes of files.
package selection

import (
	"context"
	"errors"
	"os"
	"slices"

	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/gallery"
)

// Selection is which results a command works on: files and folders, or those
// of the library that a query finds.
type Selection struct {
	Files []string
	Query string
}

// Parse reads the query.
func (s Selection) Parse() (gallery.Query, error) { return ParseQuery(s.Query) }

// ParseQuery reads a query. A word nobody knows is a usage error.
func ParseQuery(text string) (gallery.Query, error) {
	query := gallery.ParseQuery(text)
	if len(query.Unknown) > 0 {
		return query, exit.Misusef("nobody knows the filter %q; %s history --help lists them", query.Unknown[0], app.Name)
	}
	return query, nil
}

// Entries returns the selected results: files as they were named, those of a
// folder or a query from the oldest on. What is named and is not there is an
// error; of what is found, results without a picture are left out and told.
func (s Selection) Entries(ctx context.Context, c *console.Console, library *history.Library) ([]history.Entry, error) {
	if len(s.Files) > 0 && s.Query != "" {
		return nil, exit.Misusef("name files or a --query, not both")
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

func (s Selection) found(ctx context.Context, c *console.Console, library *history.Library) ([]history.Entry, error) {
	query, err := s.Parse()
	if err != nil {
		return nil, err
	}
	var list []history.Entry
	err = library.Load(ctx, 0, func(e history.Entry) bool {
		row := gallery.RowOfEntry(e)
		if !query.Match(&row) {
			return true
		}
		if info, err := os.Stat(e.Path); err != nil || !info.Mode().IsRegular() {
			c.Say("%s is left out: its picture is not there.", e.Path)
			return true
		}
		list = append(list, e)
		return true
	})
	slices.Reverse(list)
	return list, err
}
