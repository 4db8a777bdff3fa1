package key

import (
	"strings"

	"imagine-tui/api/clean"
)

// withoutValue returns text on one line without the given secret value and
// without anything else that looks like a key. It is for words of others that
// are shown in an error: they may quote what they were given.
func withoutValue(text, value string) string {
	text = clean.Text(text)
	if value != "" {
		text = strings.ReplaceAll(text, value, "…")
	}
	return clean.Line(clean.Scrub(text))
}
