package history

import (
	"context"
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

func changedPaths(r api.Request, change func(string) string) api.Request {
	if len(r.Inputs) == 0 {
		return r
	}
	inputs := make([]api.Input, len(r.Inputs))
	for i, in := range r.Inputs {
		in.Path = change(in.Path)
		inputs[i] = in
	}
	r.Inputs = inputs
	return r
}

// parentOf returns the result that a request of a sidecar works on, "" when it
// works on none, or on a file from elsewhere.
func parentOf(r api.Request) string {
	for _, in := range r.Inputs {
		day, name, _ := strings.Cut(in.Path, "/")
		if dated.MatchString(day) && name != "" && isPicture(name) {
			return in.Path
		}
	}
	return ""
}

// maxLineage bounds a chain of results: more is a circle made by hand.
const maxLineage = 1000

// Lineage returns the result at path and what it was made from: its parent,
// the parent of that one, and so on, up to one that was made from none, or
// that is not there any more.
func (l *Library) Lineage(path string) []Entry {
	var chain []Entry
	seen := map[string]bool{}
	for path != "" && !seen[path] && len(chain) < maxLineage {
		seen[path] = true
		e, err := l.Entry(path)
		if err != nil {
			break
		}
		chain = append(chain, e)
		path = l.Locate(e.Sidecar.Parent)
	}
	return chain
}

// Descendant is a result that was made from another one.
type Descendant struct {
	Entry
	// Depth is 1 for what was made from the result that was asked about, 2 for
	// what was made from that, and so on.
	Depth int
}

// Descendants returns what was made from the result at path, each followed by
// what was made from it, oldest first. It reads all sidecars.
func (l *Library) Descendants(ctx context.Context, path string) ([]Descendant, error) {
	children := map[string][]Entry{}
	err := l.Load(ctx, 0, func(e Entry) bool {
		if parent := l.Locate(e.Sidecar.Parent); parent != "" {
			children[parent] = append([]Entry{e}, children[parent]...)
		}
		return true
	})
	var out []Descendant
	seen := map[string]bool{path: true}
	var walk func(path string, depth int)
	walk = func(path string, depth int) {
		for _, e := range children[path] {
			if seen[e.Path] || depth > maxLineage {
				continue
			}
			seen[e.Path] = true
			out = append(out, Descendant{e, depth})
			walk(e.Path, depth+1)
		}
	}
	walk(path, 1)
	return out, err
}
