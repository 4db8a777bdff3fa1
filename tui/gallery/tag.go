package gallery

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"imagine-tui/api/clean"
)

// maxTag is how long a tag may be, in runes: more is a sentence.
const maxTag = 40

// MaxRating is the best there is; 0 is no rating.
const MaxRating = 5

// errTagKey refuses an API key as a tag.
var errTagKey = errors.New("That looks like an API key. Tags are saved in files and shown.") //nolint:staticcheck // a dialog shows the sentences as they are

// CheckTags tells whether what was written may become tags.
func CheckTags(text string) error {
	if clean.HasKey(text) {
		return errTagKey
	}
	return nil
}

// ParseTags splits what was written into tags, each once.
func ParseTags(text string) []string {
	var out []string
	for t := range strings.FieldsFuncSeq(clean.Line(text), parts) {
		if r := []rune(t); len(r) > maxTag {
			t = string(r[:maxTag])
		}
		if t = strings.TrimPrefix(t, "#"); t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// parts tells tags apart that are written in one line.
func parts(c rune) bool { return c == ' ' || c == ',' }

// Tag reads one tag, and says what keeps a text from being one.
func Tag(text string) (string, error) {
	if err := CheckTags(text); err != nil {
		return "", err
	}
	tag := strings.TrimPrefix(strings.TrimSpace(clean.Line(text)), "#")
	switch {
	case tag == "":
		return "", errors.New("the tag is empty")
	case strings.ContainsRune(tag, ','):
		return "", fmt.Errorf("the tag %q contains a comma, which separates tags: name one tag at a time", clean.Short(tag, maxTag))
	case strings.ContainsFunc(tag, parts):
		return "", fmt.Errorf("the tag %q contains a space: a tag is one word", clean.Short(tag, maxTag))
	case len([]rune(tag)) > maxTag:
		return "", fmt.Errorf("the tag %q is longer than %d characters", clean.Short(tag, maxTag), maxTag)
	}
	return tag, nil
}

// mostTags is how many tags a list of them may bring.
const mostTags = 50

// TagLines reads a list of tags that a program made: one a line, or with commas
// between. A tag of several words has dashes in the place of spaces.
func TagLines(text string) []string {
	var words []string
	for one := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == '\n' || c == ',' }) {
		words = append(words, strings.Join(strings.Fields(clean.Line(one)), "-"))
	}
	tags := ParseTags(strings.Join(words, " "))
	return tags[:min(len(tags), mostTags)]
}
