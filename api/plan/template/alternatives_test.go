package template

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestAlternatives(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lines []string
		want  string
		stand []string // for what it stands
	}{
		{nil, "", nil},
		{[]string{" a boat ", "", "\t"}, "a boat", []string{"a boat"}},
		{[]string{"a boat", "a ship", "a boat"}, "{a boat|a ship}", []string{"a boat", "a ship"}},
		{[]string{"a {b|c}", "d | e"}, `{a {b|c}|d \| e}`, []string{"a b", "a c", "d | e"}},
		{[]string{"a { b", "c } d | e"}, `{a \{ b|c \} d \| e}`, []string{"a { b", "c } d | e"}},
		{[]string{"@home", "!", "~"}, `{\@home|!|~}`, []string{"@home", "!", "~"}},
		{[]string{"# one", "# two"}, `{\# one|\# two}`, []string{"# one", "# two"}},
		{[]string{"# one"}, "# one", []string{"# one"}},
		{[]string{"2$$x", "y"}, `{2\$\$x|y}`, []string{"2$$x", "y"}},
		{[]string{"a {2 boats"}, `a \{2 boats`, []string{"a {2 boats"}},
		{[]string{`a \| b`, "c"}, `{a \\| b|c}`, []string{`a \| b`, "c"}},
		{[]string{`a\`, `b\`}, `{a\ |b\ }`, []string{`a\`, `b\`}},
		{[]string{"a # b", "c"}, `{a \# b|c}`, []string{"a # b", "c"}},
		{[]string{"1..5", "6"}, "{1..5|6}", []string{"1..5", "6"}},
		{[]string{"a", "-1::b", "2 :: c"}, "{a|1::-1::b|1::2 :: c}", []string{"a", "-1::b", "2 :: c"}},
	} {
		text := Alternatives(c.lines)
		if text != c.want {
			t.Errorf("%q became %q, want %q", c.lines, text, c.want)
		}
		if text == "" {
			continue
		}
		read, err := ParseWith(text, nil)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		all, err := read.First(10)
		var got []string
		for _, e := range all {
			got = append(got, e.Prompt)
		}
		if err != nil || !slices.Equal(got, c.stand) {
			t.Errorf("%q stands for %q, %v", text, got, err)
		}
	}
}

// Whatever a program prints, lines that have nothing of the language come out as they
// are, and anything can be read again.
func FuzzAlternatives(f *testing.F) {
	for _, s := range []string{"a\nb", "{a\nb}", "a|b\n|", "__x__\n${y}", "#\n# b", "@\n~", "\\\n{", "a\n-1::{b|c}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, printed string) {
		if len(printed) > 300 || strings.Contains(printed, arrow) || !utf8.ValidString(printed) {
			t.Skip()
		}
		text := Alternatives(strings.Split(printed, "\n"))
		if text == "" {
			return
		}
		anything := func(name, _ string) ([]*List, error) {
			return []*List{{Name: name, Values: []string{"a"}}}, nil
		}
		if _, err := ParseWith(text, anything); err != nil {
			t.Errorf("%q became %q: %v", printed, text, err)
		}
	})
}
