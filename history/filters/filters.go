// Package filters keeps queries under names that a person gave them, in the state
// folder, for the studio and the command line. It knows no query language.
package filters

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"imagine-tui/api/clean"
	"imagine-tui/api/folded"
	"imagine-tui/history/disk"
)

// maxName is how long a name may be, in letters, and maxFile how many bytes are
// read: more was not written here.
const maxName, maxFile = 40, 4 << 20

// Dir is where filters are kept: a state folder, "" for nowhere.
type Dir string

func (d Dir) file() string { return filepath.Join(string(d), "filters.json") }

// Name is a name as filters are kept under it: without the @ before it, in small
// letters.
func Name(text string) (string, error) {
	name := folded.Text(strings.TrimPrefix(strings.TrimSpace(text), "@"))
	shown := clean.Short(clean.Line(text), maxName)
	odd := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' }
	switch {
	case clean.HasKey(text):
		return "", errors.New("that looks like an API key, and names are shown")
	case name == "":
		return "", errors.New("the name is empty")
	case strings.ContainsFunc(name, odd):
		return "", fmt.Errorf("the name %q has more than letters, digits, - and _", shown)
	case len([]rune(name)) > maxName:
		return "", fmt.Errorf("the name %q is longer than %d letters", shown, maxName)
	}
	return name, nil
}

// All are the filters by their names; none where nothing was saved.
func (d Dir) All() (map[string]string, error) {
	all := map[string]string{}
	if d == "" {
		return all, nil
	}
	file, err := disk.OpenPlain(d.file())
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	if err != nil {
		return all, fmt.Errorf("read the saved filters: %w", err)
	}
	defer func() { _ = file.Close() }() // only read from
	info, err := os.Stat(d.file())
	if err == nil && info.Size() > maxFile {
		return all, fmt.Errorf("the saved filters in %s are larger than %d MB: move the file away", clean.Line(d.file()), maxFile>>20)
	}
	if err := json.NewDecoder(file).Decode(&all); err != nil {
		return map[string]string{}, fmt.Errorf("the saved filters in %s cannot be read (%w): fix the file or move it away", clean.Line(d.file()), err)
	}
	tidy := make(map[string]string, len(all))
	for name, query := range all { // somebody may have written there
		if name, err := Name(name); err == nil && !clean.HasKey(query) {
			tidy[name] = clean.Line(query)
		}
	}
	return tidy, nil
}

// Save keeps a query under a name, in the place of one that has it.
func (d Dir) Save(name, query string) error {
	if clean.HasKey(query) {
		return errors.New("the filter contains what looks like an API key, so it is not saved")
	}
	return d.change(func(all map[string]string) { all[name] = clean.Line(query) })
}

// Forget takes a name away.
func (d Dir) Forget(name string) error {
	return d.change(func(all map[string]string) { delete(all, name) })
}

// change reads the filters, changes them and writes them, while nobody else does.
func (d Dir) change(change func(map[string]string)) (err error) {
	if d == "" {
		return errors.New("there is no state folder to keep filters in")
	}
	if err := os.MkdirAll(string(d), 0o700); err != nil {
		return err
	}
	lock, err := os.OpenFile(d.file()+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = lock.Close() }() // nothing was written
	_ = disk.Lock(lock)                 // where files cannot be locked, the last one wins
	defer func() { _ = disk.Unlock(lock) }()
	all, err := d.All()
	if err != nil {
		return err // nobody's file is overwritten
	}
	change(all)
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	return d.write(append(data, '\n'))
}

// write replaces the file whole.
func (d Dir) write(data []byte) error {
	temp, err := os.CreateTemp(string(d), ".filters-*.json")
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err == nil {
		err = os.Rename(temp.Name(), d.file())
	}
	if err != nil {
		_ = os.Remove(temp.Name()) // it is hidden, and swept with others
	}
	return err
}
