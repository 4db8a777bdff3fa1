package sheet

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/shell"
	"imagine-tui/history"
	"imagine-tui/history/contactsheet"
	"imagine-tui/tui/app"
)

// Entry is what a sheet tells of a result.
func Entry(e history.Entry) contactsheet.Entry {
	s := e.Sidecar
	r := s.Request
	entry := contactsheet.Entry{
		Path: e.Path, Prompt: r.Prompt, Template: s.Template, Operation: string(r.Operation), Style: r.Style, Ratio: r.AspectRatio,
		Seed: r.Seed, Width: s.Width, Height: s.Height, Bytes: s.Bytes, Tokens: s.Tokens, Key: s.Key, Sandbox: s.Sandbox,
		Saved: s.Saved.Local(), Rating: s.Rating, Picked: s.Picked, Tags: s.Tags,
	}
	if s.Saved.IsZero() {
		entry.Saved = time.Time{}
	}
	entry.Parent = s.ParentName()
	if s.Hash == "" {
		return entry // nobody knows how it was made
	}
	if recipe, err := s.Recipe(); err == nil {
		entry.Recipe = indentJSON(recipe)
	}
	entry.Command = commandLine(r)
	return entry
}

// indentJSON makes JSON readable.
func indentJSON(text []byte) []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return text
	}
	return b.Bytes()
}

// commandLine makes a picture once more, typed into a shell. Operations that
// take files cannot be told in a line.
func commandLine(r api.Request) string {
	if len(r.Inputs) > 0 || r.Prompt == "" || strings.ContainsAny(r.Prompt, "\n\t") {
		return ""
	}
	words := []string{app.Name, "generate", "--literal"}
	if r.Operation != api.TextToImage {
		words = append(words, "--op", shell.Quote(string(r.Operation)))
	}
	if r.Style != "" {
		words = append(words, "--style", shell.Quote(r.Style))
	}
	if r.AspectRatio != "" {
		words = append(words, "--aspect-ratio", shell.Quote(r.AspectRatio))
	}
	if r.Seed > 0 {
		words = append(words, "--seed", strconv.FormatInt(r.Seed, 10))
	}
	return strings.Join(append(words, "--", shell.Quote(r.Prompt)), " ")
}
