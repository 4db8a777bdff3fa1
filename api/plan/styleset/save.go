package styleset

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/BurntSushi/toml"
)

// ErrTaken says that there is a set of that name.
var ErrTaken = errors.New("there is a set of that name: choose another, or remove its file")

// Save writes a set into a file of its own in the folder, which is made if
// need be, and returns the file's path. A file that is there is never touched:
// a name that is taken gives ErrTaken. What is written is there whole or not
// at all. It writes to disk: do not call it in an update loop.
func Save(dir string, s Set) (string, error) {
	s = s.tidy()
	path, err := save(dir, s)
	if err != nil {
		return "", fmt.Errorf("the style set %q was not saved: %w", s.Name, err)
	}
	return path, nil
}

func save(dir string, s Set) (string, error) {
	if err := s.check(); err != nil {
		return "", err
	}
	sets, _, err := Load(dir)
	if err != nil {
		return "", err
	}
	if _, there := Find(sets, s.Name); there {
		return "", ErrTaken
	}
	var text bytes.Buffer
	if err := toml.NewEncoder(&text).Encode(document{Sets: []Set{s}}); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	temp, err := written(dir, text.Bytes())
	if err != nil {
		return "", err
	}
	defer func() { _ = os.Remove(temp) }() // gone already where it was renamed
	for n := 1; n < 1000; n++ {
		path := filepath.Join(dir, fileName(s.Name, n))
		switch err := publish(temp, path); {
		case err == nil:
			return path, syncFolder(dir)
		case !errors.Is(err, fs.ErrExist):
			return "", err
		}
	}
	return "", ErrTaken
}

// written writes a file under a name of its own, hidden from Load.
func written(dir string, data []byte) (name string, err error) {
	f, err := os.CreateTemp(dir, ".set-*.tmp")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		_ = os.Remove(f.Name()) // of no use
		return "", err
	}
	return f.Name(), nil
}

// publish gives the file its name, unless that is taken.
func publish(temp, path string) error {
	err := os.Link(temp, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	// No hard links here. An empty file takes the name, which only one process
	// can, and the other is renamed over it.
	claim, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_ = claim.Close() // nothing was written
	if err := os.Rename(temp, path); err != nil {
		_ = os.Remove(path) // the claim, still empty
		return err
	}
	return nil
}

// syncFolder makes the new name last. Systems that cannot do this with a
// folder do it by themselves.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil //nolint:nilerr // the file is there; only its name might not outlast a crash
	}
	_ = d.Sync() // see above
	return d.Close()
}
