package key

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"imagine-tui/api/clean"
)

// stateName is the file in the state folder that remembers which key is in
// use and how the last use of each went. It holds no secret.
const stateName = "keys-state.json"

// maxMessage bounds what is kept of the API's words, in terminal cells.
const maxMessage = 300

// stateDocument is the content of the state file.
type stateDocument struct {
	Version int                  `json:"version"`
	InUse   string               `json:"in_use,omitempty"`
	Keep    SourceKind           `json:"keep,omitempty"` // where the last secret was put
	Keys    map[string]stateOfID `json:"keys,omitempty"` // by name
}

// stateOfID is what is remembered of one key.
type stateOfID struct {
	Health   Health    `json:"health"`
	At       time.Time `json:"at,omitzero"`
	Message  string    `json:"message,omitempty"`
	Tail     string    `json:"tail,omitempty"`     // of the secret the health is about, masked
	Parallel int       `json:"parallel,omitempty"` // chosen in the program; 0: not
}

// loadState reads the state file; an absent one is empty.
func loadState(path string) (stateDocument, error) {
	var doc stateDocument
	data, err := readChecked(path, maxStateFile, checkRegular)
	if errors.Is(err, fs.ErrNotExist) {
		return doc, nil
	}
	if err != nil {
		return doc, err
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return stateDocument{}, fmt.Errorf("%s is damaged, so the key in use is unknown: choose one again", clean.Line(path))
	}
	for name, st := range doc.Keys {
		st.Message = stateMessage(st.Message)
		st.Tail = maskedTail(st.Tail)
		if checkParallel(st.Parallel) != nil {
			st.Parallel = 0
		}
		doc.Keys[name] = st
	}
	return doc, nil
}

// stateMessage makes words of the API fit to be kept and shown.
func stateMessage(text string) string {
	return clean.Short(withoutValue(text, ""), maxMessage)
}

// updateState changes the state file under its lock, starting from what is in
// it now: other processes write it too. A damaged file is replaced, nothing
// in it is worth keeping.
func (s *Store) updateState(change func(*stateDocument)) error {
	s.stateMu.Lock()
	defer s.stateMu.Unlock()
	if s.o.StateDir == "" {
		s.mu.Lock()
		defer s.mu.Unlock()
		change(&s.state)
		return nil
	}
	if err := privateDir(s.o.StateDir); err != nil {
		return err
	}
	path := filepath.Join(s.o.StateDir, stateName)
	return withLock(context.Background(), path, func() error {
		doc, err := loadState(path)
		if err != nil {
			doc = stateDocument{}
		}
		change(&doc)
		doc.Version = 1
		data, err := json.MarshalIndent(doc, "", "  ")
		if err != nil {
			return fmt.Errorf("the state of the keys cannot be saved: %w", err)
		}
		if err := writePrivate(path, append(data, '\n')); err != nil {
			return err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.state = doc
		return nil
	})
}

// set changes what is remembered of one key.
func (d *stateDocument) set(name string, change func(*stateOfID)) {
	if d.Keys == nil {
		d.Keys = map[string]stateOfID{}
	}
	st := d.Keys[name]
	change(&st)
	d.Keys[name] = st
}
