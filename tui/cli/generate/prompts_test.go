package generate

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"imagine-tui/api/plan"
	"imagine-tui/tui/cli/console"
)

func TestPromptFile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want, problem string }{
		"lines":        {"\ufeffone\r\n\n  \n# a comment\n#not a comment\n  two, {a|b}\nthree", "1 one|5 #not a comment|6   two, {a|b}|7 three", ""},
		"UTF-16":       {"\xff\xfeo\x00n\x00e\x00\n\x00\xe9\x00", "1 one|2 é", ""},
		"Latin-1":      {"one\ncaf\xe9\n", "", "x, line 2 is not UTF-8 text"},
		"NULs":         {"one\n" + strings.Repeat("\x00", 100), "", "x, line 2 contains a NUL"},
		"a long line":  {"one\n" + strings.Repeat("x", maxPromptBytes+1), "", "x has a line of more than 1024 KiB, line 2:"},
		"JSON":         {"one\n{ \"prompt\": \"a boat\", \"seed\": 1}\n", "", "x, line 2: that is an object in JSON"},
		"empty JSON":   {"{}", "", "x, line 1: that is an object in JSON"},
		"quoted words": {`{"a"|"b"} boat`, `1 {"a"|"b"} boat`, ""},
		"many":         {strings.Repeat("a\n", plan.MaxRuns) + "\nb\n", "", "x, line 10002: that is more than 10,000 prompts"},
	} {
		f := promptFile{name: "x", most: plan.MaxRuns, bytes: maxFileBytes}
		got, err := f.read(strings.NewReader(c.in))
		var all []string
		for _, p := range got {
			all = append(all, fmt.Sprint(p.line, " ", p.text))
		}
		if c.problem == "" && (err != nil || strings.Join(all, "|") != c.want) || c.problem != "" && (err == nil || !strings.HasPrefix(err.Error(), c.problem)) {
			t.Errorf("%s: %.60q, %v", name, all, err)
		}
	}
	endless := promptFile{name: "x", most: plan.MaxRuns, bytes: maxFileBytes}
	if _, err := endless.read(&repeated{line: "# " + strings.Repeat("x", 32_000-3) + "\n"}); err == nil || !strings.HasPrefix(err.Error(), "x is larger than the limit of 64 MB for prompt files, reached in line 2098") {
		t.Errorf("an endless file: %v", err)
	}
	f := promptFile{name: "x", literal: true, most: plan.MaxRuns, bytes: maxFileBytes}
	if got, err := f.read(strings.NewReader(`{"prompt": 1}`)); err != nil || len(got) != 1 {
		t.Errorf("as it is: %v, %v", got, err)
	}
}

// repeated is a file that never ends, of one line again and again.
type repeated struct {
	line string
	at   int
}

func (r *repeated) Read(p []byte) (int, error) {
	n := copy(p, r.line[r.at:])
	r.at = (r.at + n) % len(r.line)
	return n, nil
}

func TestReadPrompts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, arg, want, problem, said string
	}{
		{"plain", "a boat", "a boat", "", ""},
		{"spaces around", "  a boat\n", "  a boat", "", ""},
		{"newline inside", "a\nboat", "a\nboat", "", ""},
		{"emoji and right to left", "⛵ שלום 👩‍🚀", "⛵ שלום 👩‍🚀", "", ""},
		{"controls", "a \x1b[31mboat\x00", "a boat", "", "Removed control characters from 1 prompt."},
		{"overrides", "a \u202eboat", "a boat", "", "Removed control"},
		{"empty", "", "", "write a prompt first", ""},
		{"only controls", "\x1b[2J\x07", "", "write a prompt first", ""},
		{"Latin-1", "a caf\xe9 at night", "", "column 6: that is not UTF-8 text", ""},
		{"a key", "use vk-test-CANARY1234", "", "looks like an API key", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var stderr bytes.Buffer
			o := &Options{Console: &console.Console{Err: &stderr}}
			got, err := o.readPrompts(t.Context(), []string{c.arg})
			if c.problem != "" {
				if err == nil || !strings.Contains(err.Error(), c.problem) || strings.Contains(err.Error(), "CANARY") {
					t.Errorf("error %v", err)
				}
				return
			}
			if err != nil || len(got) != 1 || got[0].text != c.want {
				t.Errorf("%q: %+v, want %q", c.name, got, c.want)
			}
			if !strings.Contains(stderr.String(), c.said) || (c.said == "" && stderr.Len() > 0) {
				t.Errorf("said %q", stderr.String())
			}
		})
	}
}
