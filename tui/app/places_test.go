package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFindPlaces(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", "")
	for _, c := range []struct {
		name, flag string
		env        Environment
		config     string
		named      bool
		configDir  string
		stateDir   string
	}{
		{"defaults", "", Environment{}, "~/.config/imagine-tui/config.toml", false, "~/.config/imagine-tui", "~/.local/state/imagine-tui"},
		{"xdg", "", Environment{"XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"}, "/c/imagine-tui/config.toml", false, "/c/imagine-tui", "/s/imagine-tui"},
		{"relative xdg is ignored", "", Environment{"XDG_CONFIG_HOME": "c", "XDG_STATE_HOME": "s"}, "~/.config/imagine-tui/config.toml", false, "~/.config/imagine-tui", "~/.local/state/imagine-tui"},
		{"variable", "", Environment{"IMAGINE_CONFIG": "~/my.toml"}, "~/my.toml", true, "~/.config/imagine-tui", "~/.local/state/imagine-tui"},
		{"flag wins", "/etc/my.toml", Environment{"IMAGINE_CONFIG": "~/my.toml"}, "/etc/my.toml", true, "~/.config/imagine-tui", "~/.local/state/imagine-tui"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := FindPlaces(c.flag, c.env)
			if err != nil {
				t.Fatal(err)
			}
			at := func(path string) string {
				if path[0] == '~' {
					return home + path[1:]
				}
				return path
			}
			want := Places{Config: at(c.config), ConfigNamed: c.named, ConfigDir: at(c.configDir), StateDir: at(c.stateDir)}
			if got != want {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		})
	}
}

func TestExpandHome(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"~":        home,
		"~/a":      filepath.Join(home, "a"),
		"~other/a": filepath.Join(here, "~other/a"),
		"a":        filepath.Join(here, "a"),
		"/a/../b":  "/b",
	} {
		if got, err := ExpandHome(in); err != nil || got != want {
			t.Errorf("%q: got %q, %v, want %q", in, got, err, want)
		}
	}
}

func TestHiddenVariablesAreNotInherited(t *testing.T) {
	const canary = "vk-test-CANARY1234"
	for name, c := range map[string]struct {
		value, left string
		there       bool
	}{
		"IMAGINE_API_KEY": {"any other shape", "", false},
		"PLACES_TEST_ODD": {" " + canary + "\n", "", false},
		"PLACES_TEST_TWO": {"--header 'Bearer " + canary + "' -v", "--header 'Bearer vk-…' -v", true},
		"PLACES_TEST_DIR": {"/opt/vk-toolkit12/bin:/bin", "/opt/vk-toolkit12/bin:/bin", true},
		"PLACES_TEST_ANY": {"words", "words", true},
	} {
		t.Setenv(name, c.value)
		env := CaptureEnvironment()
		env.HideKeys()
		if left, there := os.LookupEnv(name); left != c.left || there != c.there {
			t.Errorf("%s: %q is left", name, left)
		}
		if value, _ := env.Lookup(name); value != c.value {
			t.Errorf("%s: the copy has %q", name, value)
		}
	}
}

// What a mistake keeps from being read still names variables.
func TestCase77VariablesOfBrokenFiles(t *testing.T) {
	dir := t.TempDir()
	u := Setup{Environment: CaptureEnvironment(), Places: Places{Config: filepath.Join(dir, "other.toml"), ConfigDir: dir}}
	for name, text := range map[string]string{
		"other.toml":  "[[key]\nsource = \"env:HIDE_OTHER\"",
		"config.toml": "colour = 7\n[[key]]\nsource = 'Env: HIDE_CONFIG'\n# source = \"env:PATH\"\n",
		"keys.toml":   "\x00\xff env:HIDE_SAVED, and env:HIDE_TWO}\n" + strings.Repeat("a = 1\n", 1<<20),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil { // others may read it too
			t.Fatal(err)
		}
	}
	names := []string{"HIDE_OTHER", "HIDE_CONFIG", "HIDE_SAVED", "HIDE_TWO"}
	for _, name := range names {
		t.Setenv(name, "of no known shape")
	}
	u.HideKeys()
	for _, name := range names {
		if _, there := os.LookupEnv(name); there {
			t.Errorf("%s is still there", name)
		}
	}
	if os.Getenv("PATH") == "" {
		t.Error("a comment took the path away")
	}
}
