// Package trust remembers which files of strangers may run programs, by what they say:
// a file that says something else is not trusted any more.
package trust

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"imagine-tui/api/clean"
	"imagine-tui/api/plainfile"
	"imagine-tui/history/disk"
)

// Answer is what a person said of a file.
type Answer int

// Unasked is of a file that nobody was asked about.
const (
	Unasked Answer = iota
	Given
	Refused
)

// Dir is where answers are kept, in a state folder; "" is nowhere. Each is an empty
// file whose name says for what, so that processes need no lock.
type Dir string

// In is the folder of answers of a state folder.
func In(stateDir string) Dir {
	if stateDir == "" {
		return ""
	}
	return Dir(filepath.Join(stateDir, "trust"))
}

// What is trusted or not: a file in its place with what it says, and with what files
// say that it would run.
type What string

// Of is what is asked about: what the file says, and which files beside it would be
// run, whose content counts as well.
func Of(file string, says []byte, runs ...string) (What, error) {
	h := sha256.New()
	part := func(name string, content io.Reader) error {
		fmt.Fprintf(h, "%d %s\n", len(name), name)
		sum := sha256.New()
		_, err := io.Copy(sum, content)
		h.Write(sum.Sum(nil))
		return err
	}
	sum := sha256.Sum256(says)
	fmt.Fprintf(h, "%d %s %x\n", len(file), file, sum)
	for _, path := range runs {
		f, err := plainfile.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue // it would be another once it is there
		}
		if err == nil {
			err = part(path, f)
			_ = f.Close() // only read from
		}
		if err != nil {
			return "", fmt.Errorf("%s, which would be run, cannot be read: %w", clean.Line(path), err)
		}
	}
	return What(hex.EncodeToString(h.Sum(nil))), nil
}

// path is the file of an answer.
func (d Dir) path(w What, a Answer) string {
	ext := ".yes"
	if a == Refused {
		ext = ".no"
	}
	return filepath.Join(string(d), string(w)+ext)
}

// Answer is what was said of it. Where that cannot be told nobody was asked.
func (d Dir) Answer(w What) Answer {
	if d == "" || w == "" {
		return Unasked
	}
	for _, a := range []Answer{Refused, Given} {
		if info, err := os.Lstat(d.path(w, a)); err == nil && info.Mode().IsRegular() {
			return a
		}
	}
	return Unasked
}

// Set remembers what was said, in the place of what was said before.
func (d Dir) Set(w What, a Answer) error {
	if d == "" {
		return errors.New("there is no state folder to keep it in")
	}
	if err := disk.MakeAll(string(d), 0o700); err != nil {
		return fmt.Errorf("keep whom you trust: %w", err)
	}
	folder, err := disk.OpenFolder(string(d))
	if err != nil {
		return fmt.Errorf("keep whom you trust: %w", err)
	}
	defer func() { _ = folder.Close() }() // what matters is synced by Put
	for _, other := range []Answer{Given, Refused} {
		if other == a {
			continue
		}
		if err := os.Remove(d.path(w, other)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("keep whom you trust: %w", err)
		}
	}
	if a == Unasked {
		return nil
	}
	if err := folder.Put(filepath.Base(d.path(w, a)), nil, 0o600); err != nil {
		return fmt.Errorf("keep whom you trust: %w", err)
	}
	return nil
}
