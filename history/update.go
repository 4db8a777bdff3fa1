package history

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"imagine-tui/api/buffer"
	"imagine-tui/api/clean"
	"imagine-tui/api/plainfile"
	"imagine-tui/history/disk"
)

// Update changes a result's sidecar: it reads it, lets change edit it, and
// puts the new one in its place. Fields that this program does not know
// survive. A sidecar that cannot be understood, or that a newer program wrote,
// is not changed; a picture without one gets one. What is said of a result that
// somebody has just put in the trash goes there with it.
func (l *Library) Update(path string, change func(*Sidecar)) error {
	path, err := filepath.Abs(path)
	if err == nil {
		l.updates.Lock()
		defer l.updates.Unlock()
		err = l.update(path, change)
		for range 2 { // it may come back meanwhile
			if trashed := trashedPath(l.folder, path); errors.Is(err, fs.ErrNotExist) && trashed != "" {
				err = l.update(trashed, change)
			}
			if errors.Is(err, fs.ErrNotExist) {
				err = l.update(path, change)
			}
		}
	}
	if err != nil {
		return fmt.Errorf("change what is known of %s: %w", clean.Line(filepath.Base(path)), err)
	}
	return nil
}

func (l *Library) update(path string, change func(*Sidecar)) error {
	// The picture is locked, since the sidecar is replaced. One that cannot be
	// opened is not in the way.
	unlock, there, err := lockNamed(path)
	defer unlock()
	if errors.Is(err, fs.ErrNotExist) {
		return err
	}
	s, fresh, err := l.sidecarOf(path)
	if err == nil && fresh && !there {
		err = fs.ErrNotExist // it is just coming back from the trash, with its own
	}
	if err != nil {
		return err
	}
	change(&s)
	s.Schema = Schema
	folder, err := disk.OpenFolder(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }() // synced where needed
	name := filepath.Base(path)
	temp, err := writeSidecar(folder, name, s)
	if err != nil {
		return err
	}
	defer temp.Discard()
	if err := temp.SyncFile(); err != nil {
		return err
	}
	if !there && (!alone(path) || moving(l.folder, path)) {
		return fs.ErrNotExist // it has just gone to the trash, and its sidecar before it
	}
	if fresh {
		err = temp.Publish(name + sidecarExt)
	} else {
		err = temp.Replace(name + sidecarExt)
	}
	if err != nil {
		return err
	}
	return folder.Sync()
}

// moving tells whether a sidecar in the trash waits there for its picture, or for
// going after it: the picture is where it was then.
func moving(folder, path string) bool {
	day, name, err := split(folder, path, true)
	if err != nil {
		return false
	}
	was := filepath.Join(folder, day, name)
	_, err = os.Lstat(was)
	return was != path && !absent(err)
}

// alone tells whether there is a sidecar without its picture, and nobody moves the
// two: a sidecar goes first and comes back last.
func alone(path string) bool {
	for _, look := range []struct {
		path string
		gone bool
	}{{path + sidecarExt, false}, {path, true}, {path + sidecarExt, false}} {
		if _, err := os.Lstat(look.path); absent(err) != look.gone {
			return false
		}
	}
	return true
}

// sidecarOf reads a sidecar to change it, with all its fields, or begins one.
func (l *Library) sidecarOf(path string) (s Sidecar, fresh bool, err error) {
	sidecar := path + sidecarExt
	if _, err := os.Lstat(sidecar); absent(err) {
		s, err = firstSidecar(l, path)
		return s, true, err
	}
	data, problem := readCapped(sidecar)
	if problem == "" {
		_, problem = decode(data)
	}
	if problem != "" {
		return Sidecar{}, false, errors.New(problem)
	}
	return s, false, json.Unmarshal(data, &s)
}

// firstSidecar describes a picture that has no sidecar, from the recipe inside
// it and from the file.
func firstSidecar(l *Library, path string) (Sidecar, error) {
	file, err := plainfile.Open(path)
	if err != nil {
		return Sidecar{}, err
	}
	defer func() { _ = file.Close() }() // only read from
	info, err := file.Stat()
	if err != nil {
		return Sidecar{}, err
	}
	s, err := ReadRecipe(path)
	if err != nil {
		s = Sidecar{Program: l.program}
	}
	h := newHash()
	if s.Bytes, err = buffer.Copy(h, file); err != nil {
		return Sidecar{}, err
	}
	s.FileSHA256, s.Saved = h.hex(), info.ModTime()
	if s.Run != "" && !s.Sandbox { // the recipe inside is for everybody, and names no key
		s.Key = l.ledger.KeyOf(s.Run, s.Sent)
	}
	return s, nil
}
