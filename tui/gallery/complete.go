package gallery

import (
	"strings"

	"imagine-tui/tui/gallery/query"
)

// Complete returns text with its last word completed: a field's name, or
// the value of is: and style: or a date. Text it cannot complete comes back
// unchanged.
func Complete(text string, styles []string) string {
	cut := strings.LastIndexByte(text, ' ') + 1
	if all := Completions(text[cut:], styles); len(all) > 0 {
		return text[:cut] + all[0]
	}
	return text
}

// Completions are all that a word of a query may become, the likeliest first.
func Completions(word string, styles []string) []string {
	if word == "" {
		return nil
	}
	word = strings.ToLower(word)
	minus := ""
	if rest, found := strings.CutPrefix(word, "-"); found {
		minus, word = "-", rest
	}
	options := FieldNames()
	if name, _, found := strings.Cut(word, ":"); found {
		options = nil
		var values []string
		switch name {
		case "is":
			values = IsWords
		case "style":
			values = styles
		case "date", "month", "since":
			values = query.DateWords
		}
		for _, v := range values {
			options = append(options, name+":"+v)
		}
	}
	var out []string
	for _, o := range options {
		if strings.HasPrefix(o, word) {
			out = append(out, minus+o)
		}
	}
	return out
}
