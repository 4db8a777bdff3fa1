package gallery

import (
	"strings"

	"imagine-tui/tui/gallery/query"
)

// Complete returns text with its last word completed: a field's name, or
// the value of is: and style:. Text it cannot complete comes back unchanged.
func Complete(text string, styles []string) string {
	cut := strings.LastIndexByte(text, ' ') + 1
	head, word := text[:cut], strings.ToLower(text[cut:])
	if word == "" {
		return text
	}
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
		default:
			return text
		}
		for _, v := range values {
			options = append(options, name+":"+v)
		}
	}
	for _, o := range options {
		if strings.HasPrefix(o, word) {
			return head + minus + o
		}
	}
	return text
}
