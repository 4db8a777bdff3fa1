package app

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"imagine-tui/api/key"
	"imagine-tui/tui/app/project"
)

// Name names the program's folders.
const Name = "imagine-tui"

// configName is the config file in its folder.
const configName = "config.toml"

// Environment is a copy of the variables the program was started with. Keys
// are taken from it, so that they can be removed from what children inherit.
type Environment map[string]string

// CaptureEnvironment copies the process environment.
func CaptureEnvironment() Environment {
	env := Environment{}
	for _, pair := range os.Environ() {
		if name, value, ok := strings.Cut(pair, "="); ok && name != "" {
			env[name] = value
		}
	}
	return env
}

// Lookup is os.LookupEnv on the copy.
func (e Environment) Lookup(name string) (string, bool) {
	value, ok := e[name]
	return value, ok
}

// HideKeys takes everything out of the process environment that looks like a
// key, whatever it is called. The copy keeps it.
func (e Environment) HideKeys() {
	left := map[string]string{}
	for _, pair := range key.Environ(os.Environ()) {
		name, value, _ := strings.Cut(pair, "=")
		left[name] = value
	}
	for name, value := range e {
		now, stays := left[name]
		switch {
		case !stays:
			e.Hide(name)
		case now != value:
			_ = os.Setenv(name, now) // it was one before
		}
	}
}

// Hide takes a variable out of the process environment: no editor, viewer or
// helper that is started later inherits it. The copy keeps it.
func (e Environment) Hide(name string) {
	if name != "" {
		_ = os.Unsetenv(name) // fails only for names that cannot be set either
	}
}

// Places are the folders and files the program uses.
type Places struct {
	Config      string // the config file
	ConfigNamed bool   // the person named it, so it must exist
	ConfigDir   string // saved keys
	StateDir    string // journal, ledger, partial bytes, log
	// Project is the one that is worked in.
	Project project.Place
	// StateInstead is where a fresh start would put the state, where StateDir is
	// the place of an earlier version that is in use; else "".
	StateInstead string
}

// FindPlaces works out where things are. flag is the value of --config.
func FindPlaces(flag string, env Environment) (Places, error) {
	var p Places
	configHome, err := configHome(env)
	if err != nil {
		return p, err
	}
	p.ConfigDir = filepath.Join(configHome, Name)
	here, err := thisSystem(env)
	if err != nil && !filepath.IsAbs(env["XDG_STATE_HOME"]) {
		return p, err
	}
	p.StateDir, p.StateInstead = here.state()
	p.Config = flag
	if p.Config == "" {
		p.Config = env["IMAGINE_CONFIG"]
	}
	if p.Config != "" {
		p.ConfigNamed = true
		p.Config, err = ExpandHome(p.Config)
		return p, err
	}
	p.Config = filepath.Join(p.ConfigDir, configName)
	return p, nil
}

// ProjectState is the folder for what the studio remembers where somebody works: that
// of the project, or the state folder.
func (p Places) ProjectState() string { return p.Project.State(p.StateDir) }

// configHome is $XDG_CONFIG_HOME on every system where it is set, else the
// system's own folder for such files.
func configHome(env Environment) (string, error) {
	if dir := env["XDG_CONFIG_HOME"]; filepath.IsAbs(dir) {
		return dir, nil
	}
	if dir, err := os.UserConfigDir(); err == nil && filepath.IsAbs(dir) {
		return dir, nil
	}
	// A relative XDG_CONFIG_HOME is to be ignored, says its specification;
	// the standard library refuses it instead.
	home, err := homeDir()
	return filepath.Join(home, ".config"), err
}

// thisSystem is the system that the program runs on.
func thisSystem(env Environment) (system, error) {
	home, err := homeDir()
	return system{
		os: runtime.GOOS, home: home, env: env, exists: exists,
		pictures: func() string { return systemPictures(env, home) },
	}, err
}

func homeDir() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil || !filepath.IsAbs(home) {
		variable := "HOME"
		if runtime.GOOS == "windows" {
			variable = "USERPROFILE"
		}
		return "", fmt.Errorf("your home folder is unknown: set %s to it", variable)
	}
	return home, nil
}

// ExpandHome replaces a leading "~" by the home folder and makes the path
// absolute.
func ExpandHome(path string) (string, error) {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		home, err := homeDir()
		if err != nil {
			return "", err
		}
		path = home + rest
	}
	return filepath.Abs(path)
}
