package app

import (
	"os"
	"path/filepath"
	"strings"

	"imagine-tui/api/plainfile"
	"imagine-tui/history"
)

// system is what places depend on beside the variables that name them.
type system struct {
	os   string // as runtime.GOOS
	home string
	env  Environment
	// pictures is the folder that the system has for pictures, "" where it does
	// not tell.
	pictures func() string
	exists   func(path string) bool
}

// state is the folder for what the program keeps for itself, by the rules of the
// system. Earlier versions had one place everywhere: where that is in use it stays.
func (s system) state() (dir, instead string) {
	if dir := s.env["XDG_STATE_HOME"]; filepath.IsAbs(dir) {
		return filepath.Join(dir, Name), ""
	}
	earlier := filepath.Join(s.home, ".local", "state", Name)
	own := earlier
	switch s.os {
	case "windows":
		local := s.env["LOCALAPPDATA"]
		if !filepath.IsAbs(local) {
			local = filepath.Join(s.home, "AppData", "Local")
		}
		own = filepath.Join(local, Name)
	case "darwin":
		own = filepath.Join(s.home, "Library", "Application Support", Name, "state")
	}
	if own != earlier && s.exists(earlier) {
		return earlier, own
	}
	return own, ""
}

// library is where results go if nobody says where: in the system's folder for
// pictures, whatever it is called. Where earlier versions put them they stay.
func (s system) library() (dir, instead string) {
	earlier := filepath.Join(s.home, "Pictures", "imagine")
	if s.exists(earlier) {
		if at := s.pictures(); at != "" && filepath.Join(at, "imagine") != earlier {
			return earlier, filepath.Join(at, "imagine")
		}
		return earlier, ""
	}
	if at := s.pictures(); at != "" {
		return filepath.Join(at, "imagine"), ""
	}
	return earlier, ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// userDirs is where desktops of the XDG kind write down what the folders of a home
// are called.
func userDirs(configHome, home string) string {
	text, err := plainfile.Read(filepath.Join(configHome, "user-dirs.dirs"), 64<<10)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		value, found := strings.CutPrefix(strings.TrimSpace(line), "XDG_PICTURES_DIR=")
		if !found {
			continue
		}
		value = strings.Trim(value, `"`)
		if rest, below := strings.CutPrefix(value, "$HOME/"); below {
			value = filepath.Join(home, rest)
		}
		if value = filepath.Clean(value); filepath.IsAbs(value) && value != filepath.Clean(home) { // the home itself means none
			return value
		}
	}
	return ""
}

// isDefault tells whether a folder of the config is the one that nobody chose.
func isDefault(folder string) bool { return folder == history.DefaultConfig().Folder }
