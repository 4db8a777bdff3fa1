// Package wildcard reads the lists that __name__ in a prompt stands for:
// those built in, and those of a folder.
//
// A text file, colours.txt, is a list of its own, a value a line; blank lines
// and lines that begin with # are skipped. A YAML or JSON file holds any number
// of lists, nested in mappings, and is itself one if it holds nothing but a
// list; its own name is no part of theirs then. Folders and mappings are
// written with slashes: __artists/dutch__. * stands for any letters, also over
// slashes, ? for one. Values may be templates, begin with a weight ("3::red"),
// and name other lists, from the top or beside the list they stand in. Lists of
// the folder go before those built in.
package wildcard

import (
	"errors"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"imagine-tui/api/plan/template"
)

// Set is a number of lists by name: one reading of a folder. It does not
// change; the zero Set has none.
type Set struct {
	lists map[string]*template.List // names in lower case
	// also are other names of lists, those of the folder of their file included.
	also   map[string]string
	broken []broken
	// look tells one look at a folder from another that found something else.
	look *look
}

// look stands for what was found in a folder.
type look struct{ _ byte }

// Is tells whether nothing changed between two sets of one folder.
func (s Set) Is(other Set) bool { return s.look == other.look }

// broken is a file that cannot be read, or that holds a list that cannot be
// had.
type broken struct {
	file, reason string
	// name is what the list is called, or the file: what is in it may be called
	// anything where any is true.
	name string
	any  bool
}

func (b broken) String() string { return b.file + ": " + b.reason }

// Names returns the names of all lists in order. Capitals do not count in
// names.
func (s Set) Names() []string { return slices.Sorted(maps.Keys(s.lists)) }

// Problems says what could not be read and why, a sentence a file.
func (s Set) Problems() []string {
	var out []string
	for _, b := range s.broken {
		out = append(out, b.String())
	}
	return out
}

// Lookup returns the list of a name, or all lists that fit where the name holds
// * or ?. A name that is not known from the top is looked for beside the list
// in, which names it. It is what template.ParseWith asks.
func (s Set) Lookup(name, in string) ([]*template.List, error) {
	name = strings.TrimSpace(name)
	names := candidates(strings.ToLower(name), folderOf(in))
	for _, n := range names {
		if other, ok := s.also[n]; ok && s.lists[n] == nil {
			n = other
		}
		if list, ok := s.lists[n]; ok {
			return []*template.List{list}, nil
		}
	}
	if !strings.ContainsAny(name, "*?") {
		return nil, s.unknown(name, names)
	}
	for _, pattern := range names {
		if lists, err := s.fitting(pattern); len(lists) > 0 || err != nil {
			return lists, err
		}
	}
	return nil, &UnknownError{Name: name}
}

// folderOf is the folder of a list's name, "" for the top.
func folderOf(name string) string {
	if dir := path.Dir(name); dir != "." {
		return dir
	}
	return ""
}

// candidates are the full names that a name may stand for in a folder.
func candidates(name, folder string) []string {
	beside := path.Join(folder, name)
	switch {
	case strings.HasPrefix(name, "./"), strings.HasPrefix(name, "../"):
		return []string{beside}
	case folder == "":
		return []string{name}
	}
	return []string{name, beside}
}

// fitting returns the lists whose names are of a pattern's form. A file that
// fits and cannot be read is an error: less would be planned than was meant. One
// whose name nobody could write is not meant by any.
func (s Set) fitting(pattern string) ([]*template.List, error) {
	for _, b := range s.broken {
		if usable(b.name) && fits(pattern, b.name) {
			return nil, errors.New(b.String())
		}
	}
	var out []*template.List
	for _, name := range s.Names() {
		if fits(pattern, name) {
			out = append(out, s.lists[name])
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	for _, name := range slices.Sorted(maps.Keys(s.also)) {
		if fits(pattern, name) {
			out = append(out, s.lists[s.also[name]])
		}
	}
	return out, nil
}

// unknown says why there is no list of a name: its file cannot be read, or it is
// mistyped.
func (s Set) unknown(name string, names []string) error {
	for _, b := range s.broken {
		for _, n := range names {
			if n == b.name || strings.HasPrefix(n, b.name+"/") {
				return errors.New(b.String())
			}
		}
	}
	e := &UnknownError{Name: name, Near: s.near(strings.ToLower(name))}
	if i := slices.IndexFunc(s.broken, func(b broken) bool { return b.any }); i >= 0 {
		e.Broken = s.broken[i].String()
	}
	return e
}

// fits tells whether a name is of the pattern's form. It takes time in
// proportion to the lengths of both, multiplied.
func fits(pattern, name string) bool {
	p, n := []rune(pattern), []rune(name)
	star, from := -1, 0
	i, j := 0, 0
	for j < len(n) {
		switch {
		case i < len(p) && p[i] == '*':
			star, from = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == n[j]):
			i, j = i+1, j+1
		case star >= 0:
			from++
			i, j = star+1, from
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}

// over returns the lists of s, and of below those that s does not have.
func (s Set) over(below Set) Set {
	all := maps.Clone(below.lists)
	if all == nil {
		all = map[string]*template.List{}
	}
	maps.Copy(all, s.lists)
	s.lists = all
	return s
}

// usable tells whether a name can be written between underscores.
func usable(name string) bool {
	if name == "" || strings.HasSuffix(name, "_") || strings.HasPrefix(name, "_") || strings.Contains(name, "__") {
		return false
	}
	return !strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune("_./ -", r)
	})
}
