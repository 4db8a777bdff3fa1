package terminal

import (
	"slices"
	"strings"
	"sync"
)

// Evidence is what is known of a terminal. All of it may be missing, late or a
// lie: a name in the environment is kept where one goes on to another computer,
// or starts a terminal from another one.
type Evidence struct {
	// Version is its answer to XTVERSION, Secondary to DA2, Primary to DA1.
	Version            string
	Secondary, Primary []int
	// Answered says that it answered the last question: nothing else will come.
	Answered bool
	// Getenv is the environment.
	Getenv func(string) string
	// Owner is the process that began the session, see the function.
	Owner string
}

// Match is the row that applies, and why.
type Match struct {
	*Brand
	Version Version
	// Why is how it is known: "it calls itself …".
	Why string
	// Sure says that the terminal itself said so, not only its surroundings.
	Sure bool
}

// Known tells whether there is a row for the terminal.
func (m Match) Known() bool { return m.Brand != unknown() }

// unknown is the row of what nobody knows: nothing is trusted, nor any key that
// some terminal keeps.
var unknown = sync.OnceValue(func() *Brand {
	return &Brand{Name: "an unknown terminal", Quirks: Quirks{Doubtful: keptBySome()}, Seen: "nothing is assumed"}
})

// Find returns the row of the table that the evidence points to. What the
// terminal answers counts for more than what its surroundings say.
func Find(e Evidence) Match {
	if m, ok := e.byVersion(); ok {
		return m
	}
	if m, ok := e.byAttributes(); ok {
		return m
	}
	if m, ok := e.bySurroundings(); ok {
		return m
	}
	return Match{Brand: unknown(), Why: "it reports nothing known"}
}

// byVersion finds what the terminal calls itself.
func (e Evidence) byVersion() (Match, bool) {
	name, version := SplitVersion(e.Version)
	if name == "" {
		return Match{}, false
	}
	for i := range table() {
		if b := &table()[i]; b.Signs.Version == name {
			return Match{b.inside(e), b.release(version), "it calls itself " + e.Version, true}, true
		}
	}
	// It has a name of its own, so no other name is its name.
	return Match{Brand: unknown(), Why: "it calls itself " + e.Version + ", which is unknown", Sure: true}, true
}

// byAttributes finds what answers to DA2, or DA1, as no other does. Where several
// do, what surrounds it decides.
func (e Evidence) byAttributes() (Match, bool) {
	if len(e.Secondary) < 2 {
		return Match{}, false
	}
	var fits []*Brand
	for i := range table() {
		if b := &table()[i]; b.answers(e) {
			fits = append(fits, b)
		}
	}
	var found *Brand
	for _, b := range fits {
		if _, says := b.surrounds(e); says {
			found = b
			break
		}
	}
	if found == nil && len(fits) == 1 {
		found = fits[0]
	}
	if found == nil {
		return Match{}, false
	}
	version := found.versionIn(e)
	if found.Signs.Numbering != Unnumbered {
		version = found.release(Version{e.Secondary[1]})
	}
	return Match{found.inside(e), version, "its attributes are those of " + found.Name, true}, true
}

// answers tells whether attributes may be the brand's.
func (b *Brand) answers(e Evidence) bool {
	if b.Signs.Primary != nil && !slices.Equal(b.Signs.Primary, e.Primary) {
		return false
	}
	return slices.ContainsFunc(b.Signs.Secondary, func(r Range) bool { return r.holds(e.Secondary) })
}

// bySurroundings finds what variables or processes name, unless the terminal
// answered what that one does not. Those that may not be asked come first: they
// set TERM, and all other variables are left from what they were started in.
func (e Evidence) bySurroundings() (Match, bool) {
	silent := func(b *Brand) bool { return b.Quirks.Silent }
	if m, ok := e.named(silent); ok {
		return m, true
	}
	return e.named(func(b *Brand) bool { return !silent(b) })
}

// named finds the first of some brands that variables or processes name.
func (e Evidence) named(among func(*Brand) bool) (Match, bool) {
	for i := range table() {
		b := &table()[i]
		sign, says := b.surrounds(e)
		if !says || !among(b) || !b.mayAnswer(e) {
			continue
		}
		return Match{Brand: b.inside(e), Version: b.versionIn(e), Why: sign + " names it"}, true
	}
	return Match{}, false
}

// mayAnswer tells whether the brand may be what answered so, or did not answer
// so far: it has other attributes, or would have told its name.
func (b *Brand) mayAnswer(e Evidence) bool {
	switch {
	case len(e.Secondary) > 1 && len(b.Signs.Secondary) > 0:
		return b.answers(e)
	case e.Answered:
		return b.Signs.Version == "" || b.Quirks.Between
	}
	return true
}

// surrounds tells whether variables or processes name the brand, and which.
func (b *Brand) surrounds(e Evidence) (sign string, says bool) {
	for _, v := range b.Signs.Variables {
		name, want, valued := strings.Cut(v, "=")
		have := e.getenv(name)
		prefix, open := strings.CutSuffix(want, "*")
		switch {
		case have == "":
		case !valued, have == want, open && strings.HasPrefix(have, prefix):
			return name, true
		}
	}
	if e.Owner != "" && slices.Contains(b.Signs.Processes, e.Owner) {
		return "the process " + e.Owner, true
	}
	return "", false
}

func (b *Brand) versionIn(e Evidence) Version {
	if b.Signs.VersionIn == "" {
		return nil
	}
	return b.release(ParseVersion(e.getenv(b.Signs.VersionIn)))
}

func (e Evidence) getenv(name string) string {
	if e.Getenv == nil {
		return ""
	}
	return e.Getenv(name)
}

// inside returns the brand with what the program around the terminal keeps for
// itself: many share one widget, which is all that answers.
func (b *Brand) inside(e Evidence) *Brand {
	for i := range hosts {
		h := &hosts[i]
		if h.widget != b.Name {
			continue
		}
		if _, says := (&Brand{Signs: h.signs}).surrounds(e); says {
			both := *b
			both.Name = h.name
			both.Quirks.Taken = append(slices.Clone(b.Quirks.Taken), h.taken...)
			both.Quirks.Doubtful = nil // it is known which of them this is
			both.Seen += "; " + h.seen
			return &both
		}
	}
	return b
}

// All lists the table.
func All() []Brand { return slices.Clone(table()) }

// AllColors tells whether a version shows all colours.
func (m Match) AllColors() bool {
	return m.Colors == ColorsAll || m.TrueFrom.In(m.Version)
}
