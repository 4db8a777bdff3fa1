package styleset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
)

func TestApply(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ prefix, suffix, prompt, want string }{
		{"", "", " a cat ", "a cat"},
		{"film still of ", ", grain", "a cat", "film still of a cat, grain"},
		{"film still of", "grain", "a cat", "film still of a cat grain"},
		{"film still,", ". Grain", "a cat", "film still, a cat. Grain"},
		{"(", ":1.2)", "a cat", "(a cat:1.2)"},
		{"a poster: ", "", "", "a poster:"},
		{"{", "|b}", "a", "{a|b}"},
	} {
		if got := (Set{Prefix: c.prefix, Suffix: c.suffix}).Apply(c.prompt); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestDescribe(t *testing.T) {
	t.Parallel()
	s := Set{Name: "x", Prefix: "still of ", Suffix: ",\ngrain", Styles: []string{"anime", "flux-dev"}, AspectRatio: "16:9"}
	if got, want := s.Describe(), "still of …, grain · anime, flux-dev · 16:9"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestSaveAndLoad(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "sets")
	if sets, problems, err := Load(dir); sets != nil || problems != nil || err != nil {
		t.Fatal(sets, problems, err)
	}
	all := []Set{
		{Name: "Film still", Prefix: "cinematic \"still\" of ", Suffix: ",\n\\grain", Styles: []string{"realistic", "flux-dev"}, AspectRatio: "16:9"},
		{Name: "浮世絵", Styles: []string{"anime"}},
		{Name: "../..", Suffix: ", x"},
	}
	for i, s := range all {
		path, err := Save(dir, s)
		if err != nil || filepath.Dir(path) != dir {
			t.Fatal(path, err)
		}
		if i == 0 && filepath.Base(path) != "film-still.toml" {
			t.Error(path)
		}
	}
	sets, problems, err := Load(dir)
	if err != nil || len(problems) > 0 || len(sets) != len(all) {
		t.Fatal(sets, problems, err)
	}
	for _, s := range all {
		if got, ok := Find(sets, strings.ToUpper(s.Name)); !ok || !reflect.DeepEqual(got, s) {
			t.Errorf("%+v, want %+v", got, s)
		}
	}
	// A name that is taken is not written over, nor is a file.
	before, err := os.ReadFile(filepath.Join(dir, "film-still.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Save(dir, Set{Name: "FILM STILL"}); !errors.Is(err, ErrTaken) {
		t.Error(err)
	}
	path, err := Save(dir, Set{Name: "film-still"})
	if err != nil || filepath.Base(path) != "film-still-2.toml" {
		t.Error(path, err)
	}
	if after, _ := os.ReadFile(filepath.Join(dir, "film-still.toml")); string(after) != string(before) {
		t.Errorf("the first became %q", after)
	}
	for _, s := range []Set{{}, {Name: strings.Repeat("x", MaxName+1)}, {Name: "x", Suffix: "vk-test-CANARY0123456789"}, {Name: "x", Prefix: strings.Repeat("x", 5000)}} {
		if path, err := Save(dir, s); err == nil || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%q was saved: %v", path, err)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left over: %v, %v", left, err)
	}
}

// wide is text in UTF-16, the lower byte first.
func wide(text string) string {
	var b []byte
	for _, word := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, word)
	}
	return string(b)
}

func TestLoadShared(t *testing.T) {
	t.Parallel()
	dir, outside := t.TempDir(), t.TempDir()
	write(t, dir, "a.toml", "[[set]]\nname = \"one\"\nprefix = \"a \x1b\"\n")
	write(t, dir, "b.toml", "[[set]]\nname = \"two\\u001b[31m\"\nstyles = [\"anime\", \"anime\", \"\"]\ncolour = 1\n\n[[set]]\nname = \"Three\"\nsuffix = \", x\"\n")
	write(t, dir, "c.toml", "[[set]]\nname = \"three\"\n[[set]]\nprefix = \"x\"\n")
	write(t, dir, "d.toml", "[[set]]\nname = \"key\"\nprefix = \"vk-test-CANARY0123456789\"\n")
	write(t, dir, "e.toml", strings.Repeat("#", maxFile+1))
	write(t, dir, "g.toml", "[[set]]\nname = \"café\"\nprefix = \"caf\xe9\"\n")
	write(t, dir, "h.toml", "\xff\xfe"+wide("[[set]]\nname = \"ß\"\nsuffix = \", 灯\"\n"))
	write(t, dir, ".f.toml", "[[set]]\nname = \"hidden\"\n")
	write(t, dir, "notes.txt", "no")
	write(t, outside, "x.toml", "[[set]]\nname = \"outside\"\n")
	if runtime.GOOS != "windows" {
		if err := os.Symlink(filepath.Join(outside, "x.toml"), filepath.Join(dir, "x.toml")); err != nil {
			t.Fatal(err)
		}
	}
	sets, problems, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range sets {
		names = append(names, s.Name)
	}
	if got := fmt.Sprint(names); got != "[two Three ß]" {
		t.Errorf("%s", got)
	}
	if len(sets) > 0 && len(sets[0].Styles) != 1 {
		t.Errorf("%+v", sets[0])
	}
	all := strings.Join(problems, "\n")
	for _, want := range []string{"a.toml: Line 3: ", "b.toml: Unknown setting set.colour", `c.toml: Its set "three" is ignored`, "c.toml: A set needs a name.", "d.toml: A set contains what looks like an API key", "e.toml: It is larger than", "g.toml: Line 3 is not UTF-8"} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is not said:\n%s", want, all)
		}
	}
	if strings.Contains(all, "CANARY") || strings.Contains(all, "\x1b") {
		t.Errorf("%q", all)
	}
}

// Of several that save one name at once, each gets a file of its own or is
// told that the name is taken.
func TestSaveAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var wg sync.WaitGroup
	paths := make([]string, 8)
	for i := range paths {
		wg.Go(func() { paths[i], _ = Save(dir, Set{Name: "same", Suffix: fmt.Sprint(i)}) })
	}
	wg.Wait()
	seen := map[string]bool{}
	for _, p := range paths {
		if p != "" && seen[p] {
			t.Errorf("%s twice", p)
		}
		seen[p] = true
	}
	for p := range seen {
		if p == "" {
			continue
		}
		data, err := os.ReadFile(p)
		if err != nil {
			t.Error(err)
		}
		if sets, _, err := parse(data); err != nil || len(sets) != 1 {
			t.Errorf("%s: %v, %v", p, sets, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("[[set]]\nname = \"x\"\nstyles = [\"a\"]\n"))
	f.Add([]byte("set = 1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sets, _, err := parse(data)
		if err != nil && strings.ContainsAny(err.Error(), "\x1b\n") {
			t.Errorf("%q", err)
		}
		for _, s := range sets {
			if s = s.tidy(); s.check() == nil && strings.ContainsAny(s.Name+s.Apply("x")+s.Describe(), "\x1b\x00\r") {
				t.Errorf("%+v", s)
			}
		}
	})
}
