// Package skeleton tells which texts people take for one another: those whose
// skeletons are the same (Unicode Technical Standard #39). A skeleton is for
// comparing and never shown.
package skeleton

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// table holds a line for each look, in hexadecimal: the look, then what has it.
//
//go:embed confusables.txt
var table string

var looks = sync.OnceValue(func() map[rune]string {
	out := map[rune]string{}
	for line := range strings.Lines(table) {
		look, likes, found := strings.Cut(strings.TrimSpace(line), "\t")
		if !found || strings.HasPrefix(look, "#") {
			continue
		}
		var as strings.Builder
		for code := range strings.SplitSeq(look, "+") {
			as.WriteRune(runeOf(code))
		}
		for code := range strings.FieldsSeq(likes) {
			out[runeOf(code)] = as.String()
		}
	}
	return out
})

// runeOf reads a code point of the table, which a test has read in full.
func runeOf(code string) rune {
	n, _ := strconv.ParseInt(code, 16, 32)
	return rune(n)
}

// Of returns the skeleton of a text: what it looks like, without what is not
// seen.
func Of(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(norm.NFKC.String(s)) {
		switch look, known := looks()[r]; {
		case Invisible(r):
		case known:
			b.WriteString(look)
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFD.String(b.String())
}

// Alike tells whether people take one text for the other, be it that capitals do
// not matter.
func Alike(a, b string) bool {
	return Of(a) == Of(b) || Of(strings.ToLower(a)) == Of(strings.ToLower(b)) || Of(strings.ToUpper(a)) == Of(strings.ToUpper(b))
}

// Invisible tells whether nothing is seen of a character.
func Invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Cc, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// together are scripts that are written together in one word.
var together = [][]string{{"Latin", "Han", "Hiragana", "Katakana"}, {"Latin", "Han", "Hangul"}, {"Latin", "Han", "Bopomofo"}}

// OneScript tells whether a text is written in one script, or in Latin with Han,
// Kana or Hangul. Digits and signs belong to every script.
func OneScript(s string) bool {
	found := map[string]bool{}
	for _, r := range s {
		if name := scriptOf(r); name != "" {
			found[name] = true
		}
	}
	if len(found) <= 1 {
		return true
	}
	for _, set := range together {
		n := 0
		for _, name := range set {
			if found[name] {
				n++
			}
		}
		if n == len(found) {
			return true
		}
	}
	return false
}

// scriptOf is the script of a character, "" for one of every script.
func scriptOf(r rune) string {
	if r < unicode.MaxASCII && !unicode.IsLetter(r) || unicode.In(r, unicode.Common, unicode.Inherited) {
		return ""
	}
	for name, script := range unicode.Scripts {
		if unicode.Is(script, r) {
			return name
		}
	}
	return ""
}
