package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/gallery"
)

// selection is which results a command works on: files and folders, or those
// of the library that a query finds.
type selection struct {
	files []string
	query string
}

// parse reads the query. A word nobody knows is a usage error.
func (s selection) parse() (gallery.Query, error) {
	query := gallery.ParseQuery(s.query)
	if len(query.Unknown) > 0 {
		return query, usagef("nobody knows the filter %q; %s history --help lists them", query.Unknown[0], app.Name)
	}
	return query, nil
}

// entries returns the selected results: files as they were named, those of a
// folder or a query from the oldest on. What is named and is not there is an
// error; of what is found, results without a picture are left out and told.
func (s selection) entries(ctx context.Context, a *program, library *history.Library) ([]history.Entry, error) {
	if len(s.files) > 0 && s.query != "" {
		return nil, usagef("name files or a --query, not both")
	}
	if len(s.files) == 0 {
		return s.found(ctx, a, library)
	}
	var list []history.Entry
	var problems []error
	for _, file := range s.files {
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

func (s selection) found(ctx context.Context, a *program, library *history.Library) ([]history.Entry, error) {
	query, err := s.parse()
	if err != nil {
		return nil, err
	}
	var list []history.Entry
	err = library.Load(ctx, 0, func(e history.Entry) bool {
		row := rowOf(e)
		if !query.Match(&row) {
			return true
		}
		if info, err := os.Stat(e.Path); err != nil || !info.Mode().IsRegular() {
			a.say("%s is left out: its picture is not there.", e.Path)
			return true
		}
		list = append(list, e)
		return true
	})
	slices.Reverse(list)
	return list, err
}

// picturesAt returns the path itself, or the pictures and videos in a folder
// and below it, by name. Hidden ones, such as the trash, are left out.
func picturesAt(ctx context.Context, path string) ([]string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.Mode().IsRegular() && isSidecar(path):
		return nil, nil // a pattern of the shell brought it along
	case info.Mode().IsRegular():
		return []string{path}, nil
	case !info.IsDir():
		return nil, errors.New("this is neither a file nor a folder")
	}
	var list []string
	err = filepath.WalkDir(path, func(at string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case at != path && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular() && isResultName(d.Name()):
			list = append(list, at)
		}
		return nil
	})
	if err == nil && len(list) == 0 {
		err = errors.New("there is no picture in this folder")
	}
	return list, err
}

// isSidecar tells whether the file describes a picture beside it.
func isSidecar(path string) bool {
	picture, found := strings.CutSuffix(path, ".json")
	if !found || !isResultName(picture) {
		return false
	}
	_, err := os.Stat(picture)
	return err == nil
}

// isResultName tells pictures and videos by their names.
func isResultName(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".webp", ".mp4", ".webm":
		return true
	}
	return false
}
