package wildcard

import (
	"slices"
	"strings"
	"testing"

	"imagine-tui/api/plan/template"
)

// A list names others beside it, from the top first; a list of a file in a
// folder is known by that too. What cannot be read is told where it is used.
func TestNeighbours(t *testing.T) {
	t.Parallel()
	s, err := NewFolder(folder(t, map[string]string{
		"people/world.txt": "__asia__\n__africa__\n", "people/asia.txt": "Japanese\n", "people/africa.txt": "Namibian\n",
		"people/glob.txt": "__a*__\n", "people/up.txt": "__../top__, __./asia__\n", "top.txt": "top\n", "people/top.txt": "beside\n",
		"people/first.txt": "__top__\n", "sub/wear.yaml": "clothing: [hat, coat]\n", "people/round.txt": "__./round__\n", "odd/a, b.txt": "x\n", "odd/c.txt": "y\n",
		"wrong.txt": "fine\n# a note\n{half\n", "latin.txt": "caf\xe9\n", "broken.yaml": "a: [\n",
		"wide.txt": "\xff\xfea\x00\n\x00\xe9\x00\n\x00",
	})).Load()
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string][]string{
		"__people/world__": {"Japanese", "Namibian"}, "__people/glob__": {"Namibian", "Japanese"}, "__people/w*__": {"Japanese", "Namibian"},
		"__people/up__": {"top, Japanese"}, "__people/first__": {"top"}, "__sub/clothing__": {"hat", "coat"}, "__sub/*__": {"hat", "coat"},
		"__wide__": {"a", "é"}, "__odd/*__": {"y"},
	} {
		if got := prompts(t, s, in); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"a __wrong__":      `Column 3: __wrong__, line 3, value "{half": Column 1: "{" is never closed`,
		"a __w*__":         `Column 3: __w*__, list wrong, line 3, value "{half"`,
		"__people/round__": `Column 1: __people/round__, line 1, value "__./round__": Column 1: __./round__ contains itself`,
		"__latin__":        "Column 1: latin.txt: Line 1 is not UTF-8 text",
		"__l*__":           "Column 1: latin.txt: ",
		"__broken__":       "Column 1: broken.yaml: ",
		"__zzz__":          `Column 1: No wildcard list "zzz". It may be in a file that cannot be read, broken.yaml: `,
		"__tme__":          `Column 1: No wildcard list "tme". Did you mean __time__?`,
		"__people/asai__":  `Column 1: No wildcard list "people/asai". Did you mean __people/asia__?`,
	} {
		if _, err := template.ParseWith(in, s.Lookup); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", in, err, want)
		}
	}
	if got := s.Complete("as", 3); !slices.Equal(got, []string{"people/asia"}) {
		t.Errorf("completed %q", got)
	}
	if got := s.Complete("people/a", 1); !slices.Equal(got, []string{"people/africa"}) {
		t.Errorf("completed %q", got)
	}
}
