package app

import (
	"os"
	"path/filepath"
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
	t.Setenv(APIKeyVariable, "vk-test-CANARY1234")
	env := CaptureEnvironment()
	env.Hide(APIKeyVariable)
	if _, there := os.LookupEnv(APIKeyVariable); there {
		t.Error("still in the process environment")
	}
	if value, ok := env.Lookup(APIKeyVariable); !ok || value != "vk-test-CANARY1234" {
		t.Errorf("lost from the copy: %q", value)
	}
}
