package show

import (
	"fmt"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
)

// recipeText lists what made a picture, a line a fact.
func recipeText(path string, s history.Sidecar) string {
	var b strings.Builder
	fact := func(name, value string) {
		if value = clean.Line(value); value != "" {
			fmt.Fprintf(&b, "%-9s %s\n", name, value)
		}
	}
	r := s.Request
	fact("file", path)
	fact("prompt", r.Prompt)
	if s.Template != r.Prompt {
		fact("template", s.Template)
	}
	fact("operation", string(r.Operation))
	fact("style", r.Style)
	fact("ratio", r.AspectRatio)
	if r.Seed > 0 {
		fact("seed", strconv.FormatInt(r.Seed, 10))
	}
	if s.Width > 0 {
		fact("size", fmt.Sprintf("%d×%d, %s, %s", s.Width, s.Height, wording.Bytes(s.Bytes), s.MediaType))
	}
	keyName := s.Key
	if s.Sandbox {
		keyName += " (painted by the sandbox, not by the API)"
	}
	fact("key", keyName)
	if s.Tokens != nil {
		fact("tokens", strconv.Itoa(*s.Tokens))
	}
	if !s.Sent.IsZero() {
		fact("sent", s.Sent.Local().Format("2006-01-02 15:04:05"))
		fact("took", fmt.Sprintf("%.1f s", float64(s.ElapsedMS)/1000))
	}
	fact("from", s.Parent)
	if s.Rating > 0 {
		fact("rating", strings.Repeat("★", min(s.Rating, 5)))
	}
	switch {
	case s.Picked:
		fact("choice", "picked")
	case s.Rejected:
		fact("choice", "rejected")
	}
	fact("tags", strings.Join(s.Tags, ", "))
	fact("sha256", s.SHA256)
	return b.String()
}
