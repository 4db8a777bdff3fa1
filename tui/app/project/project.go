// Package project finds the project that a folder belongs to: the nearest folder
// above with a file imagine.toml, as git finds a repository. What the file may say is
// declared where the config is.
package project

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"imagine-tui/api/clean"
)

// FileName is what the file of a project is called.
const FileName = "imagine.toml"

// None is named where there is to be no project.
const None = "none"

// Place is where a project is; the zero Place is no project.
type Place struct {
	// File is its imagine.toml, in a folder whose links are followed.
	File string
	// Named says that the person named it: it is theirs, whoever owns the file.
	Named bool
}

// Is tells whether there is a project.
func (p Place) Is() bool { return p.File != "" }

// Root is the folder that the project is.
func (p Place) Root() string { return filepath.Dir(p.File) }

// Name is what it is called: its folder's name.
func (p Place) Name() string { return filepath.Base(p.Root()) }

// At is the project of a folder, or of a file with another name, that somebody
// named.
func At(path string) (Place, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Place{}, fmt.Errorf("--project %s: there is no such file or folder", clean.Line(path))
	case err != nil:
		return Place{}, fmt.Errorf("--project %s: %w", clean.Line(path), err)
	case info.IsDir():
		path = filepath.Join(path, FileName)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return Place{}, fmt.Errorf("there is no %s in %s: imagine-tui init makes one", FileName, clean.Line(filepath.Dir(path)))
		}
	}
	root, err := canonical(filepath.Dir(path))
	return Place{File: filepath.Join(root, filepath.Base(path)), Named: true}, err
}

// Above is the project that a folder is in: the nearest one above, or none. One that
// belongs to somebody else is an error: pictures would go where they like.
func Above(dir string) (Place, error) {
	for {
		path := filepath.Join(dir, FileName)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			// A link of somebody else's may lead to a file of one's own.
			if link, err := os.Lstat(path); err != nil || !mine(link) || !mine(info) {
				return Place{}, fmt.Errorf("%s belongs to another user: --project %s works in it all the same, --project %s without it", clean.Line(path), clean.Line(dir), None)
			}
			root, err := canonical(dir)
			return Place{File: filepath.Join(root, FileName)}, err
		}
		up := filepath.Dir(dir)
		if up == dir {
			return Place{}, nil
		}
		dir = up
	}
}

// canonical is a folder by its only name.
func canonical(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	return dir, err
}

// Inside is a path that the file of the project names, from its folder on. One that
// leads out of that folder, be it by a link, is an error.
func (p Place) Inside(path string) (string, error) {
	root := p.Root()
	at := filepath.FromSlash(path)
	if !filepath.IsAbs(at) {
		at = filepath.Join(root, at)
	}
	if !within(root, at) || strings.HasPrefix(path, "~") { // a home is not in it
		return "", fmt.Errorf("%q leads out of the project: name a folder below %s, or set yours in your own config", clean.Line(path), clean.Line(root))
	}
	led, err := existing(at)
	if err != nil {
		return "", fmt.Errorf("%q cannot be followed: %w", clean.Line(path), err)
	}
	if !within(root, led) {
		return "", fmt.Errorf("%q leads out of the project, by a link to %s", clean.Line(path), clean.Line(led))
	}
	return filepath.Clean(at), nil
}

// within tells whether a path is a folder or something below it.
func within(root, path string) bool {
	rel, err := filepath.Rel(root, path)
	return err == nil && filepath.IsLocal(rel)
}

// existing is where a path leads, links followed as far as it exists.
func existing(path string) (string, error) {
	led, err := filepath.EvalSymlinks(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return led, err
	}
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return "", errors.New("it is a link to what is not there") // and would be made there
	}
	up := filepath.Dir(path)
	if up == path {
		return path, nil
	}
	if led, err = existing(up); err != nil {
		return "", err
	}
	return filepath.Join(led, filepath.Base(path)), nil
}

// State is the folder for what the studio remembers of a project, below the state
// folder; the state folder itself where there is no project.
func (p Place) State(stateDir string) string {
	if !p.Is() || stateDir == "" {
		return stateDir
	}
	sum := sha256.Sum256([]byte(p.File))
	return filepath.Join(stateDir, "projects", hex.EncodeToString(sum[:8]))
}
