// Package waiting keeps the runs that were asked for and not sent yet, so that
// the next start can offer them. Nothing in it was paid for: losing it costs
// no money, only the wish.
package waiting

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
)

// Schema is the version of the files this program writes. Newer ones are left
// alone.
const Schema = 1

// MaxSize is the largest file that is read, in bytes.
const MaxSize = 64 << 20

// Batch are runs that were asked for together, with one key.
type Batch struct {
	// Title is what the batch is called on the screen.
	Title string `json:"title,omitempty"`
	// Template is the prompt as the person wrote it.
	Template string `json:"template,omitempty"`
	// Key is the key's name.
	Key string `json:"key"`
	// Again, Parent and Take are as in queue.SubmitOptions.
	Again  bool   `json:"again,omitempty"`
	Parent string `json:"parent,omitempty"`
	Take   int    `json:"take,omitempty"`
	// Batch is what it is a part of, without an ID in lists of earlier versions;
	// its Index is the first of the runs.
	Batch queue.Batch `json:"batch,omitzero"`
	// Runs are in the order in which they wait.
	Runs []Run `json:"runs"`
}

// Run is one request that was not sent.
type Run struct {
	Request api.Request `json:"request"`
	// Variant says what sets its prompt apart from the others of its batch.
	Variant string `json:"variant,omitempty"`
}

// Count returns how many runs batches hold.
func Count(batches []Batch) int {
	n := 0
	for _, b := range batches {
		n += len(b.Runs)
	}
	return n
}

// file is what is on disk.
type file struct {
	Schema  int       `json:"schema"`
	Saved   time.Time `json:"saved"`
	Batches []Batch   `json:"batches"`
}

// ErrNewer says that a file was written by a newer version of the program.
var ErrNewer = errors.New("written by a newer version of this program")

func encode(batches []Batch, now time.Time) ([]byte, error) {
	return json.Marshal(file{Schema: Schema, Saved: now.UTC(), Batches: batches})
}

// Decode reads a file of waiting runs. A file of which anything is not as it
// should be is an error as a whole: what it asks for would be a guess.
func Decode(data []byte) (batches []Batch, saved time.Time, err error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, time.Time{}, fmt.Errorf("not a list of waiting runs: %w", err)
	}
	switch {
	case f.Schema > Schema:
		return nil, time.Time{}, ErrNewer
	case f.Schema < 1:
		return nil, time.Time{}, errors.New("not a list of waiting runs: it has no version")
	}
	for i := range f.Batches {
		b := &f.Batches[i]
		b.Title, b.Key, b.Batch.ID = clean.Line(b.Title), clean.Line(b.Key), clean.Line(b.Batch.ID)
		if b.Key == "" {
			return nil, time.Time{}, fmt.Errorf("batch %d names no key", i+1)
		}
		for j := range b.Runs {
			r := &b.Runs[j]
			r.Variant = clean.Line(r.Variant)
			if r.Request.Operation == "" || r.Request.Seed < 0 || r.Request.Seed > api.MaxSeed {
				return nil, time.Time{}, fmt.Errorf("run %d of batch %d is no request", j+1, i+1)
			}
		}
	}
	return f.Batches, f.Saved, nil
}
