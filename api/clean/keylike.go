package clean

import (
	"strings"

	"imagine-tui/api/pattern"
)

const (
	// keyPrefix starts every key that the vendor hands out.
	keyPrefix = "vk-"
	// hidden is what is shown in place of a key.
	hidden = keyPrefix + "…"
)

// keyLike is what an API key of the vendor looks like, the one rule for all of
// the program. Real ones go on for some 45 letters and digits; shorter ones are
// taken for keys as well, since a false alarm costs a word and a miss the key.
var keyLike = pattern.Of(`vk-[A-Za-z0-9_-]{8,}`)

// FindKey returns where the first part of text begins and ends that looks like
// an API key.
func FindKey(text string) (from, to int, found bool) {
	if !strings.Contains(text, keyPrefix) {
		return 0, 0, false
	}
	at := keyLike.Regexp().FindStringIndex(text)
	if at == nil {
		return 0, 0, false
	}
	return at[0], at[1], true
}

// HasKey reports whether something in text looks like an API key. Such text has
// no place in anything that is sent, kept or shown.
func HasKey(text string) bool {
	_, _, found := FindKey(text)
	return found
}

// IsKey reports whether text looks like an API key as a whole, but for white
// space around it and what nobody sees.
func IsKey(text string) bool {
	text = strings.TrimSpace(Text(text))
	from, to, found := FindKey(text)
	return found && to-from == len(text)
}

// Scrub replaces everything in s that looks like an API key by "vk-…". It is
// the last net under reports and logs; keys should not get that far.
func Scrub(s string) string {
	if !strings.Contains(s, keyPrefix) {
		return s
	}
	return keyLike.Regexp().ReplaceAllString(s, hidden)
}
