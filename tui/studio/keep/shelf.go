package keep

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"imagine-tui/history/disk"
	"imagine-tui/tui/gallery"
)

// shelf keeps judgements that could not be written over quitting: a file a
// session in a folder of the state, with a lock beside it while the session
// lives. The zero shelf keeps nothing.
type shelf struct {
	folder  string
	name    string   // of the own file, "" before there was one
	lock    *os.File // held while the own file is there
	adopted bool
}

const (
	shelfExt = ".json"
	lockExt  = ".lock"
)

// adopt takes over what sessions that ended left, once.
func (s *shelf) adopt() (left []gallery.Judgement) {
	if s.folder == "" || s.adopted {
		return nil
	}
	s.adopted = true
	files, _ := filepath.Glob(filepath.Join(s.folder, "*"+shelfExt)) // no folder: nothing was left
	for _, file := range files {
		left = append(left, s.take(file)...)
	}
	return left
}

// take reads what one session left and makes it this one's. Nothing is removed
// before it stands in the own file.
func (s *shelf) take(file string) []gallery.Judgement {
	lock, err := os.OpenFile(strings.TrimSuffix(file, shelfExt)+lockExt, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil
	}
	defer func() { _ = lock.Close() }()
	if mine, err := disk.TryLock(lock); err == nil && !mine {
		return nil // that session lives
	}
	data, err := os.ReadFile(file)
	var list []gallery.Judgement
	if err != nil || json.Unmarshal(data, &list) != nil || len(list) == 0 {
		return nil
	}
	if s.put(append(s.read(), list...)) != nil {
		return nil
	}
	_ = os.Remove(file) // read again at the next start if it stays
	_ = os.Remove(lock.Name())
	return list
}

// read returns what stands in the own file.
func (s *shelf) read() (list []gallery.Judgement) {
	if s.name != "" {
		data, _ := os.ReadFile(filepath.Join(s.folder, s.name+shelfExt))
		_ = json.Unmarshal(data, &list) // it is written whole, or not there
	}
	return list
}

// put makes a list the content of the own file; there is none for an empty one.
func (s *shelf) put(list []gallery.Judgement) error {
	own := filepath.Join(s.folder, s.name+shelfExt)
	switch {
	case s.folder == "" || len(list) == 0 && s.name == "":
		return nil
	case len(list) == 0:
		if err := os.Remove(own); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	if err := s.own(); err != nil {
		return err
	}
	data, err := json.Marshal(list)
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(s.folder, s.name+".*.part")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }() // gone once it has its name
	_, err = temp.Write(data)
	if err = errors.Join(err, disk.Sync(temp), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), filepath.Join(s.folder, s.name+shelfExt))
}

// own gives the session a name and locks it.
func (s *shelf) own() error {
	if s.name != "" {
		return nil
	}
	if err := disk.MakeAll(s.folder, 0o700); err != nil {
		return err
	}
	name := disk.Hex(8)
	lock, err := os.OpenFile(filepath.Join(s.folder, name+lockExt), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_ = disk.Lock(lock) // where files cannot be locked, sessions share what is left
	s.name, s.lock = name, lock
	return nil
}
