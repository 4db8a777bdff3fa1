package contactsheet

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
)

// Fact is a named value of a result, such as style and anime.
type Fact struct{ Name, Value string }

// facts lists what is known of an entry but for its prompt. private ones are
// left out where the recipe is.
func (e *Entry) facts(withRecipe bool) []Fact {
	var list []Fact
	add := func(name, value string) {
		if value != "" {
			list = append(list, Fact{name, value})
		}
	}
	if e.Template != e.Prompt && withRecipe {
		add("template", e.Template)
	}
	add("style", e.Style)
	add("ratio", e.Ratio)
	add("seed", e.value(Seed))
	add("operation", e.Operation)
	add("size", e.size())
	if withRecipe {
		add("file", clean.Line(filepath.Base(e.Path)))
	}
	if e.Tokens != nil {
		add("tokens", strconv.Itoa(*e.Tokens))
	}
	if e.Sandbox {
		add("made by", "the sandbox, not the API")
	}
	if !withRecipe {
		return list
	}
	if !e.Sandbox {
		add("key", e.Key)
	}
	if !e.Saved.IsZero() {
		add("saved", e.Saved.Format("2006-01-02 15:04"))
	}
	add("from", e.Parent)
	add("rating", e.stars())
	if e.Picked {
		add("choice", "picked")
	}
	add("tags", strings.Join(e.Tags, ", "))
	return list
}

func (e *Entry) size() string {
	if e.Width == 0 || e.Height == 0 {
		return ""
	}
	text := fmt.Sprintf("%d×%d", e.Width, e.Height)
	if e.Bytes > 0 {
		text += ", " + wording.Bytes(e.Bytes)
	}
	return text
}

func (e *Entry) stars() string { return strings.Repeat("★", min(max(e.Rating, 0), 5)) }
