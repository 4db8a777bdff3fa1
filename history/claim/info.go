package claim

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"imagine-tui/api"
)

// Schema is the version of claims this program writes.
const Schema = 1

// State is how far a claim's holder has come.
type State string

// The states of a claim. Left is one that was sent and whose holder is done
// with it without knowing what became of it.
const (
	Held State = "held"
	Sent State = "sent"
	Left State = "left"
)

// Subject is what a claim is about.
type Subject struct {
	Origin  string
	Request api.Request
}

// name returns the name of the subject's file: lower-case hex of a SHA-256.
func (s Subject) name() string {
	sum := sha256.Sum256([]byte(s.Origin + "\n" + s.Request.Hash()))
	return hex.EncodeToString(sum[:])
}

// Info is what a claim's file says.
type Info struct {
	// Name is the name of the file inside .claims.
	Name  string
	State State
	// Run is the id of the run in its holder's journal.
	Run     string
	Key     string // name of the key
	Origin  string
	Request *api.Request // nil in a claim that cannot be read
	Time    time.Time    // when it was taken
	Holder  Holder
	// Problem says why the file cannot be read, "" if it can.
	Problem string
}

// Whose says who holds or held it, for a person.
func (i Info) Whose() string {
	if i.Holder.Host == "" {
		return "somebody unknown"
	}
	return "process " + i.Holder.number() + " on " + i.Holder.Host
}

// line is one line of a claim's file.
type line struct {
	Schema  int          `json:"schema,omitempty"`
	State   State        `json:"state"`
	Run     string       `json:"run,omitempty"`
	Key     string       `json:"key,omitempty"`
	Origin  string       `json:"origin,omitempty"`
	Hash    string       `json:"hash,omitempty"`
	Request *api.Request `json:"request,omitempty"`
	Time    *time.Time   `json:"time,omitempty"`
	Holder  *Holder      `json:"holder,omitempty"`
}

func (l line) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(l) // ends in a newline
	return b.Bytes(), err
}

// parse reads a claim's file. What cannot be read counts as sent by nobody
// known: nothing may be sent on the strength of it.
func parse(name string, data []byte) Info {
	broken := func(why string) Info { return Info{Name: name, State: Left, Problem: why} }
	if len(bytes.TrimSpace(data)) == 0 {
		return broken("it is empty")
	}
	if !bytes.HasSuffix(data, []byte("\n")) {
		return broken("it ends in the middle of a line")
	}
	info := Info{Name: name}
	for n, text := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		if text == "" {
			continue // its holder was alive
		}
		var l line
		if json.Unmarshal([]byte(text), &l) != nil {
			return broken("it is damaged")
		}
		if n == 0 {
			if l.Schema > Schema {
				return broken("a newer version of the program wrote it")
			}
			if l.Schema < 1 || l.Holder == nil || l.Request == nil {
				return broken("it is damaged")
			}
			info.Run, info.Key, info.Origin, info.Request, info.Holder = l.Run, l.Key, l.Origin, l.Request, *l.Holder
			if l.Time != nil {
				info.Time = *l.Time
			}
		}
		switch l.State {
		case Held, Sent, Left:
			info.State = l.State
		default:
			return broken("it is in an unknown state")
		}
	}
	return info
}
