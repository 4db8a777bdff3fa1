// Package wording puts numbers and messages into the form people read, the
// same on the screen and on the command line.
package wording

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"imagine-tui/api/clean"
)

// Sentence cleans a message and makes it begin and end like a sentence. An
// empty message stays empty.
func Sentence(message string) string {
	message = clean.Line(message)
	if message == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(message)
	message = string(unicode.ToUpper(first)) + message[size:]
	switch message[len(message)-1] {
	case '.', '!', '?', ':':
		return message
	}
	return message + "."
}

// Problem turns an error into words for the screen, without what could act on
// it and without anything that looks like a key.
func Problem(err error) string {
	if text := Sentence(clean.Scrub(err.Error())); text != "" {
		return text
	}
	return "Something failed and gave no reason."
}

// Paragraph puts sentences behind each other, those that are not empty.
func Paragraph(sentences ...string) string {
	return strings.Join(slices.DeleteFunc(sentences, func(s string) bool { return s == "" }), " ")
}

// Count writes a number with its noun: 1 picture, 2 pictures.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// Thousands writes a number of 0 or more with commas: 2,114.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Bytes writes a size of 0 or more bytes: 999 B, 212 KB, 1.7 MB.
func Bytes(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 999_500:
		return fmt.Sprintf("%d KB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
