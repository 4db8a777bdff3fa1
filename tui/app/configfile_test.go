package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type sample struct {
	Library struct {
		Folder string `toml:"folder"`
		Embed  bool   `toml:"embed"`
	} `toml:"library"`
	Keys []struct {
		Name     string `toml:"name"`
		Parallel int    `toml:"parallel"`
	} `toml:"key"`
	Words []string `toml:"words"`
}

func decodeSample(text string) (sample, error) {
	defaults := func() sample { var s sample; s.Library.Embed = true; return s }
	return decodeStrict("c.toml", []byte(text), defaults, func(s sample) error {
		for _, k := range s.Keys {
			if k.Parallel < 0 {
				return fmt.Errorf("parallel = %d is below 1", k.Parallel)
			}
		}
		return nil
	}, unknownSetting)
}

func TestDecodeStrict(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		line       int
		want       string // part of the message, "" for no error
	}{
		{"empty", "", 0, ""},
		{"good", "words = [\"a\"]\n[library]\nfolder = \"x\"\n[[key]]\nname = \"a\"\n[[key]]\nname = \"b\"\nparallel = 2\n", 0, ""},
		{"syntax", "[library]\nfolder = \n", 2, "expected value"},
		{"duplicate", "[library]\nfolder = \"a\"\nfolder = \"b\"\n", 3, "folder"},
		{"unknown setting", "[library]\nfolder = \"a\"\n\nfoldre = \"b\"\n", 4, `unknown setting "library.foldre"`},
		{"unknown section", "[library]\n[book]\nfolder = \"b\"\n", 2, `unknown setting "book"`},
		{"unknown in second of a list", "[[key]]\nname = \"a\"\n[[key]]\nname = \"b\"\ntitle = \"c\"\n", 5, `unknown setting "key.title"`},
		{"unknown multi-line value", "# c\nx = \"\"\"\na\nb\n\"\"\"\n[library]\n", 2, `unknown setting "x"`},
		{"text for number", "[[key]]\nname = \"a\"\nparallel = \"4\"\n", 3, "key.parallel: this must be a whole number, not text"},
		{"number for text", "[library]\nfolder = 4\n", 2, "library.folder: this must be text"},
		{"text for bool", "[library]\nembed = \"no\"\n", 2, "library.embed: this must be true or false"},
		{"text for list", "words = [\n \"a\",\n 4,\n]\n", 1, "this must be text"},
		{"section for value", "[library.folder]\nx = 1\n", 1, "library.folder"},
		{"refused value", "[[key]]\nparallel = 1\n[[key]]\nparallel = -2\n[library]\nembed = true\n", 4, "parallel = -2 is below 1"},
		{"crlf", "[library]\r\nfoldre = 1\r\n", 2, "library.foldre"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := decodeSample(c.text)
			if c.want == "" {
				if err != nil || !got.Library.Embed {
					t.Fatalf("got %+v, %v", got, err)
				}
				return
			}
			var problem *ConfigError
			if !errors.As(err, &problem) {
				t.Fatalf("no problem found: %v", err)
			}
			if problem.Line != c.line || !strings.Contains(problem.Error(), c.want) {
				t.Errorf("want line %d and %q, got %q", c.line, c.want, problem)
			}
			if !strings.HasPrefix(problem.Error(), "c.toml, line ") {
				t.Errorf("does not name the file: %q", problem)
			}
		})
	}
}

func TestDecodeStrictNamesEveryUnknownSetting(t *testing.T) {
	t.Parallel()
	_, err := decodeSample("a = 1\n[library]\nb = 2\n")
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{`line 1: unknown setting "a"`, `line 3: unknown setting "library.b"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %q", want, err)
		}
	}
}

func TestDecodeErrorsHideKeys(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"[library]\nfolder = vk-test-CANARY1234\n", "vk-test-CANARY1234 = 1\n", "[library]\nembed = \"vk-test-CANARY1234\"\n"} {
		_, err := decodeSample(text)
		if err == nil || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestReadConfigFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "c.toml")
	if data, err := readConfigFile(path, false); data != nil || err != nil {
		t.Errorf("absent: %q, %v", data, err)
	}
	if _, err := readConfigFile(path, true); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("named and absent: %v", err)
	}
	if _, err := readConfigFile(dir, true); err == nil || !strings.Contains(err.Error(), "is not a file") {
		t.Errorf("folder: %v", err)
	}
	write(t, path, "\ufeff[library]\n")
	if data, err := readConfigFile(path, true); string(data) != "[library]\n" || err != nil {
		t.Errorf("byte order mark: %q, %v", data, err)
	}
	write(t, path, strings.Repeat("#", maxConfigBytes+1))
	if _, err := readConfigFile(path, true); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Errorf("huge: %v", err)
	}
}

func FuzzDecodeStrict(f *testing.F) {
	f.Add("[library]\nfolder = \"a\"\n")
	f.Add("x = \"\"\"\n\"\"\"\n[[key]]\nparallel = 9\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			return // the search for a line is meant for errors in small files
		}
		_, err := decodeSample(text)
		var problem *ConfigError
		if err != nil && (!errors.As(err, &problem) || problem.Line > strings.Count(text, "\n")+1) {
			t.Errorf("%q: %v", text, err)
		}
	})
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A file that somebody made so that its mistakes are hard to find is refused all the
// same, after a bounded search.
func TestMistakesThatAreHardToFind(t *testing.T) {
	t.Parallel()
	var names strings.Builder
	for i := range 4_000 {
		fmt.Fprintf(&names, "a%d = 1\n", i)
	}
	_, err := decodeSample(names.String())
	if err == nil || !strings.Contains(err.Error(), `line 1: unknown setting "a0"`) || !strings.Contains(err.Error(), "3990 more settings are unknown") {
		t.Errorf("%v", err)
	}
	_, err = decodeSample("words = [\n" + strings.Repeat("\"a\",\n", 40_000) + "4,\n]\n")
	if err == nil || !strings.Contains(err.Error(), "this must be text") {
		t.Errorf("%v", err)
	}
}
