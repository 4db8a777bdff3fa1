package generate

import (
	"bytes"
	"strings"
	"testing"

	"imagine-tui/tui/cli/console"
)

func TestSplitPrompts(t *testing.T) {
	t.Parallel()
	text := "\ufeffone\r\n\n  \n# a comment\n#not a comment\n  two, {a|b}\nthree"
	got, err := splitPrompts("-", strings.NewReader(text))
	if err != nil || strings.Join(got, "|") != "one|#not a comment|  two, {a|b}|three" {
		t.Errorf("%q, %v", got, err)
	}
	_, err = splitPrompts("-", strings.NewReader(strings.Repeat("x", maxPromptBytes+1)))
	if err == nil || !strings.Contains(err.Error(), "standard input has a line of more than") {
		t.Errorf("endless line: %v", err)
	}
}

func TestReadPrompts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, arg, want, problem, said string
	}{
		{"plain", "a boat", "a boat", "", ""},
		{"spaces around", "  a boat\n", "a boat", "", ""},
		{"newline inside", "a\nboat", "a\nboat", "", ""},
		{"emoji and right to left", "⛵ שלום 👩‍🚀", "⛵ שלום 👩‍🚀", "", ""},
		{"controls", "a \x1b[31mboat\x00", "a boat", "", "Took control characters out of 1 prompt."},
		{"overrides", "a \u202eboat", "a boat", "", "Took control"},
		{"empty", "", "", "write a prompt first", ""},
		{"only controls", "\x1b[2J\x07", "", "write a prompt first", ""},
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
			if err != nil || len(got) != 1 || got[0] != c.want {
				t.Errorf("%q, %v", got, err)
			}
			if !strings.Contains(stderr.String(), c.said) || (c.said == "" && stderr.Len() > 0) {
				t.Errorf("said %q", stderr.String())
			}
		})
	}
}
