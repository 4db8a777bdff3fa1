package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"imagine-tui/history"
)

// TestSystemPlaces: each system's own folders for a fresh start, and the places of
// earlier versions where they are in use.
func TestSystemPlaces(t *testing.T) {
	t.Parallel()
	home := filepath.Join(t.TempDir(), "me")
	in := func(parts ...string) string { return filepath.Join(append([]string{home}, parts...)...) }
	oldState, oldPictures := in(".local", "state", Name), in("Pictures", "imagine")
	for _, c := range []struct {
		name, os string
		env      Environment
		pictures string
		there    []string
		state    [2]string
		library  [2]string
	}{
		{"linux, fresh", "linux", nil, "", nil, [2]string{oldState, ""}, [2]string{oldPictures, ""}},
		{"linux, Bilder", "linux", nil, in("Bilder"), nil, [2]string{oldState, ""}, [2]string{in("Bilder", "imagine"), ""}},
		{"linux, Bilder, used before", "linux", nil, in("Bilder"), []string{oldState, oldPictures}, [2]string{oldState, ""}, [2]string{oldPictures, in("Bilder", "imagine")}},
		{"macOS, fresh", "darwin", nil, in("Pictures"), nil, [2]string{in("Library", "Application Support", Name, "state"), ""}, [2]string{oldPictures, ""}},
		{"macOS, used before", "darwin", nil, in("Pictures"), []string{oldState, oldPictures}, [2]string{oldState, in("Library", "Application Support", Name, "state")}, [2]string{oldPictures, ""}},
		{"windows, fresh", "windows", Environment{"LOCALAPPDATA": in("Local")}, in("OneDrive", "Pictures"), nil, [2]string{in("Local", Name), ""}, [2]string{in("OneDrive", "Pictures", "imagine"), ""}},
		{"windows, no variable", "windows", nil, "", nil, [2]string{in("AppData", "Local", Name), ""}, [2]string{oldPictures, ""}},
		{"windows, used before", "windows", nil, in("OneDrive", "Pictures"), []string{oldState, oldPictures}, [2]string{oldState, in("AppData", "Local", Name)}, [2]string{oldPictures, in("OneDrive", "Pictures", "imagine")}},
		{"named", "windows", Environment{"XDG_STATE_HOME": in("s")}, "", []string{oldState}, [2]string{in("s", Name), ""}, [2]string{oldPictures, ""}},
	} {
		s := system{os: c.os, home: home, env: c.env, pictures: func() string { return c.pictures }, exists: func(path string) bool { return slices.Contains(c.there, path) }}
		if dir, instead := s.state(); dir != c.state[0] || instead != c.state[1] {
			t.Errorf("%s: the state is in %s instead of %q", c.name, dir, instead)
		}
		if dir, instead := s.library(); dir != c.library[0] || instead != c.library[1] {
			t.Errorf("%s: pictures go to %s instead of %q", c.name, dir, instead)
		}
	}
}

func TestUserDirs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"XDG_PICTURES_DIR=\"$HOME/Bilder\"\n":                           "/home/me/Bilder",
		"# XDG_PICTURES_DIR=\"$HOME/No\"\nXDG_PICTURES_DIR=\"/data/p\"": "/data/p",
		"XDG_PICTURES_DIR=\"$HOME/\"\n":                                 "",
		"XDG_MUSIC_DIR=\"$HOME/Musik\"\n":                               "",
		"XDG_PICTURES_DIR=\"relative\"\n":                               "",
	} {
		config := t.TempDir()
		if err := os.WriteFile(filepath.Join(config, "user-dirs.dirs"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := userDirs(config, "/home/me"); filepath.ToSlash(got) != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := userDirs(t.TempDir(), "/home/me"); got != "" {
		t.Errorf("without the file: %q", got)
	}
}

// TestBackslashes: a path of Windows in double quotes is explained, whatever follows
// the backslash.
func TestBackslashes(t *testing.T) {
	t.Parallel()
	for _, path := range []string{`C:\Pictures\imagine`, `C:\Users\me`, `D:\xyz`, `\\server\share`} {
		config := filepath.Join(t.TempDir(), configName)
		if err := os.WriteFile(config, []byte("[library]\nfolder = \""+path+"\"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := LoadSettings(Places{Config: config}, nil)
		if err == nil || !strings.Contains(err.Error(), `line 2: a backslash starts an escape in double quotes: put the path in single quotes, as in 'C:\pictures'`) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if !isDefault(history.DefaultConfig().Folder) || isDefault("/pictures") {
		t.Error("the default is not told from others")
	}
}
