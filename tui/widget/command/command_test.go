package command

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"imagine-tui/api/shell"
)

func TestWords(t *testing.T) {
	t.Parallel()
	for line, want := range map[string][]string{
		"":                                  nil,
		"  ":                                nil,
		"vim":                               {"vim"},
		"code --wait  -n":                   {"code", "--wait", "-n"},
		`op read "op://my vault/key"`:       {"op", "read", "op://my vault/key"},
		`'a b' "c d" e\ f`:                  {"a b", "c d", "e f"},
		`a"b"'c'd`:                          {"abcd"},
		`x '' ""`:                           {"x", "", ""},
		`"C:\Program Files\Vim\gvim.exe" x`: {`C:\Program Files\Vim\gvim.exe`, "x"},
		`"a\"b\\c\$d"`:                      {`a"b\c$d`},
		`$HOME/bin/key ${X} *.txt ~/x`:      {"$HOME/bin/key", "${X}", "*.txt", "~/x"},
		"vim # comment":                     {"vim"},
		"# comment":                         nil,
		"emacs -nw # not 'closed":           {"emacs", "-nw"},
		"灯 ключ":                            {"灯", "ключ"},
	} {
		if got, err := Words(line); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v, want %q", line, got, err, want)
		}
	}
	for line, want := range map[string]string{
		`a 'b`:             "column 3:",
		`a "b`:             "column 3:",
		"a | b":            "more than one command",
		"a; b":             "more than one command",
		"a && b":           "more than one command",
		"a > b":            "more than one command",
		"a &":              "more than one command",
		"X=1 a":            "more than one command",
		"a $(b)":           "more than one command",
		"a `b`":            "more than one command",
		"if x; then y; fi": "more than one command",
		"a\nb":             "more than one command",
		"a (":              "column",
	} {
		if got, err := Words(line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q, %v, want %s", line, got, err, want)
		}
	}
}

// What Quote writes, Words reads.
func FuzzWords(f *testing.F) {
	for _, text := range []string{"a b", "it's", `\`, "$x", "", "-x", "#", "a\nb", "*"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = Words(text)
		if strings.ContainsAny(text, "\x00\r") || !utf8.ValidString(text) {
			return // no shell takes these
		}
		if got, err := Words("x " + shell.Quote(text)); err != nil || len(got) != 2 || got[1] != text {
			t.Errorf("%q came back as %q, %v", text, got, err)
		}
	})
}
