package key

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

func decodeConfig(t *testing.T, text string) ([]Config, toml.MetaData, error) {
	t.Helper()
	var file struct {
		Keys []Config `toml:"key"`
	}
	meta, err := toml.Decode(text, &file)
	return file.Keys, meta, err
}

func TestConfig(t *testing.T) {
	t.Parallel()
	keys, meta, err := decodeConfig(t, `
[[key]]
name = "work"
source = "env:IMAGINE_WORK_KEY"
base_url = "https://api.vyro.ai/v2"
parallel = 8
[[key]]
name = "op"
source = { command = ["op", "read", "op://private/imagine/key"] }
[[key]]
name = "table"
[key.source]
command = ["pass", "imagine"]
[[key]]
name = "ring"
source = "keyring"
[[key]]
name = "file"
source = "file"
[[key]]
name = "path"
source = "file:~/imagine.key"
[[key]]
name = "play"
source = "sandbox"
`)
	if err != nil || len(meta.Undecoded()) > 0 {
		t.Fatal(err, meta.Undecoded())
	}
	var shown []string
	for _, k := range keys {
		if err := k.Validate(); err != nil {
			t.Error(err)
		}
		shown = append(shown, k.Source.String())
	}
	if got := strings.Join(shown, " | "); got != "env:IMAGINE_WORK_KEY | command op | command pass | keyring | file | file:~/imagine.key | sandbox" {
		t.Error(got)
	}
	if keys[0].Parallel != 8 || len(keys[1].Source.Command) != 3 {
		t.Errorf("%+v", keys)
	}
}

func TestConfigMistakes(t *testing.T) {
	t.Parallel()
	const named = "[[key]]\nname = \"a\"\n"
	for text, word := range map[string]string{
		named:                                                                "no source",
		named + `source = "another-0123"`:                                    "source must be",
		named + `source = "keyring:x"`:                                       "source must be",
		named + `source = "session"`:                                         "source must be",
		named + `source = "command"`:                                         "source must be",
		named + `source = ""`:                                                "source must be",
		named + `source = 7`:                                                 "source must be",
		named + `source = { file = "x" }`:                                    "source must be",
		named + `source = { command = "op" }`:                                "source must be",
		named + `source = { command = ["op"], shell = true }`:                "source must be",
		named + `source = { command = [1] }`:                                 "list of strings",
		named + `source = { command = [] }`:                                  "needs a program",
		named + `source = { command = ["a\nb"] }`:                            "control characters",
		named + `source = "env:"`:                                            "name of a variable",
		named + `source = "env:A B"`:                                         "name of a variable",
		named + `source = "env:` + canary + `"`:                              "name of a variable",
		named + `source = "file:"`:                                           "needs a path",
		named + `source = "file:x"`:                                          "full path",
		named + `source = "file:/x\u0007"`:                                   "full path",
		named + "source = \"file\"\nparallel = 65":                           "parallel",
		named + "source = \"file\"\nparallel = -1":                           "parallel",
		named + "source = \"sandbox\"\nbase_url = \"http://127.0.0.1:1/v2\"": "no base_url",
		named + "source = \"file\"\nbase_url = \" \"":                        "base_url",
		"[[key]]\nname = \"env\"\nsource = \"file\"":                         "reserved",
		"[[key]]\nsource = \"file\"":                                         "needs a name",
	} {
		keys, _, err := decodeConfig(t, text)
		if err == nil {
			err = keys[0].Validate()
		}
		if err == nil {
			t.Errorf("%q was accepted", text)
			continue
		}
		// The decoder's own error holds the text; what it says does not.
		refused(t, errors.New(err.Error()), word)
		if strings.Contains(err.Error(), "another-0123") {
			t.Errorf("quotes the source: %v", err)
		}
	}
}

func TestBadConfigKeysAreLeftOut(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.configured = []Config{{Name: "bad"}, envConfig("lab", "LAB"), envConfig("LAB", "LAB")}
	s := p.open(t)
	if len(s.Problems()) != 2 || len(s.List()) != 2 {
		t.Errorf("%v, %v", s.Problems(), s.List())
	}
}

func TestCheckName(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a", "work", "Work 2", "ключ", "a-b_c.d", "2026", strings.Repeat("ä", 40)} {
		if err := CheckName(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{
		"", " ", "a ", " a", "a.", ".a", "..", "-a", "_a", "a  b", "a/b", `a\b`, "a:b", "a\tb", "a\n", "a\x00", "a\u202e", "sandbox", "Sandbox",
		"env", "ENV", strings.Repeat("a", 41), canary, "my " + canary, "a\xff", "🔑",
	} {
		refused(t, CheckName(name))
	}
}

func TestCase03LiteralKeyInConfig(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		lines []int
		name  string
	}{
		"[library]\nfolder = \"~/x\"\n\n[[key]]\nname = \"work\"\nsource = \"" + canary + "\"\n": {[]int{6}, "work"},
		"[[key]]\r\nsource = \"" + canary + "\"\r\nname = 'my key'\r\n":                          {[]int{2}, "my key"},
		"[[key]]\nname = \"a\"\nsource = { command = [\"echo\", \"" + canary + "\"] }\n":         {[]int{3}, "a"},
		"# old: " + canary: {[]int{1}, ""},
		"x = \"" + canary + "\"\n[a]\ny = '" + canary + "'\n": {[]int{1, 3}, ""},
		"x = \"https://x/?api_key=" + canary + "\"":           {[]int{1}, ""},
		"x = \"https://x/" + canary + "\"":                    {[]int{1}, ""},
		"this is not TOML " + canary:                          {[]int{1}, ""},
		"[[key]]\nname = \"" + canary + "\"\n":                {[]int{2}, ""},
		"x = \"\"\"\n" + canary + "\n\"\"\"":                  {[]int{2}, ""},
		"x = \"kvk-vk-abcdefgh\"":                             {[]int{1}, ""},
	} {
		err := CheckConfigText("/c/config.toml", []byte(text))
		var literal *LiteralError
		if !errors.As(err, &literal) {
			t.Errorf("%q: %v", text, err)
			continue
		}
		noCanary(t, err.Error())
		if len(literal.Lines) != len(want.lines) || literal.Lines[0] != want.lines[0] || literal.Name != want.name {
			t.Errorf("%q: %+v, want %+v", text, literal, want)
		}
	}
	for _, text := range []string{
		"", "[[key]]\nname = \"work\"\nsource = \"env:VK\"\n", "folder = \"/home/a/vk-wallpapers\"", "folder = \"C:\\\\vk-wallpapers\"",
		"x = \"kvk-something-else\"", "# keys look like vk-… or vk-", "x = \"vk-short\"",
	} {
		if err := CheckConfigText("/c/config.toml", []byte(text)); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	err := CheckConfigText("/c/config.toml", []byte("\n[[key]]\nname = \"my key\"\nsource = \""+canary+"\"\n# "+canary))
	refused(t, err, "/c/config.toml, lines 4, 5:", "imagine-tui keys add 'my key'")
}

func TestCase16BrokenKeysFileIsLeftAlone(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, line string }{
		"torn":         {goodFile + "[[key]]\nname = \"x\"\nsecret = \"" + canary, "line 8"},
		"unquoted":     {goodFile + "[[key]]\nsecret = " + canary + "\n", "line 7"},
		"wrong type":   {goodFile + "[[key]]\nname = [\"" + canary + "\"]\n", "line 7"},
		"twice":        {goodFile + "[[key]]\nname = \"work\"\nsource = \"env:X\"\n", "line 6"},
		"bad secret":   {goodFile + "[[key]]\nname = \"x\"\nsource = \"file\"\nsecret = \"" + canary + " " + canary + "\"\n", "line 6"},
		"no secret":    {goodFile + "[[key]]\nname = \"x\"\nsource = \"file\"\n", "line 6"},
		"bad source":   {goodFile + "[[key]]\nname = \"x\"\nsource = \"" + canary + "\"\n", "line 6"},
		"no account":   {goodFile + "[[key]]\nname = \"x\"\nsource = \"keyring\"\n", "line 6"},
		"two homes":    {goodFile + "[[key]]\nname = \"x\"\nsource = \"env:X\"\nsecret = \"" + canary + "\"\n", "line 6"},
		"later":        {"version = 2\n" + strings.TrimPrefix(goodFile, "version = 1\n"), "newer version"},
		"new settings": {goodFile + "rotate = true\n", "does not know"},
		"nul":          {goodFile + "\x00", "line"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			p.env["LAB"] = canary
			p.configured = []Config{envConfig("lab", "LAB")}
			if err := os.MkdirAll(p.config, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(p.config, keysName)
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			s := p.open(t)
			if len(s.Problems()) != 1 {
				t.Fatal(s.Problems())
			}
			refused(t, s.Problems()[0], path, tt.line)
			refused(t, s.Add(t.Context(), NewKey{Name: "new", Secret: mustSecret(t, canary), Keep: KindFile}), tt.line)
			refused(t, s.Add(t.Context(), NewKey{Name: "new", Secret: mustSecret(t, canary), Keep: KindKeyring}), tt.line)
			if ring := p.keyring.(*fakeKeyring); len(ring.entries) > 0 {
				t.Error("a secret without an entry is left in the keyring")
			}
			_ = s.Rename("work", "other")
			_ = s.Remove(t.Context(), "work")
			if data, err := os.ReadFile(path); err != nil || string(data) != tt.text {
				t.Errorf("the file was changed: %v\n%s", err, data)
			}
			if _, err := s.Secret(t.Context(), "lab"); err != nil {
				t.Errorf("the other key: %v", err)
			}
		})
	}
}

const goodFile = "version = 1\n[[key]]\nname = \"work\"\nsource = \"file\"\nsecret = \"" + canary + "\"\n"
