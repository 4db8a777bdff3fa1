package history

import (
	"path/filepath"
	"strings"

	"imagine-tui/api"
)

// filed returns a request as a sidecar has it: files in the library are named
// from there on, so that it can be moved.
func filed(folder string, r api.Request) api.Request {
	return changedPaths(r, func(path string) string { return inLibrary(folder, path) })
}

// Located returns a request of a sidecar with the absolute paths of its files,
// so that it can be sent again.
func (l *Library) Located(r api.Request) api.Request {
	return changedPaths(r, l.Locate)
}

// Locate returns where a file is that a sidecar names (Parent, the files of
// Request), "" for none.
func (l *Library) Locate(path string) string {
	if path == "" {
		return ""
	}
	if filepath.IsAbs(path) { // a file of the person's own, or one of the library by where links lead
		path = inLibrary(l.folder, path)
	}
	if !filepath.IsLocal(filepath.FromSlash(path)) {
		return path
	}
	return filepath.Join(l.folder, filepath.FromSlash(path))
}

// Within returns a path as the library names it, where links lead into it. It
// looks at the disk.
func Within(l *Library, path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return l.Locate(abs)
	}
	return path
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

// parentOf returns the file that a request of a sidecar works on: a result, else
// a file of the person's own; "" when it is made from words alone.
func parentOf(r api.Request) string {
	for _, in := range r.Inputs {
		for _, path := range []string{in.From, in.Path} {
			day, name, _ := strings.Cut(path, "/")
			if dated.Regexp().MatchString(day) && name != "" && isPicture(name) {
				return path
			}
		}
	}
	if own, ok := r.Picture(); ok && !strings.HasPrefix(own.Name(), inputsDir+"/") {
		return own.Name()
	}
	return ""
}

// inLibrary makes a path relative to the library, if it is inside, as it is
// written or by where links lead: so a library can be moved, and be reached in
// more than one way.
func inLibrary(folder, path string) string {
	if path == "" || !filepath.IsAbs(path) {
		return path
	}
	if rel, ok := inside(folder, path); ok {
		return rel
	}
	if rel, ok := inside(leadsTo(folder), leadsTo(path)); ok {
		return rel
	}
	return path
}

func inside(folder, path string) (rel string, ok bool) {
	rel, err := filepath.Rel(folder, path)
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}

// leadsTo follows the links in a path, as far as there are files.
func leadsTo(path string) string {
	if there, err := filepath.EvalSymlinks(path); err == nil {
		return there
	}
	dir, name := filepath.Dir(path), filepath.Base(path)
	if dir == path {
		return path
	}
	return filepath.Join(leadsTo(dir), name)
}
