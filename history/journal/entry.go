package journal

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/queue"
)

// Schema is the version of the entries this program writes. Newer ones are
// listed and otherwise left alone.
const Schema = 1

// MaxSize is the largest entry that is read, in bytes.
const MaxSize = 32 << 20

// State says how far a request came.
type State string

// The states, in the order a request goes through them.
const (
	// Prepared: nothing was sent.
	Prepared State = "prepared"
	// Sent: written before the first byte leaves. From here on the request
	// may have been done and charged.
	Sent State = "sent"
	// Accepted: the server gave the id of a job.
	Accepted State = "accepted"
	// Receiving: the picture's bytes are arriving, or are all there and were
	// not saved yet.
	Receiving State = "receiving"
	// Saved: the picture is in the library, only the entry is left.
	Saved State = "saved"
)

// Entry is what the journal knows of one request.
type Entry struct {
	// ID names the entry; IDs sort by time.
	ID    string
	State State
	// Request is as it was sent. Its text may hold anything a prompt can.
	Request api.Request
	// Key is the key's name, Origin where its requests go, as api.Origin
	// writes it, or "sandbox".
	Key, Origin string
	Sandbox     bool
	// Folder is the library the picture is meant for, an absolute path.
	Folder string
	// Batch is what the request was asked for with, without an ID where nobody
	// knows.
	Batch queue.Batch
	// Job is the server's id for the work, "" without one.
	Job string
	// Body is the absolute path of the received bytes, "" before there are
	// any.
	Body string
	// Total is how many bytes were announced, -1 if that is not known.
	Total int64
	// Name is the picture's place in Folder, with slashes, from the moment
	// it is about to be put there.
	Name string
	// Draft is the picture's description, once the picture was complete.
	Draft json.RawMessage
	// Note says what went wrong last, "" for nothing.
	Note string
	// PreparedAt, SentAt and ReceivedAt are when the request first reached
	// those states (the last one: when the answer began). Zero until then.
	PreparedAt, SentAt, ReceivedAt time.Time
	// Problem says what is wrong with the entry itself; such an entry is
	// listed and never touched.
	Problem string
	// garbled says that a line could not be read.
	garbled bool
	// place is the file for the bytes where the entry names one.
	place string
}

// line is one line of an entry's file. Fields that are not set do not change
// what earlier lines said.
type line struct {
	Schema  int             `json:"schema,omitempty"`
	State   State           `json:"state"`
	Time    time.Time       `json:"time"`
	ID      string          `json:"id,omitempty"`
	Request *api.Request    `json:"request,omitempty"`
	Key     string          `json:"key,omitempty"`
	Origin  string          `json:"origin,omitempty"`
	Sandbox bool            `json:"sandbox,omitempty"`
	Folder  string          `json:"folder,omitempty"`
	Batch   queue.Batch     `json:"batch,omitzero"`
	Job     string          `json:"job,omitempty"`
	Total   *int64          `json:"total,omitempty"`
	Name    string          `json:"name,omitempty"`
	Draft   json.RawMessage `json:"draft,omitempty"`
	Note    string          `json:"note,omitempty"`
	// Body is the file for the bytes, where it is neither beside the entry nor in
	// the library.
	Body string `json:"body,omitempty"`
}

// encode returns the line with its newline. Prompts stay readable: no HTML
// escapes.
func (l line) encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(l); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// errNothing says that a file holds not one whole line: its owner died before
// anything could be sent, since the first line is synced before that.
var errNothing = errors.New("the entry is empty")

// parse reads an entry's lines. A torn last line is no error: what it was to
// say did not happen.
func parse(r io.Reader) (Entry, error) {
	e := Entry{Total: -1}
	br := bufio.NewReader(io.LimitReader(r, MaxSize+1))
	size, lines := 0, 0
	for {
		text, err := br.ReadBytes('\n')
		if size += len(text); size > MaxSize {
			e.Problem = "the entry is too large"
			return e, nil
		}
		if errors.Is(err, io.EOF) {
			if lines == 0 {
				return e, errNothing
			}
			if e.Problem == "" && e.Request.Operation == "" {
				e.Problem = "the entry does not say what was asked"
			}
			return e, nil
		}
		if err != nil {
			return e, err
		}
		if len(bytes.TrimSpace(text)) == 0 {
			continue // what a torn line was separated by
		}
		lines++
		e.add(text)
	}
}

// add takes one line in.
func (e *Entry) add(text []byte) {
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		e.garbled = true
		return
	}
	if l.Schema > Schema {
		e.Problem = fmt.Sprintf("a newer imagine-tui wrote the entry (schema %d)", l.Schema)
	}
	e.apply(l)
}

func (e *Entry) apply(l line) {
	e.State = l.State
	first := func(t *time.Time) {
		if t.IsZero() {
			*t = l.Time
		}
	}
	switch l.State {
	case Prepared:
		first(&e.PreparedAt)
	case Sent:
		first(&e.SentAt)
	case Receiving:
		first(&e.ReceivedAt)
	case Accepted, Saved:
	default:
		e.Problem = "the entry is in a state this version does not know"
	}
	if l.Request != nil {
		e.Request = *l.Request
		e.Key, e.Origin, e.Sandbox, e.Folder, e.Batch = l.Key, l.Origin, l.Sandbox, l.Folder, l.Batch
	}
	if l.Job != "" {
		e.Job = l.Job
	}
	if l.Total != nil {
		e.Total = *l.Total
	}
	if l.Name != "" {
		e.Name = l.Name
	}
	if l.Draft != nil {
		e.Draft = l.Draft
	}
	if l.Body != "" {
		e.place = l.Body
	}
	e.Note = l.Note
}

// Time is when the request was sent, or was made where it was not.
func (e Entry) Time() time.Time {
	if !e.SentAt.IsZero() {
		return e.SentAt
	}
	return e.PreparedAt
}
