package wildcard

import (
	"fmt"
	"path"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/closest"
)

// UnknownError says that no list has a name, and which one was probably meant.
type UnknownError struct {
	Name string
	// Near is the name that comes closest, "" where none does; Broken is a file
	// in which the list may be that cannot be read, "" for none.
	Near, Broken string
}

func (e *UnknownError) Error() string {
	name := clean.Short(e.Name, 60)
	switch {
	case strings.ContainsAny(e.Name, "*?"):
		return fmt.Sprintf("No wildcard list matches %q.", name)
	case e.Near != "":
		return fmt.Sprintf("No wildcard list %q. Did you mean __%s__?", name, e.Near)
	case e.Broken != "":
		return fmt.Sprintf("No wildcard list %q. It may be in a file that cannot be read, %s", name, e.Broken)
	}
	return fmt.Sprintf("No wildcard list %q. For a literal underscore, write \\_.", name)
}

// near is the name of the list that was probably meant by one that there is not.
func (s Set) near(name string) string {
	names := s.Names()
	for _, known := range names {
		if strings.HasPrefix(known, name) || path.Base(known) == path.Base(name) || strings.TrimSuffix(name, "s") == strings.TrimSuffix(known, "s") {
			return known
		}
	}
	if near := closest.Of(name, names); len(near) > 0 {
		return near[0]
	}
	bases := make([]string, len(names))
	for i, known := range names {
		bases[i] = path.Base(known)
	}
	if near := closest.Of(path.Base(name), bases); len(near) > 0 {
		for i, base := range bases {
			if base == near[0] {
				return names[i]
			}
		}
	}
	return ""
}

// Complete returns the names that begin with the letters typed so far, then those
// whose last part does, at most n.
func (s Set) Complete(typed string, n int) []string {
	typed = strings.ToLower(typed)
	var out, parts []string
	for _, name := range s.Names() {
		switch {
		case strings.HasPrefix(name, typed):
			out = append(out, name)
		case strings.HasPrefix(path.Base(name), typed):
			parts = append(parts, name)
		}
	}
	out = append(out, parts...)
	return out[:min(n, len(out))]
}
