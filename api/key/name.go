package key

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"imagine-tui/api/clean"
	"imagine-tui/api/key/skeleton"
)

// Names of the keys that exist without anybody adding them.
const (
	// SandboxName is the built-in key: pictures painted on this computer.
	SandboxName = "sandbox"
	// EnvName is the key from IMAGINE_API_KEY, there while that is set.
	EnvName = "env"
)

// maxName is the longest name of a key, in characters.
const maxName = 40

// CheckName says what is wrong with a name that is given to a key, nil if it is
// fine: 1 to 40 letters, digits and "-", "_", ".", space; first a letter or digit,
// last no space or dot; neither "sandbox" nor "env", nor what looks like them. And
// it is read as it is written: in one script, or Latin with Han, Kana or Hangul, in
// the plain form of each letter, with nothing that is not seen. Names are shown,
// typed on command lines and used for folders, which is where the rules come from.
func CheckName(name string) error {
	if err := checkForm(name); err != nil {
		return err
	}
	return checkLook(name)
}

// checkForm is what has always held: a key cannot have another name.
func checkForm(name string) error {
	if name == "" {
		return errors.New("the key needs a name, such as work")
	}
	if clean.HasKey(name) {
		return errors.New("that looks like an API key, not a name: names are shown on screen and written to files")
	}
	if !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxName {
		return fmt.Errorf("the name of a key can have at most %d characters", maxName)
	}
	last := rune(0)
	for i, r := range name {
		plain := unicode.IsLetter(r) || unicode.IsDigit(r)
		switch {
		case !plain && !strings.ContainsRune("-_. ", r):
			return errors.New("the name of a key can only contain letters, digits, spaces, dots, - and _")
		case i == 0 && !plain:
			return errors.New("the name of a key must start with a letter or a digit")
		case r == ' ' && last == ' ':
			return errors.New("the name of a key must not have several spaces in a row")
		}
		last = r
	}
	if last == ' ' || last == '.' {
		return errors.New("the name of a key must not end with a space or a dot")
	}
	if reserved(name, sameName) {
		return fmt.Errorf("the name %q is reserved: choose another", name)
	}
	return nil
}

// checkLook is what a new name must be beyond that. One that was given earlier
// still works, and is marked (Key.Doubt).
func checkLook(name string) error {
	if strings.ContainsFunc(name, skeleton.Invisible) {
		return errors.New("the name contains an invisible character: remove it")
	}
	if plain := norm.NFKC.String(name); plain != name {
		return fmt.Errorf("the name contains look-alike characters: write it as %q", plain)
	}
	if !skeleton.OneScript(name) {
		return errors.New("the name mixes scripts that look alike: use a single script (Latin may be combined with Chinese, Japanese and Korean)")
	}
	if reserved(name, skeleton.Alike) {
		return errors.New("the name looks like a reserved name: choose another")
	}
	return nil
}

// reserved tells whether a name is, by a rule, one of those that exist without
// anybody adding them.
func reserved(name string, same func(a, b string) bool) bool {
	return same(name, SandboxName) || same(name, EnvName)
}

// doubt says what is wrong with the look of a key's name, given the names of
// those before it in the list; "" for nothing.
func doubt(name string, before []record) string {
	if reserved(name, func(a, b string) bool { return a == b }) {
		return ""
	}
	if err := checkLook(name); err != nil {
		return err.Error()
	}
	if other := lookalike(before, name); other != "" {
		return fmt.Sprintf("the name is too similar to key %q", other)
	}
	return ""
}

// lookalike is the name of a key that people would take for another, "" for none.
func lookalike(records []record, name string) string {
	for _, r := range records {
		if !sameName(r.Name, name) && skeleton.Alike(r.Name, name) {
			return r.Name
		}
	}
	return ""
}

// CheckNew says what is wrong with the name of a key that is to be added, before
// its secret is asked for; nil if it is fine. One that the configuration gave
// waits for its secret under that name, whatever it looks like.
func (s *Store) CheckNew(name string) error {
	if err := checkForm(name); err != nil {
		return err
	}
	s.mu.RLock()
	_, configured := find(s.configured, name)
	s.mu.RUnlock()
	if configured {
		return nil
	}
	if err := checkLook(name); err != nil {
		return err
	}
	return s.distinct(name, "")
}

// doubts are what is wrong with the names of a list of keys. They take time to be
// found out, and are wanted for every frame.
type doubts struct {
	mu   sync.Mutex
	of   string
	said []string
}

// mark writes into keys what is wrong with their names.
func (d *doubts) mark(records []record) {
	var names strings.Builder
	for _, r := range records {
		names.WriteString(r.Name + "\n")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.of != names.String() {
		d.of, d.said = names.String(), make([]string, len(records))
		for i, r := range records {
			d.said[i] = doubt(r.Name, records[:i])
		}
	}
	for i := range records {
		records[i].Doubt = d.said[i]
	}
}

// distinct says which key would be taken for a new one of the name; but is the
// name of one that is given up for it, "" for none.
func (s *Store) distinct(name, but string) error {
	others := s.records()
	if but != "" {
		others = slices.DeleteFunc(others, func(r record) bool { return sameName(r.Name, but) })
	}
	if other := lookalike(others, name); other != "" {
		return ofKind(ErrExists, "the name is too similar to key %q: choose another", other)
	}
	return nil
}

// sameName compares names as file systems that ignore case do: two keys must
// not share a folder.
func sameName(a, b string) bool { return strings.EqualFold(a, b) }
