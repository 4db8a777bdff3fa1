package action

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// modifiers in the order in which the terminal library names them.
var modifiers = []string{"ctrl", "alt", "shift", "meta", "hyper", "super"}

// named are the keys that have a name, with other names people give them.
var named = map[string]string{
	"enter": "enter", "return": "enter", "tab": "tab", "esc": "esc", "escape": "esc", "space": "space",
	"backspace": "backspace", "delete": "delete", "del": "delete", "insert": "insert", "ins": "insert",
	"up": "up", "down": "down", "left": "left", "right": "right", "home": "home", "end": "end",
	"pgup": "pgup", "pageup": "pgup", "pgdown": "pgdown", "pgdn": "pgdown", "pagedown": "pgdown",
}

// same are keys that no terminal can tell from another one without an
// extension that many lack.
var same = map[string]string{"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "esc"}

// shown is how keys look where people read them, if not as they are named.
var shown = map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→", "pgdown": "pgdn"}

// parseKey reads a key, or a pair with a space between, as the config names
// it, and returns the name the terminal library gives it.
func parseKey(text string) (string, error) {
	parts := strings.Fields(text)
	switch {
	case len(parts) == 0:
		return "", fmt.Errorf(`"" is not a shortcut: use [] to remove them all`)
	case len(parts) > 2:
		return "", fmt.Errorf("%q is a sequence of %d: at most 2 work", text, len(parts))
	}
	for i, p := range parts {
		name, err := parseOne(p)
		if err != nil {
			return "", err
		}
		parts[i] = name
	}
	return strings.Join(parts, " "), nil
}

func parseOne(text string) (string, error) {
	rest, mods := text, map[string]bool{}
	for {
		mod, after, found := strings.Cut(rest, "+")
		if !found || mod == "" || after == "" {
			break
		}
		if mod = strings.ToLower(mod); !slices.Contains(modifiers, mod) {
			return "", unknownKey(text)
		}
		mods[mod], rest = true, after
	}
	base := named[strings.ToLower(rest)]
	switch r, size := utf8.DecodeRuneInString(rest); {
	case base != "":
	case functionKey(rest):
		base = strings.ToLower(rest)
	case size != len(rest) || !unicode.IsGraphic(r) || unicode.IsSpace(r) || unicode.Is(unicode.Mn, r):
		return "", unknownKey(text)
	case mods["ctrl"]:
		base = strings.ToLower(rest)
	case mods["shift"] && unicode.IsLetter(r):
		base = strings.ToUpper(rest) // that is what arrives
		delete(mods, "shift")
	case mods["shift"]:
		return "", fmt.Errorf("terminals do not send %q: write the character that shift produces", text)
	default:
		base = rest
	}
	name := ""
	for _, m := range modifiers {
		if mods[m] {
			name += m + "+"
		}
	}
	if other := same[name+base]; other != "" {
		return "", fmt.Errorf("most terminals send %[2]s for %[1]q: choose another shortcut", text, other)
	}
	return name + base, nil
}

func functionKey(text string) bool {
	n, err := strconv.Atoi(text[1:])
	return (text[0] == 'f' || text[0] == 'F') && err == nil && n >= 1 && n <= 63
}

func unknownKey(text string) error {
	return fmt.Errorf(`%q is not a shortcut: write a character, "ctrl+t", "f5", "enter", or a pair like "g x"`, text)
}

// split returns the keys of a pair; second is "" for one key alone.
func split(name string) (first, second string) {
	first, second, _ = strings.Cut(name, " ")
	return first, second
}

// plain tells whether a key is text where text is written.
func plain(name string) bool {
	first, _ := split(name)
	return first == "space" || utf8.RuneCountInString(first) == 1
}

// label is how a key looks where people read it.
func label(name string) string {
	parts := strings.Split(name, " ")
	for i, p := range parts {
		at := strings.LastIndex(p[:max(0, len(p)-1)], "+") + 1
		if sign := shown[p[at:]]; sign != "" {
			parts[i] = p[:at] + sign
		}
	}
	return strings.Join(parts, " ")
}
