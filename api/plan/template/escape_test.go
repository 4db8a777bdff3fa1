package template

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	for _, prompt := range []string{
		"a boat", "a {dawn|dusk} boat", `back\slash`, "${x=!{a|b}} ${x}", "__time__ at sea", "a # comment", "# first\na boat",
		"{1..5}", "{2$$a|b|c}", "0.7::a", "#1 of 3", "a, b; c", "{", "}", "|", `\{`, "snake_case_name", "größe {ß}",
		"a__b", "%{a$$b}", "{@a|b}", "__~x__", `long\_hair`, `C\# \$5`, "cost $$", "____ __ {a}", "time__", "__{a}__",
	} {
		text := Escape(prompt)
		if !alone(text, prompt) {
			t.Errorf("%q became %q, which is something else", prompt, text)
		}
	}
	if got := Escape("a plain boat, oil"); got != "a plain boat, oil" {
		t.Errorf("a plain prompt became %q", got)
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"a {b|c}", "__x__", "# a\nb", "a\ncat => dog", `\`, "${x}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, prompt string) {
		if len(prompt) > 1000 || strings.Contains(prompt, arrow) || !utf8.ValidString(prompt) {
			t.Skip() // a line of search and replace cannot be written as itself
		}
		if text := Escape(prompt); !alone(text, prompt) {
			t.Errorf("%q became %q", prompt, text)
		}
	})
}
