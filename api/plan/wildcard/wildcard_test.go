package wildcard

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"imagine-tui/api/plan/template"
)

// folder writes files and returns where they are.
func folder(tb testing.TB, files map[string]string) string {
	tb.Helper()
	dir := tb.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

// values are those of a list, by its name at the top.
func values(s Set, name string) ([]string, error) {
	lists, err := s.Lookup(name, "")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, l := range lists {
		out = append(out, l.Values...)
	}
	return out, nil
}

// prompts expands a template with the lists of a set.
func prompts(t *testing.T, s Set, text string) []string {
	t.Helper()
	tpl, err := template.ParseWith(text, s.Lookup)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	all, err := tpl.Expand(1000)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	var out []string
	for _, e := range all {
		out = append(out, e.Prompt)
	}
	return out
}

var example = map[string]string{
	"season.txt":        "\uFEFF# the guide's own\nsummer\n\n  {autumn|fall}\r\nwinter\nsummer\n",
	"colours-cold.txt":  "blue\ngreen\n",
	"colours-warm.txt":  "red\nblue\n3::yellow",
	"people/world.txt":  "__people/asia__\n__people/africa__\n",
	"people/asia.txt":   "Japanese",
	"People/Africa.TXT": "# comment\nNamibian\nBasotho",
	"a.yaml": `
clothing:
  - T-shirt
  - "Pants"
  - 42
  - text: Hat
    weight: 2.5
  - ~
artists:
  finnish: [Järnefelt, Schjerfbeck]
  dutch:
    - Rembrandt van Rijn
  1234: 5678
  flurp: 12345
toys:
  - |
    # usage: __toys(figure=elephant)__
    cute ${figure} plush toy,
    soft light
`,
	"b/list.yml":  "- one\n- two\n",
	"c.json":      `{"clothing": ["Shoes"], "deep": {"er": {"still": ["x"]}}}`,
	".hidden.txt": "no",
	".git/x.txt":  "no",
	"notes.md":    "no",
	"größe.txt":   "groß\nklein",
}

func TestFolder(t *testing.T) {
	t.Parallel()
	s, err := NewFolder(folder(t, example)).Load()
	if err != nil || len(s.Problems()) > 0 {
		t.Fatal(err, s.Problems())
	}
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"__season__ is here", []string{"summer is here", "autumn is here", "fall is here", "winter is here"}},
		{"__colours*__", []string{"blue", "green", "red", "yellow"}},
		{"__colours-???m__", []string{"red", "blue", "yellow"}},
		{"__people/world__ market", []string{"Japanese market", "Namibian market", "Basotho market"}},
		{"__People/AFRICA__", []string{"Namibian", "Basotho"}},
		{"__clothing__", []string{"T-shirt", "Pants", "42", "Hat", "Shoes"}},
		{"__artists/*__", []string{"Rembrandt van Rijn", "Järnefelt", "Schjerfbeck"}},
		{"__artists**__", []string{"Rembrandt van Rijn", "Järnefelt", "Schjerfbeck"}},
		{"__toys(figure=lion)__", []string{"cute lion plush toy,\nsoft light"}},
		{"__b/list__ __deep/er/still__", []string{"one x", "two x"}},
		{"{2$$__b/list__}", []string{"one, two", "two, one"}},
		{"__größe__", []string{"groß", "klein"}},
	} {
		if got := prompts(t, s, c.in); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
	for in, want := range map[string]string{
		"__colour-cold__":     `Column 1: No wildcard list "colour-cold". Did you mean __colours-cold__?`,
		"a __colours-warms__": `Column 3: No wildcard list "colours-warms". Did you mean __colours-warm__?`,
		"__asia__":            "Did you mean __people/asia__?",
		"__hidden__":          `No wildcard list "hidden". For a literal underscore, write \_.`,
		"__z*__":              `No wildcard list matches "z*".`,
		"__notes__":           `No wildcard list "notes".`,
	} {
		if _, err := template.ParseWith(in, s.Lookup); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

func TestBuiltin(t *testing.T) {
	t.Parallel()
	s, err := NewFolder(filepath.Join(t.TempDir(), "nothing here")).Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"time", "weather", "light", "season", "medium", "colour", "place", "mood", "view", "palette"} {
		values, err := values(s, name)
		if err != nil || len(values) < 8 || len(values) > 20 {
			t.Errorf("%s: %d values, %v", name, len(values), err)
		}
		if got := prompts(t, s, "__"+name+"__"); !slices.Equal(got, values) {
			t.Errorf("%s: %q, want %q", name, got, values)
		}
	}
	if got := prompts(t, s, "a boat at __time__, __weather__"); len(got) != 11*12 {
		t.Errorf("%d prompts", len(got))
	}
	// A list of the folder goes before the one built in.
	s, err = NewFolder(folder(t, map[string]string{"Time.txt": "teatime"})).Load()
	if err != nil {
		t.Fatal(err)
	}
	if got := prompts(t, s, "__time__"); !slices.Equal(got, []string{"teatime"}) {
		t.Errorf("%q", got)
	}
	if got, _ := values(Builtin(), "time"); len(got) != 11 {
		t.Errorf("the built-in list has become %q", got)
	}
}

// Whatever lies in the folder, it does no harm, and the rest can be used.
func TestHostileFolder(t *testing.T) {
	t.Parallel()
	outside := folder(t, map[string]string{"secret.txt": "secret"})
	dir := folder(t, map[string]string{
		"good.txt":      "good \x1b[31mred\x07\u202e",
		"binary.txt":    "a\xff\xfeb",
		"broken.yaml":   "a: [b",
		"text.yaml":     "just words",
		"empty.yaml":    "",
		"_odd_.txt":     "x",
		"a__b.txt":      "x",
		"c{d}.txt":      "x",
		"bomb.yaml":     "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
		"deep.yaml":     strings.Repeat("{a: ", 50) + "[x]" + strings.Repeat("}", 50),
		"large.txt":     strings.Repeat("x\n", maxFile),
		"loop/loop.txt": "__loop/loop__",
	})
	if runtime.GOOS != "windows" {
		for name, target := range map[string]string{"link.txt": filepath.Join(outside, "secret.txt"), "dir": outside, "inside.txt": "good.txt", "round": "."} {
			if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	s, err := NewFolder(dir).Load()
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := values(s, "good"); !slices.Equal(got, []string{"good red"}) {
		t.Errorf("%q", got)
	}
	if got, err := values(s, "link"); err == nil {
		t.Errorf("a file outside was read: %q", got)
	}
	if got, err := values(s, "c"); err == nil && len(got) > 0 {
		t.Errorf("aliases were followed: %q", got)
	}
	if _, err := template.ParseWith("__loop/loop__", s.Lookup); err == nil || !strings.Contains(err.Error(), "contains itself") {
		t.Error(err)
	}
	all := strings.Join(s.Problems(), "\n")
	for _, name := range []string{"binary.txt", "broken.yaml", "text.yaml", "_odd_.txt", "a__b.txt", "c{d}.txt", "deep.yaml", "large.txt"} {
		if !strings.Contains(all, name+": ") {
			t.Errorf("nothing is said of %s:\n%s", name, all)
		}
	}
	if _, err := NewFolder(filepath.Join(dir, "good.txt")).Load(); err == nil {
		t.Error("a file is a folder")
	}
}

func TestFolderReadsOnlyWhatChanged(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": "one", "b.txt": "two"})
	f := NewFolder(dir)
	value := func(name string) string {
		t.Helper()
		s, err := f.Load()
		if err != nil {
			t.Fatal(err)
		}
		values, _ := values(s, name)
		return strings.Join(values, ",")
	}
	if got := value("a"); got != "one" {
		t.Fatal(got)
	}
	path := filepath.Join(dir, "a.txt")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	write := func(text string, changed time.Time) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, changed, changed); err != nil {
			t.Fatal(err)
		}
	}
	write("six", info.ModTime())
	if got := value("a"); got != "one" {
		t.Errorf("%q: a file that did not change was read again", got)
	}
	write("six", info.ModTime().Add(time.Second))
	if got := value("a"); got != "six" {
		t.Errorf("%q", got)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if got := value("a") + "/" + value("b"); got != "/two" {
		t.Errorf("%q", got)
	}
}

func TestFits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"*", "a/b", true},
		{"a*", "a", true},
		{"a*c", "abbc", true},
		{"a*c", "abcd", false},
		{"a?c", "abc", true},
		{"?", "", false},
		{"*a*b*", "xxaxxbxx", true},
		{"a*a*a*a*a*b", strings.Repeat("a", 300), false},
		{"?ö*", "kölsch", true},
	} {
		if got := fits(c.pattern, c.name); got != c.want {
			t.Errorf("%q, %q: %v", c.pattern, c.name, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for name, text := range example {
		f.Add(filepath.Ext(name), []byte(text))
	}
	f.Fuzz(func(t *testing.T, ext string, data []byte) {
		lists, err := parse("x"+ext, data)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\x1b\n") {
				t.Errorf("%q", err)
			}
			return
		}
		for name, list := range lists {
			for _, v := range list.Values {
				if v == "" || strings.ContainsAny(v, "\x00\x1b\r") {
					t.Errorf("%q: %q", name, v)
				}
			}
		}
	})
}

// A long list is read again at every key of the prompt.
func BenchmarkLongList(b *testing.B) {
	var text bytes.Buffer
	for i := range 100_000 {
		fmt.Fprintf(&text, "artist number %d\n", i)
	}
	s, err := NewFolder(folder(b, map[string]string{"artists.txt": text.String()})).Load()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		tpl, err := template.ParseWith("a boat by __artists__, {red|blue}", s.Lookup)
		if err != nil || tpl.Count().Int64() != 200_000 {
			b.Fatal(tpl, err)
		}
	}
}
