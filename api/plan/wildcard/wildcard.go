// Package wildcard reads the lists that __name__ in a prompt stands for:
// those built in, and those of a folder.
//
// A text file, colours.txt, is a list of its own, a value a line; blank lines
// and lines that begin with # are skipped. A YAML or JSON file holds any number
// of lists, nested in mappings, and is itself one if it holds nothing but a
// list; its own name is no part of theirs then. Folders and mappings are
// written with slashes: __artists/dutch__. * stands for any letters, also over
// slashes, ? for one. Values may be templates, begin with a weight ("3::red"),
// and name other lists. Lists of the folder go before those built in.
package wildcard

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
)

// Set is a number of lists by name. It does not change; the zero Set has none.
type Set struct {
	lists    map[string][]string // names in lower case
	problems []string
}

// Names returns the names of all lists in order. Capitals do not count in
// names.
func (s Set) Names() []string { return slices.Sorted(maps.Keys(s.lists)) }

// Problems says what could not be read and why, a sentence a file.
func (s Set) Problems() []string { return s.problems }

// Lookup returns the values of a list, of all lists that fit where the name
// holds * or ?, each value once. It is what template.ParseWith asks.
func (s Set) Lookup(name string) ([]string, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if values, ok := s.lists[name]; ok {
		return values, nil
	}
	if !strings.ContainsAny(name, "*?") {
		return nil, s.unknown(name)
	}
	var all [][]string
	for _, known := range s.Names() {
		if fits(name, known) {
			all = append(all, s.lists[known])
		}
	}
	if len(all) == 0 {
		return nil, errors.New("no list fits")
	}
	return once(slices.Concat(all...)), nil
}

// unknown says that there is no such list, and which comes closest.
func (s Set) unknown(name string) error {
	for _, known := range s.Names() {
		if strings.HasPrefix(known, name) || path.Base(known) == path.Base(name) || strings.TrimSuffix(name, "s") == strings.TrimSuffix(known, "s") {
			return fmt.Errorf("there is no list of that name: did you mean __%s__?", known)
		}
	}
	return errors.New(`there is no list of that name: \_ takes the meaning from _`)
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

// once returns the values without those that came before.
func once(values []string) []string {
	seen := make(map[string]bool, len(values))
	return slices.DeleteFunc(values, func(v string) bool {
		if seen[v] {
			return true
		}
		seen[v] = true
		return false
	})
}

// over returns the lists of s, and of below those that s does not have.
func (s Set) over(below Set) Set {
	all := maps.Clone(below.lists)
	if all == nil {
		all = map[string][]string{}
	}
	maps.Copy(all, s.lists)
	return Set{lists: all, problems: s.problems}
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
