package paint

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// textLine is a line of one of the text files that says something.
type textLine struct {
	file string
	n    int // from 1
	text string
}

// wrong says where a mistake is.
func (l textLine) wrong(err error) error { return fmt.Errorf("%s:%d: %w", l.file, l.n, err) }

// textLines are the lines of a file without the blank ones and the comments.
// Some editors put a mark in front of the first line and a return behind each.
func textLines(files fs.FS, name string) ([]textLine, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	whole := strings.TrimPrefix(string(data), "\ufeff")
	out := make([]textLine, 0, strings.Count(whole, "\n")+1)
	n := 0
	for text := range strings.Lines(whole) {
		n++
		if text = strings.TrimSpace(text); text != "" && text[0] != '#' {
			out = append(out, textLine{name, n, text})
		}
	}
	return out, nil
}

// allOf calls f with each line and gathers the mistakes, so that whoever edits
// a file sees all of them at once.
func allOf(lines []textLine, f func(textLine) error) error {
	var bad []error
	for _, l := range lines {
		if err := f(l); err != nil {
			bad = append(bad, l.wrong(err))
		}
	}
	return errors.Join(bad...)
}

// numberOf returns the position of a name in a list.
func numberOf(name string, names []string) (int64, error) {
	for i, s := range names {
		if s == name {
			return int64(i), nil
		}
	}
	return 0, fmt.Errorf("%q is none of %s", name, strings.Join(names, ", "))
}

// colourOf reads a colour, RRGGBB.
func colourOf(s string) (col, error) {
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return 0, fmt.Errorf("%q is no colour: six digits, RRGGBB, are", s)
	}
	return col(n), nil
}

// numberIn reads a whole number within bounds.
func numberIn(s string, low, high int64) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < low || n > high {
		return 0, fmt.Errorf("%q is no whole number from %d to %d", s, low, high)
	}
	return n, nil
}

// isName tells whether a word can name a sprite or stand in a list: small
// letters, digits, and the signs that split leaves in a word or that join a
// phrase.
func isName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_-'") == ""
}
