package difference

import (
	"fmt"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording/worddiff"
	"imagine-tui/history"
)

// Setting is one thing a recipe says apart from the prompt.
type Setting struct{ Name, Value string }

// Settings lists what a recipe says apart from its prompt, safe to show. Two
// recipes give the same names in the same order; a value nobody chose is "".
func Settings(s history.Sidecar) []Setting {
	r := s.Request
	list := []Setting{
		{"operation", string(r.Operation)},
		{"style", r.Style},
		{"ratio", r.AspectRatio},
		{"seed", positive(r.Seed)},
		{"from", path.Base(filepath.ToSlash(s.Parent))},
		{"input", inputs(s)},
		{"key", s.Key},
		{"size", size(s)},
	}
	if s.Parent == "" {
		list[4].Value = ""
	}
	for i := range list {
		list[i].Value = clean.Line(list[i].Value)
	}
	return list
}

func positive(n int64) string {
	if n <= 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func size(s history.Sidecar) string {
	if s.Width <= 0 || s.Height <= 0 {
		return ""
	}
	return fmt.Sprintf("%d×%d", s.Width, s.Height)
}

// inputs names the files that went with a request by the start of their hash,
// which is what makes two of them the same.
func inputs(s history.Sidecar) string {
	var parts []string
	for _, in := range s.Request.Inputs {
		hash := in.SHA256
		if len(hash) > 12 {
			hash = hash[:12]
		}
		parts = append(parts, strings.TrimSpace(in.Field+" "+hash))
	}
	return strings.Join(parts, ", ")
}

// Change is a setting that two recipes do not share; "" is a value nobody
// chose.
type Change struct{ Name, Before, After string }

// Changes returns the settings in which two recipes differ. A setting only one
// of them knows counts, but for what a picture given away no longer says: the
// key's name.
func Changes(a, b history.Sidecar) []Change {
	before, after := Settings(a), Settings(b)
	var out []Change
	for i, s := range before {
		if s.Value == after[i].Value || s.Name == "key" && (s.Value == "" || after[i].Value == "") {
			continue
		}
		out = append(out, Change{s.Name, s.Value, after[i].Value})
	}
	return out
}

// Report says what differs between two recipes, a line a setting: words of the
// prompt as [-gone-] and {+new+}, other settings as "before → after". It is
// empty when they are the same.
func Report(a, b history.Sidecar) string {
	var out strings.Builder
	line := func(name, text string) { fmt.Fprintf(&out, "%-9s %s\n", name, text) }
	before, after := clean.Line(a.Request.Prompt), clean.Line(b.Request.Prompt)
	if before != after {
		line("prompt", worddiff.Marked(worddiff.Diff(before, after)))
	}
	for _, c := range Changes(a, b) {
		line(c.Name, orNone(c.Before)+" → "+orNone(c.After))
	}
	return out.String()
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// Text writes a recipe in a form that tools comparing texts line by line make
// the most of: the prompt broken after its clauses, a setting a line, nothing
// that differs between two takes of the same request.
func Text(s history.Sidecar) string {
	var out strings.Builder
	out.WriteString("prompt\n")
	for _, clause := range clauses(clean.Text(s.Request.Prompt)) {
		out.WriteString("  " + clause + "\n")
	}
	for _, set := range Settings(s) {
		if set.Value != "" && set.Name != "key" {
			fmt.Fprintf(&out, "%s %s\n", set.Name, set.Value)
		}
	}
	return out.String()
}

// clauses breaks a prompt into lines, each ending after a comma or a full stop.
func clauses(prompt string) []string {
	var out []string
	for line := range strings.Lines(prompt) {
		for _, part := range strings.SplitAfter(strings.ReplaceAll(line, ". ", ".\x00"), ",") {
			for clause := range strings.SplitSeq(part, "\x00") {
				if clause = clean.Line(clause); clause != "" {
					out = append(out, clause)
				}
			}
		}
	}
	return out
}
