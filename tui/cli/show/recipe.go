package show

import (
	"fmt"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
)

// lines are facts, a line each.
type lines struct{ strings.Builder }

func (l *lines) fact(name, value string) {
	if value = clean.Line(value); value != "" {
		fmt.Fprintf(l, "%-9s %s\n", clean.Short(name, 40), value)
	}
}

// recipeText lists what made a picture, a line a fact.
func recipeText(path string, s history.Sidecar, o history.Origin) string {
	var b lines
	r := s.Request
	b.fact("file", path)
	if s.Foreign != nil {
		b.fact("made with", s.Foreign.Program)
		b.fact("note", s.Foreign.Note)
	}
	b.fact("prompt", r.Prompt)
	if s.Template != r.Prompt {
		b.fact("template", s.Template)
	}
	if s.Foreign == nil {
		b.fact("operation", string(r.Operation))
	}
	b.fact("style", r.Style)
	b.fact("ratio", r.AspectRatio)
	if r.Seed > 0 {
		b.fact("seed", strconv.FormatInt(r.Seed, 10))
	}
	for _, f := range s.ForeignFacts() {
		b.fact(f.Name, f.String())
	}
	b.fact("size", sizeText(s))
	keyName := s.Key
	if s.Sandbox {
		keyName += " (painted by the sandbox, not by the API)"
	}
	b.fact("key", keyName)
	if s.Tokens != nil {
		b.fact("tokens", strconv.Itoa(*s.Tokens))
	}
	if !s.Sent.IsZero() {
		b.fact("sent", s.Sent.Local().Format("2006-01-02 15:04:05"))
		b.fact("took", fmt.Sprintf("%.1f s", float64(s.ElapsedMS)/1000))
	}
	b.fact("from", s.Parent)
	b.judgement(s)
	b.origin(o)
	b.fact("sha256", s.SHA256)
	return b.String()
}

// sizeText says how large a picture is, as far as that is known.
func sizeText(s history.Sidecar) string {
	var parts []string
	if s.Width > 0 {
		parts = append(parts, fmt.Sprintf("%d×%d", s.Width, s.Height))
	}
	if s.Bytes > 0 {
		parts = append(parts, wording.Bytes(s.Bytes))
	}
	if s.MediaType != "" {
		parts = append(parts, s.MediaType)
	}
	return strings.Join(parts, ", ")
}

// judgement says what a person thought of a picture.
func (l *lines) judgement(s history.Sidecar) {
	if s.Rating > 0 {
		l.fact("rating", strings.Repeat("★", min(s.Rating, 5)))
	}
	switch {
	case s.Picked:
		l.fact("choice", "picked")
	case s.Rejected:
		l.fact("choice", "rejected")
	}
	l.fact("tags", strings.Join(s.Tags, ", "))
}

// origin says what the file says of where its picture comes from.
func (l *lines) origin(o history.Origin) {
	for _, words := range o.Words() {
		l.fact("origin", words)
	}
}
