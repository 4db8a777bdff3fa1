package contactsheet

import (
	"fmt"
	"path/filepath"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
)

func (s *Sheet) title() string {
	title := clean.Line(s.o.Title)
	if title == "" {
		title = s.commonPrompt()
	}
	if title == "" {
		title = "Contact sheet"
	}
	if runes := []rune(title); len(runes) > maxTitle {
		title = string(runes[:maxTitle-1]) + "…"
	}
	return title
}

// commonPrompt is the one prompt, or the one template, of all entries.
func (s *Sheet) commonPrompt() string {
	same := func(of func(*Entry) string) string {
		first := of(&s.entries[0])
		for i := range s.entries {
			if of(&s.entries[i]) != first {
				return ""
			}
		}
		return clean.Line(first)
	}
	if prompt := same(func(e *Entry) string { return e.Prompt }); prompt != "" {
		return prompt
	}
	return same(func(e *Entry) string { return e.Template })
}

// summary says in one line what all of the sheet is.
func (s *Sheet) summary() string {
	parts := []string{wording.Count(len(s.entries), "picture")}
	for _, f := range s.layout.common {
		if f.Name == string(Prompt) {
			continue // it is the title, or told below it
		}
		if f.Name == string(Seed) {
			f.Value = "seed " + f.Value
		}
		parts = append(parts, f.Value)
	}
	if s.size != "" {
		parts = append(parts, s.size)
	}
	tokens, known := 0, true
	for i := range s.entries {
		if t := s.entries[i].Tokens; t != nil {
			tokens += *t
		} else {
			known = false
		}
	}
	switch {
	case known:
		parts = append(parts, wording.Count(tokens, "token"))
	case tokens > 0:
		parts = append(parts, "at least "+wording.Count(tokens, "token"))
	}
	if s.sandbox {
		parts = append(parts, "painted by the sandbox")
	}
	return strings.Join(parts, " · ")
}

func (s *Sheet) allSandbox() bool {
	for i := range s.entries {
		if !s.entries[i].Sandbox {
			return false
		}
	}
	return true
}

// sameSize is the size in pixels that all entries have, else "".
func (s *Sheet) sameSize() string {
	first := &s.entries[0]
	for i := range s.entries {
		if s.entries[i].Width != first.Width || s.entries[i].Height != first.Height {
			return ""
		}
	}
	if first.Width == 0 {
		return ""
	}
	return fmt.Sprintf("%d×%d", first.Width, first.Height)
}

// samePrice tells whether all entries cost the same.
func (s *Sheet) samePrice() bool {
	first := s.entries[0].Tokens
	for i := range s.entries {
		if t := s.entries[i].Tokens; t == nil || first == nil || *t != *first {
			return false
		}
	}
	return true
}

// caption tells of a picture what its place on the sheet does not: its prompt,
// and in a line of their own its settings.
func (s *Sheet) caption(i int) (prompt, settings string) {
	e := &s.entries[i]
	var parts []string
	for _, axis := range s.layout.varied {
		v := clean.Line(e.value(axis))
		switch {
		case axis == Prompt:
			prompt, v = clean.Line(s.layout.labels[e.Prompt]), ""
		case axis == Seed && v != "":
			v = "seed\u00a0" + v
		}
		if v != "" {
			parts = append(parts, v)
		}
	}
	return prompt, strings.Join(parts, " · ")
}

// note is the small print of a picture: size and price where they differ,
// what was thought of it, and who painted it. plain does without signs that
// few fonts have.
func (s *Sheet) note(i int, plain bool) string {
	e := &s.entries[i]
	var parts []string
	if s.size == "" && e.Width > 0 {
		parts = append(parts, fmt.Sprintf("%d×%d", e.Width, e.Height))
	}
	if e.Tokens != nil && !s.price {
		parts = append(parts, wording.Count(*e.Tokens, "token"))
	}
	if e.Sandbox && !s.sandbox {
		parts = append(parts, "sandbox")
	}
	if !s.o.NoRecipe {
		if e.Picked {
			parts = append(parts, "picked")
		}
		switch {
		case e.Rating > 0 && plain:
			parts = append(parts, fmt.Sprintf("rated %d", min(e.Rating, 5)))
		case e.Rating > 0:
			parts = append(parts, e.stars())
		}
	}
	return strings.Join(parts, " · ")
}

// name is what a picture is called that cannot be shown, or of which nothing else
// is told: by its file or, where that is not to be told, by its place.
func (s *Sheet) name(i, n int) string {
	if s.o.NoRecipe {
		return fmt.Sprintf("picture %d", n+1)
	}
	return clean.Line(filepath.Base(s.entries[i].Path))
}

// unshown says on a card which picture cannot be shown, and why.
func (s *Sheet) unshown(i, n int, err error) string {
	reason := clean.Line(err.Error())
	path := s.entries[i].Path
	if s.o.NoRecipe && (strings.Contains(reason, filepath.Base(path)) || strings.Contains(reason, filepath.Dir(path))) {
		reason = "it cannot be shown"
	}
	if name := s.name(i, n); !strings.Contains(reason, name) {
		return name + ": " + reason
	}
	return reason
}

// describe is what is read out instead of the picture.
func (s *Sheet) describe(i int) string {
	e := &s.entries[i]
	parts := []string{clean.Line(e.Prompt)}
	for _, axis := range []Axis{Style, Ratio} {
		parts = append(parts, e.value(axis))
	}
	if e.Seed > 0 {
		parts = append(parts, "seed "+e.value(Seed))
	}
	kept := parts[:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ", ")
}
