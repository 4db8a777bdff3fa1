package key

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"imagine-tui/api/clean"
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

// CheckName says what is wrong with the name of a key, nil if it is fine: 1 to
// 40 letters, digits and "-", "_", ".", space; first a letter or digit, last
// no space or dot; and neither "sandbox" nor "env". Names are shown, typed on
// command lines and used for folders, which is where the rules come from.
func CheckName(name string) error {
	if name == "" {
		return errors.New("the key needs a name, such as work")
	}
	if clean.HasKey(name) {
		return errors.New("that looks like an API key, not like a name: names are shown on the screen and written into files")
	}
	if !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxName {
		return fmt.Errorf("the name of a key is at most %d letters long", maxName)
	}
	last := rune(0)
	for i, r := range name {
		plain := unicode.IsLetter(r) || unicode.IsDigit(r)
		switch {
		case !plain && !strings.ContainsRune("-_. ", r):
			return errors.New("the name of a key is made of letters, digits, spaces and - _ . only")
		case i == 0 && !plain:
			return errors.New("the name of a key begins with a letter or a digit")
		case r == ' ' && last == ' ':
			return errors.New("the name of a key has one space between words")
		}
		last = r
	}
	if last == ' ' || last == '.' {
		return errors.New("the name of a key does not end with a space or a dot")
	}
	if sameName(name, SandboxName) || sameName(name, EnvName) {
		return fmt.Errorf("the name %q is taken by the program itself: choose another", name)
	}
	return nil
}

// sameName compares names as file systems that ignore case do: two keys must
// not share a folder.
func sameName(a, b string) bool { return strings.EqualFold(a, b) }
