// Package letters reads and writes letters as terminals do whose locale is not of
// UTF-8.
package letters

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Table is a character set of one byte each. A nil Table knows none.
type Table struct{ set *charmap.Charmap }

// Of returns the table of a character set by the name that a locale has for it,
// nil where it is not known, or takes several bytes a letter.
func Of(name string) *Table {
	want := plain(name)
	for _, e := range charmap.All {
		if set, is := e.(*charmap.Charmap); is && plain(fmt.Sprint(set)) == want {
			return &Table{set}
		}
	}
	return nil
}

// plain is a name without what is written in several ways: ISO-8859-15, iso885915;
// CP1252, Windows 1252.
func plain(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	if page, is := strings.CutPrefix(name, "cp125"); is {
		return "windows125" + page
	}
	return name
}

// Byte returns what the terminal shows a letter for.
func (t *Table) Byte(r rune) (b byte, has bool) {
	if t == nil || r < utf8.RuneSelf {
		return 0, false
	}
	b, has = t.set.EncodeRune(r)
	return b, has && b >= utf8.RuneSelf && !unicode.IsControl(r)
}

// Reader makes UTF-8 of what is typed. The zero Reader leaves it as it is.
type Reader struct {
	Table *Table
	// held are bytes that are the beginning of a letter of UTF-8, if more follows:
	// many terminals send it whatever the locale says.
	held []byte
}

// Most is how many bytes of UTF-8 come of one at most.
const Most = utf8.UTFMax

// Take returns what arrived as UTF-8. What is held back comes with what arrives
// next, or by Rest.
func (r *Reader) Take(b []byte) []byte {
	if r.Table == nil {
		return b
	}
	b = append(r.held, b...)
	r.held = nil
	var out []byte
	for len(b) > 0 {
		if !utf8.FullRune(b) {
			r.held = append([]byte(nil), b...)
			break
		}
		letter, size := utf8.DecodeRune(b)
		if letter == utf8.RuneError && size == 1 {
			out = r.append(out, b[0])
		} else {
			out = append(out, b[:size]...)
		}
		b = b[size:]
	}
	return out
}

// Waiting tells whether something is held back.
func (r *Reader) Waiting() bool { return len(r.held) > 0 }

// Rest returns what is held back: nothing followed it at once, so it is letters.
func (r *Reader) Rest() []byte {
	var out []byte
	for _, b := range r.held {
		out = r.append(out, b)
	}
	r.held = nil
	return out
}

// append adds a letter. What the set leaves out, and control characters, are none.
func (r *Reader) append(out []byte, b byte) []byte {
	letter := r.Table.set.DecodeByte(b)
	if letter == utf8.RuneError || unicode.IsControl(letter) {
		return out
	}
	return utf8.AppendRune(out, letter)
}
