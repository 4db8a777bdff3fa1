// Package ledger remembers what each key's pictures cost, one line of JSON a
// picture, in a file a key and month. Lines are only ever added. Days are those
// of the reader's clock; the files' months are UTC so that every program finds
// the same file.
package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"imagine-tui/api/budget"
	"imagine-tui/history/disk"
)

// Dir is the folder of the ledgers, one folder a key inside.
type Dir string

// In returns the ledgers' folder inside the program's state folder. It is made
// when the first line is.
func In(stateDir string) Dir { return Dir(filepath.Join(stateDir, "ledger")) }

// Line is one picture that was paid for.
type Line struct {
	Time time.Time `json:"time"`
	// Key is the key's name.
	Key string `json:"key"`
	// Run is the journal's id for the request. A run counts once however often
	// it was written down.
	Run       string `json:"run"`
	Operation string `json:"operation,omitempty"`
	Style     string `json:"style,omitempty"`
	// Tokens is the catalogue price, nil where the catalogue has none.
	Tokens *int `json:"tokens"`
	// Sandbox marks pictures that cost nothing.
	Sandbox bool `json:"sandbox,omitempty"`
	// Perhaps marks what was sent, never answered, and given up: it counts
	// against a ceiling, and is not said to be spent.
	Perhaps bool `json:"perhaps,omitempty"`
}

// Spend is a sum over lines.
type Spend struct {
	// Tokens is what the priced pictures cost.
	Tokens int
	// Unpriced is how many pictures have no price in the catalogue.
	Unpriced int
	// Runs is how many pictures there are in all.
	Runs int
}

// Sum is what was spent, and how much of it has no known price.
func (s Spend) Sum() budget.Sum { return budget.Sum{Tokens: s.Tokens, Unpriced: s.Unpriced} }

func (s *Spend) add(l Line) {
	s.Runs++
	if l.Tokens == nil {
		s.Unpriced++
		return
	}
	s.Tokens += *l.Tokens
}

// Add writes a line, in one piece and synced, together with what others add at the
// same time. Sandbox lines go into a ledger
// of their own, whatever the key is called.
func (d Dir) Add(l Line) error {
	folder := d.folder(l.Key, l.Sandbox)
	path := filepath.Join(folder, month(l.Time)+".jsonl")
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	file, fresh, err := open(folder, path)
	if err != nil {
		return fmt.Errorf("write the spending down in %s: %w", path, err)
	}
	defer func() { _ = file.Close() }() // synced before
	text = append(text, '\n')
	if endsTorn(file) {
		text = append([]byte{'\n'}, text...)
	}
	if _, err = file.Write(text); err == nil {
		err = disk.SyncShared(file)
	}
	if err == nil && fresh {
		err = disk.SyncPath(folder)
	}
	if err != nil {
		return fmt.Errorf("write the spending down in %s: %w", path, err)
	}
	return nil
}

// open opens a ledger for reading and adding, and says whether it is new.
func open(folder, path string) (file *os.File, fresh bool, err error) {
	const flags = os.O_RDWR | os.O_APPEND
	if file, err = os.OpenFile(path, flags, 0); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return file, false, err
	}
	if err = disk.MakeAll(folder, 0o700); err != nil {
		return nil, false, err
	}
	file, err = os.OpenFile(path, flags|os.O_CREATE, 0o600)
	return file, true, err
}

// endsTorn tells whether the last line lacks its end: its writer died.
func endsTorn(file *os.File) bool {
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return false
	}
	last := make([]byte, 1)
	_, err = file.ReadAt(last, info.Size()-1)
	return err == nil && last[0] != '\n'
}

// Sum adds up what was spent with a key that costs from one moment until before
// another. Lines that cannot be read are skipped.
func (d Dir) Sum(key string, from, until time.Time) (Spend, error) {
	var s Spend
	err := d.each(d.folder(key, false), from, until, s.add)
	return s, err
}

// SumAll adds up what was spent with all keys but the sandbox.
func (d Dir) SumAll(from, until time.Time) (Spend, error) {
	var s Spend
	keys, err := os.ReadDir(string(d))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	for _, key := range keys {
		if !key.IsDir() || key.Name() == sandboxFolder {
			continue
		}
		eachErr := d.each(filepath.Join(string(d), key.Name()), from, until, func(l Line) {
			if !l.Sandbox {
				s.add(l)
			}
		})
		err = errors.Join(err, eachErr)
	}
	return s, err
}

// Lines are all that were written in a time, of all keys that cost: also those of
// what was given up without an answer.
func (d Dir) Lines(from, until time.Time) (lines []Line, err error) {
	keys, err := os.ReadDir(string(d))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, key := range keys {
		if !key.IsDir() || key.Name() == sandboxFolder {
			continue
		}
		err = errors.Join(err, d.all(filepath.Join(string(d), key.Name()), from, until, func(l Line) {
			if !l.Sandbox {
				lines = append(lines, l)
			}
		}))
	}
	return lines, err
}

// Paid calls use for every picture that was paid for in a time, and for what the
// sandbox made, once each. It reads month by month.
func (d Dir) Paid(from, until time.Time, use func(Line)) error {
	keys, err := os.ReadDir(string(d))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, key := range keys {
		if key.IsDir() {
			err = errors.Join(err, d.each(filepath.Join(string(d), key.Name()), from, until, use))
		}
	}
	return err
}

// each calls use for what was paid by one ledger in the time asked for.
func (d Dir) each(folder string, from, until time.Time, use func(Line)) error {
	seen := make(map[string]bool)
	return d.all(folder, from, until, func(l Line) {
		if l.Perhaps || l.Run != "" && seen[l.Run] {
			return
		}
		seen[l.Run] = true
		use(l)
	})
}

// all calls use for the lines of one ledger that lie in the time asked for.
func (d Dir) all(folder string, from, until time.Time, use func(Line)) error {
	first := time.Date(from.UTC().Year(), from.UTC().Month(), 1, 0, 0, 0, 0, time.UTC)
	var errs []error
	for m := first; m.Before(until); m = m.AddDate(0, 1, 0) {
		data, err := os.ReadFile(filepath.Join(folder, month(m)+".jsonl"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
		for text := range bytes.Lines(data) {
			var l Line
			if json.Unmarshal(text, &l) != nil || l.Time.Before(from) || !l.Time.Before(until) {
				continue
			}
			use(l)
		}
	}
	return errors.Join(errs...)
}

// KeyOf returns the name of the key that paid for a run, about the time it was
// sent, "" where no ledger knows it.
func (d Dir) KeyOf(run string, sent time.Time) (key string) {
	keys, _ := os.ReadDir(string(d)) // nothing is known then
	for _, folder := range keys {
		if !folder.IsDir() {
			continue
		}
		const around = 48 * time.Hour // videos are charged when they arrive
		_ = d.each(filepath.Join(string(d), folder.Name()), sent.Add(-around), sent.Add(around), func(l Line) {
			if l.Run == run {
				key = l.Key
			}
		})
	}
	return key
}

func month(t time.Time) string { return t.UTC().Format("2006-01") }

// sandboxFolder is the ledger of the sandbox. No key's name is turned into it.
const sandboxFolder = "sandbox"

// folder turns a key's name into a folder that no other key shares, on any
// file system: only lower-case letters, digits, - and _ stand for themselves.
func (d Dir) folder(key string, sandbox bool) string {
	if sandbox {
		return filepath.Join(string(d), sandboxFolder)
	}
	var b strings.Builder
	for i, c := range []byte(key) {
		plain := c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || (c == '-' || c == '_') && i > 0
		if !plain || i == 0 && escapeFirst(key) {
			fmt.Fprintf(&b, "%%%02x", c)
			continue
		}
		b.WriteByte(c)
	}
	name := b.String()
	if name == "" {
		name = "%"
	}
	if len(name) > maxFolder {
		sum := sha256.Sum256([]byte(key))
		name = name[:maxFolder] + "%" + hex.EncodeToString(sum[:8])
	}
	return filepath.Join(string(d), name)
}

// maxFolder is where names of folders are cut; file systems take 255 bytes.
const maxFolder = 200

// escapeFirst names the keys whose folder would mean something else: the
// sandbox's, or a device of Windows.
func escapeFirst(key string) bool {
	switch key {
	case sandboxFolder, "con", "prn", "aux", "nul":
		return true
	}
	return len(key) == 4 && (strings.HasPrefix(key, "com") || strings.HasPrefix(key, "lpt"))
}
