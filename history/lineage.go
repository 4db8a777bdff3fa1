package history

import (
	"path/filepath"
	"strings"

	"imagine-tui/api"
)

// filed returns a request as a sidecar has it: files in the library are named
// from there on, so that it can be moved.
func (l *Library) filed(r api.Request) api.Request {
	return changedPaths(r, func(path string) string { return inLibrary(l.folder, path) })
}

// Located returns a request of a sidecar with the absolute paths of its files,
// so that it can be sent again.
func (l *Library) Located(r api.Request) api.Request {
	return changedPaths(r, l.Locate)
}

// Locate returns where a file is that a sidecar names (Parent, the files of
// Request), "" for none.
func (l *Library) Locate(path string) string {
	if path == "" || filepath.IsAbs(path) || !filepath.IsLocal(filepath.FromSlash(path)) {
		return path
	}
	return filepath.Join(l.folder, filepath.FromSlash(path))
}

// Here returns an entry with the paths in its recipe as they are on this
// computer.
func (l *Library) Here(e Entry) Entry {
	e.Sidecar.Request = l.Located(e.Sidecar.Request)
	e.Sidecar.Parent = l.Locate(e.Sidecar.Parent)
	return e
}

func changedPaths(r api.Request, change func(string) string) api.Request {
	if len(r.Inputs) == 0 {
		return r
	}
	inputs := make([]api.Input, len(r.Inputs))
	for i, in := range r.Inputs {
		in.Path = change(in.Path)
		if in.From != "" {
			in.From = change(in.From)
		}
		inputs[i] = in
	}
	r.Inputs = inputs
	return r
}

// parentOf returns the result that a request of a sidecar works on, "" when it
// works on none, or on a file from elsewhere.
func parentOf(r api.Request) string {
	for _, in := range r.Inputs {
		for _, path := range []string{in.From, in.Path} {
			day, name, _ := strings.Cut(path, "/")
			if dated.MatchString(day) && name != "" && isPicture(name) {
				return path
			}
		}
	}
	return ""
}
