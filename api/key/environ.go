package key

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/pattern"
)

// named finds the variables that a text names as the place of a key, be it a
// config, a list of saved keys, or what a mistake made of either.
var named = pattern.Of(`(?i)\benv:[ \t]*([^\s"',\]}#]+)`)

// SavedIn is the file of saved keys in a folder of settings.
func SavedIn(configDir string) string { return filepath.Join(configDir, keysName) }

// NamedVariables returns the variables that a config or a file of saved keys
// names as the place of a key, whether the rest of the text can be understood
// or not. Lines that are comments name none.
func NamedVariables(text []byte) []string {
	var names []string
	for line := range bytes.Lines(text) {
		if bytes.HasPrefix(bytes.TrimSpace(line), []byte("#")) {
			continue
		}
		for _, found := range named.Regexp().FindAllSubmatch(line, -1) {
			names = append(names, string(found[1]))
		}
	}
	return names
}

// Environ is the environment that every program is started with which this one
// starts: environ ("NAME=value" each) without IMAGINE_API_KEY and the variables
// in names, and without whatever looks like a key, however it is called. What
// has a key beside other words keeps those.
func Environ(environ []string, names ...string) []string {
	names = append(names, APIKeyVariable)
	var left []string
	for _, pair := range environ {
		name, value, _ := strings.Cut(pair, "=")
		hidden := slices.ContainsFunc(names, func(h string) bool {
			// Windows does not tell case apart; elsewhere losing API_KEY
			// besides api_key does no harm.
			return strings.EqualFold(name, h)
		})
		switch {
		case hidden, clean.IsKey(value):
		case filepath.IsAbs(value): // a path, or a list of them: a folder may be called like a key
			left = append(left, pair)
		case clean.HasKey(value):
			left = append(left, name+"="+clean.Scrub(value))
		default:
			left = append(left, pair)
		}
	}
	return left
}

// CleanEnviron is Environ without the variables that this store takes keys
// from. A nil Store takes none.
func (s *Store) CleanEnviron(environ []string) []string {
	var names []string
	if s != nil {
		for _, r := range s.records() {
			if r.Source.Kind == KindEnv {
				names = append(names, r.Source.Name)
			}
		}
	}
	return Environ(environ, names...)
}

// tellVariables tells who opened the store where keys are taken from.
func (s *Store) tellVariables() {
	if s.o.Variable == nil {
		return
	}
	for _, r := range s.records() {
		if r.Source.Kind == KindEnv {
			s.o.Variable(r.Source.Name)
		}
	}
}
