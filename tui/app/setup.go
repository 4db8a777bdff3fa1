// Package app is what the command line and the studio both stand on: the config
// file, places, the log, the report of a crash, and the wiring of keys, library,
// queue and sandbox. It draws nothing.
package app

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/plainfile"
	"imagine-tui/api/plan/wildcard"
	"imagine-tui/history"
)

// Setup is what one run of the program stands on: what it was started with,
// and where it writes what happens. Everything is opened from it and from the
// settings.
type Setup struct {
	Environment Environment
	Places      Places
	Log         *slog.Logger
	// Graphics names the ways to draw that the config may choose from.
	Graphics []string
	// Warn is told what went wrong on the side.
	Warn func(error)
	// Ceiling holds for this run of the program, beside that of the config.
	Ceiling budget.Ceiling
	// unknown says why nobody can tell which project is worked in.
	unknown error
	// Folder is the library that was named for this run, "" for the one of the
	// config.
	Folder string
}

// InvalidError is about what the person wrote: the config, a path, the name of
// a key.
type InvalidError struct{ Err error }

func (e *InvalidError) Error() string { return e.Err.Error() }

func (e *InvalidError) Unwrap() error { return e.Err }

// invalid makes err an InvalidError, nil of nil.
func invalid(err error) error {
	if err == nil {
		return nil
	}
	return &InvalidError{Err: err}
}

// Settings reads the config. With an error the defaults are returned.
func (u *Setup) Settings() (Settings, error) {
	if u.unknown != nil {
		return DefaultSettings(), invalid(u.unknown)
	}
	s, err := LoadSettings(u.Places, u.Graphics)
	return s, invalid(err)
}

// OpenKeys opens the key store, and takes the variables that hold keys out of
// the process environment. onlySandbox leaves every other key out, for when
// the config cannot be trusted.
func (u *Setup) OpenKeys(s Settings, onlySandbox bool) (*key.Store, error) {
	options := key.Options{
		ConfigDir: u.Places.ConfigDir, StateDir: u.Places.StateDir, Configured: s.Keys,
		Environ: u.Environment.Lookup, Variable: u.Environment.Hide,
	}
	if onlySandbox {
		options = key.Options{Environ: func(string) (string, bool) { return "", false }}
	}
	store, err := key.Open(options)
	return store, invalid(err)
}

// HideKeys takes the variables out of the process environment that the config
// and the file of saved keys name. It reads them as plain text: a mistake in
// them keeps keys from being used, and must not hand them to others.
func (u *Setup) HideKeys() {
	for _, path := range []string{u.Places.Config, filepath.Join(u.Places.ConfigDir, configName), key.SavedIn(u.Places.ConfigDir)} {
		text, err := plainfile.Read(path, maxScanned)
		if err != nil && text == nil {
			continue // what is wrong with it is said where it is used
		}
		for _, name := range key.NamedVariables(text) {
			u.Environment.Hide(name)
		}
	}
}

// maxScanned is how much of a file is looked through for names of variables.
const maxScanned = 4 << 20

// OpenLibrary opens the results folder; out, if given, wins over the config.
func (u *Setup) OpenLibrary(s Settings, out string) (*history.Library, error) {
	folder, err := u.folder(s, out)
	if err != nil {
		return nil, err
	}
	return history.Open(history.Options{
		Folder: folder, StateDir: u.Places.StateDir, Tags: s.Project.Tags, Embed: s.Library.Embed, Mark: s.Library.Mark, Name: s.Library.Name, ASCIINames: s.Library.ASCIINames, Version: Version(), Warn: u.Warn,
		Ceiling: s.Budget.Ceiling().Lower(u.Ceiling),
	})
}

// folder is where results are. One that was named for what is already there has
// to be there: a slip would else show an empty library.
func (u *Setup) folder(s Settings, out string) (string, error) {
	if out == "" && u.Folder == "" {
		folder, _, err := u.Pictures(s)
		return folder, err
	}
	folder, err := ExpandHome(cmp.Or(out, u.Folder))
	if err != nil || out != "" {
		return folder, invalid(err)
	}
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", invalid(fmt.Errorf("--library %s: there is no such folder", clean.Line(u.Folder)))
	case err == nil && !info.IsDir():
		return "", invalid(fmt.Errorf("--library %s: that is a file, not a folder", clean.Line(u.Folder)))
	case err == nil:
		_, err = os.ReadDir(folder)
	}
	if err != nil {
		return "", fmt.Errorf("--library %s cannot be read: %s", clean.Line(u.Folder), Reason(err))
	}
	return folder, nil
}

// Pictures is the results folder of the config. instead is where a fresh start
// would put it, where it is the place of an earlier version that is in use; else "".
func (u *Setup) Pictures(s Settings) (folder, instead string, err error) {
	if isDefault(s.Library.Folder) {
		here, err := thisSystem(u.Environment)
		if err != nil {
			return "", "", invalid(err)
		}
		folder, instead = here.library()
		return folder, instead, nil
	}
	folder, err = ExpandHome(s.Library.Folder)
	return folder, "", invalid(err)
}

// Library opens the results folder that the config names.
func (u *Setup) Library() (*history.Library, error) {
	s, err := u.Settings()
	if err != nil {
		return nil, err
	}
	return u.OpenLibrary(s, "")
}

// Wildcards returns the folder of lists that templates name.
func (u *Setup) Wildcards(s Settings) (*wildcard.Folder, error) {
	dir := s.Prompts.Wildcards
	if dir == "" {
		dir = filepath.Join(u.Places.ConfigDir, "wildcards")
	}
	dir, err := ExpandHome(dir)
	if err != nil {
		return nil, invalid(err)
	}
	return wildcard.NewFolder(dir), nil
}
