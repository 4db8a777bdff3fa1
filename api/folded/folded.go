// Package folded makes text into the form in which it is compared and searched.
package folded

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"imagine-tui/api/clean"
)

// Text returns text as it is compared: without what cannot be seen, on one line,
// composed, and without difference between capitals and small letters, ß and ss,
// or the two small sigmas.
func Text(text string) string {
	if isFolded(text) {
		return text
	}
	text = clean.Line(text)
	if isASCII(text) {
		text = strings.ToLower(text)
	} else {
		text = norm.NFC.String(strings.Map(cherokee, cases.Fold().String(norm.NFD.String(text))))
	}
	return strings.Join(strings.Fields(text), " ")
}

// cherokee makes the small letters of Cherokee its capitals, which came first and
// are what Unicode folds them to. Package cases makes each into the other.
func cherokee(r rune) rune {
	switch {
	case r >= 0xab70 && r <= 0xabbf:
		return r - 0xab70 + 0x13a0
	case r >= 0x13f8 && r <= 0x13fd:
		return r - 8
	}
	return r
}

// isFolded tells of most short text at once that it is compared as it is.
func isFolded(text string) bool {
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c >= 0x7f || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
