package history

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan/textfile"
	"imagine-tui/history/disk"
)

// Entry is a result as it is found on disk.
type Entry struct {
	// Path is where the picture is, or would be, absolute; SidecarPath is
	// beside it. They are as on disk, and must be cleaned to be shown.
	Path, SidecarPath string
	// Sidecar says how the picture was made. Its text is safe to show.
	Sidecar Sidecar
	// Problem says what is wrong with the result, "" for nothing.
	Problem string
}

// IsVideo tells whether it is a video.
func (e Entry) IsVideo() bool {
	ext := filepath.Ext(e.Path)
	return e.Sidecar.Request.Operation.MakesVideo() || ext == ".mp4" || ext == ".webm"
}

// The problems of results that are not about the sidecar's content.
const (
	problemNoSidecar = "there is no description beside it"
	problemNoPicture = "the picture is gone"
)

// Entry reads one result. Without a sidecar the recipe inside the picture has
// to do. The error is fs.ErrNotExist when there is neither.
func (l *Library) Entry(path string) (Entry, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return Entry{}, err
	}
	e := Entry{Path: path, SidecarPath: path + sidecarExt}
	_, pictureErr := os.Stat(path)
	_, sidecarErr := os.Lstat(e.SidecarPath)
	switch {
	case pictureErr != nil && sidecarErr != nil:
		return Entry{}, fmt.Errorf("look at %s: %w", clean.Line(path), pictureErr)
	case absent(sidecarErr):
		e.Problem = problemNoSidecar
		if e.Sidecar, err = ReadRecipe(path); err != nil {
			e.Sidecar = Sidecar{} // nobody knows then
		}
		return e, nil
	}
	s, problem := readSidecar(e.SidecarPath)
	e.Sidecar, e.Problem = s.cleaned(), problem
	if errors.Is(pictureErr, fs.ErrNotExist) {
		e.Problem = problemNoPicture
	}
	return e, nil
}

// absent tells whether an error of looking at a file says that there is none. A
// name that is too long for any file is none either.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENAMETOOLONG)
}

// readSidecar reads a sidecar; problem is "" only if it could be read whole.
func readSidecar(path string) (s Sidecar, problem string) {
	data, problem := readCapped(path)
	if problem != "" {
		return Sidecar{}, problem
	}
	return decode(data)
}

// readListed is readSidecar for a file that a listing said is a plain one.
func readListed(path string) (s Sidecar, problem string) {
	data, problem := readFile(path, 4<<10)
	if problem != "" {
		return Sidecar{}, problem
	}
	return decode(data)
}

// readCapped reads a sidecar's bytes, unless there are too many.
func readCapped(path string) (data []byte, problem string) {
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, "its description is not a file"
	}
	if err != nil {
		return nil, unreadable(err)
	}
	return readFile(path, info.Size()+1)
}

func unreadable(err error) string { return "its description cannot be read: " + disk.Reason(err) }

// readFile reads a plain file up to MaxSidecar; guess is how long it may be.
func readFile(path string, guess int64) (data []byte, problem string) {
	file, err := disk.OpenPlain(path)
	if err != nil {
		return nil, unreadable(err)
	}
	defer func() { _ = file.Close() }() // only read from
	data = make([]byte, 0, min(guess, MaxSidecar+1))
	for {
		if len(data) == cap(data) {
			if data, problem = grow(file, data); problem != "" {
				return nil, problem
			}
		}
		n, err := file.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case len(data) > MaxSidecar:
			return nil, tooLarge
		case errors.Is(err, io.EOF):
			return unmarked(data), ""
		case err != nil:
			return nil, unreadable(err)
		}
	}
}

// unmarked is the text of a file that an editor put a byte-order mark in front of.
func unmarked(data []byte) []byte {
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		if !bytes.HasPrefix(data, []byte(mark)) {
			continue
		}
		if text, err := textfile.String(data); err == nil {
			return []byte(text)
		}
	}
	return data
}

// grow makes room for the rest of the file, in one step if it is not growing
// itself.
func grow(file *disk.Plain, data []byte) (grown []byte, problem string) {
	size, err := file.Size()
	switch {
	case err != nil:
		return nil, unreadable(err)
	case size > MaxSidecar:
		return nil, tooLarge
	}
	return slices.Grow(data, int(max(size+1-int64(len(data)), 512))), ""
}

var tooLarge = fmt.Sprintf("its description is larger than %d MB and was not read", MaxSidecar>>20)

// PictureGone tells whether there is a description of a picture that is not there.
func (e Entry) PictureGone() bool { return e.Problem == problemNoPicture }
