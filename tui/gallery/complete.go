package gallery

import (
	"slices"
	"strings"

	"imagine-tui/tui/gallery/query"
)

// Values are what there is of what queries ask about, the likeliest first.
type Values struct {
	Styles, Ratios, Operations, Keys, Tags []string
	// Saved are the names of saved filters.
	Saved []string
}

// of are the values of a field that can be listed.
func (v Values) of(field string) []string {
	switch field {
	case "is":
		return IsWords
	case "style":
		return v.Styles
	case "ratio":
		return v.Ratios
	case "op":
		return v.Operations
	case "key":
		return v.Keys
	case "tag":
		return v.Tags
	case "sort":
		return SortWords
	case "date", "month", "since":
		return query.DateWords
	}
	return nil
}

// LastWord cuts off the term of a query that is being written; in quotation marks a
// space does not end it.
func LastWord(text string) (before, word string) {
	if text == "" || strings.HasSuffix(text, " ") && strings.Count(text, `"`)%2 == 0 {
		return text, ""
	}
	if terms := query.Split(text); len(terms) > 0 {
		word = terms[len(terms)-1]
	}
	return strings.TrimSuffix(text, word), word
}

// Completions are all that a word of a query may become, the likeliest first.
func Completions(word string, v Values) []string {
	if word == "" {
		return nil
	}
	minus := ""
	if rest, found := strings.CutPrefix(word, "-"); found {
		minus, word = "-", rest
	}
	var options []string
	switch name, value, found := strings.Cut(word, ":"); {
	case strings.HasPrefix(word, "@"):
		for _, name := range v.Saved {
			options = append(options, "@"+name)
		}
	case found:
		name = strings.ToLower(name)
		word = name + ":" + strings.TrimPrefix(value, `"`)
		for _, value := range v.of(name) {
			options = append(options, name+":"+value)
		}
	default:
		options = FieldNames()
	}
	var out []string
	for _, o := range options {
		if begin := min(len(word), len(o)); !strings.EqualFold(o[:begin], word) {
			continue
		}
		if o = minus + quotedTerm(o); !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

// quotedTerm puts the value of a term in quotation marks where it needs them.
func quotedTerm(term string) string {
	name, value, found := strings.Cut(term, ":")
	if found && strings.ContainsAny(value, " \t\"") {
		return name + `:"` + strings.ReplaceAll(value, `"`, "") + `"`
	}
	return term
}
