package history

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/history/recipe/foreign"
)

const (
	// Schema is the version of the sidecars this program writes. It shows
	// newer ones, and does not change them.
	Schema = 1
	// MaxSidecar is the largest sidecar that is read or written, in bytes.
	MaxSidecar = 8 << 20
	// maxBatchID is how much is read of what somebody calls a batch, in characters.
	maxBatchID = 200
)

// Sidecar says how a picture was made, and what a person thought of it. It
// never holds a key, only a key's name.
type Sidecar struct {
	Schema int `json:"schema"`
	// Program is the name and version of what wrote it.
	Program string `json:"program,omitempty"`
	// Request is what was asked, Hash its identity (api.Request.Hash). Files
	// it worked on that lie in the library are named from there on, with
	// slashes: Library.Located finds them.
	Request api.Request `json:"request"`
	Hash    string      `json:"request_hash,omitempty"`
	// Run is the journal's id of the request.
	Run string `json:"run,omitempty"`
	// Template is the prompt as the person wrote it, with its alternatives.
	Template string `json:"template,omitempty"`
	// Key is the name of the key that paid.
	Key string `json:"key,omitempty"`
	// Origin is where the picture comes from: api.Origin of the key's base
	// URL, or "sandbox".
	Origin  string `json:"origin,omitempty"`
	Sandbox bool   `json:"sandbox"`
	// Sent is when the request left, Saved when the picture was put here.
	Sent  time.Time `json:"sent,omitzero"`
	Saved time.Time `json:"saved,omitzero"`
	// ElapsedMS is how long the picture took, in milliseconds.
	ElapsedMS int64 `json:"elapsed_ms,omitempty"`
	// Tokens is the catalogue price, nil (null) where there is none.
	Tokens *int `json:"tokens"`
	// Bytes is the size of the file as saved.
	Bytes int64 `json:"bytes,omitempty"`
	// Width and Height are in pixels.
	Width     int    `json:"width,omitempty"`
	Height    int    `json:"height,omitempty"`
	MediaType string `json:"media_type,omitempty"`
	// DurationMS is how long a video lasts, in milliseconds, 0 if not known.
	DurationMS int64 `json:"duration_ms,omitempty"`
	// SHA256 is over the bytes as received, FileSHA256 over the file as saved.
	SHA256     string `json:"sha256,omitempty"`
	FileSHA256 string `json:"file_sha256,omitempty"`
	// ServerID is the service's name for the answer.
	ServerID string `json:"server_id,omitempty"`
	// Job is the service's id of a video.
	Job string `json:"job,omitempty"`
	// Parent is the picture this one was made from: inside the library its
	// folder and name, with a slash, else its path.
	Parent string `json:"parent,omitempty"`
	// Take counts the pictures made from one request, from 1.
	Take int `json:"take,omitempty"`
	// Rating is 0 (none) to 5.
	Rating   int      `json:"rating,omitempty"`
	Picked   bool     `json:"picked,omitempty"`
	Rejected bool     `json:"rejected,omitempty"`
	Tags     []string `json:"tags,omitempty"`
	// Foreign is what another program says of a picture that it made, nil for
	// ours. What of it can be asked for again is in the request.
	Foreign *foreign.Recipe `json:"foreign,omitempty"`

	// beside holds what is not in the fields above.
	beside beside
}

// beside is what a sidecar says besides.
type beside struct {
	// batch is the field batch, nil where nobody knows.
	batch *queue.Batch
	// The fields this program does not know, of the sidecar and of the request in
	// it; they survive a rewrite.
	unknown, request map[string]json.RawMessage
	deleted          time.Time // when the video was deleted from the service
}

// Batch is what was asked for together, and where in it this one stands. It has
// no ID where nobody knows.
func (s Sidecar) Batch() queue.Batch {
	if s.beside.batch == nil {
		return queue.Batch{}
	}
	return *s.beside.batch
}

// SetBatch says what was asked for together with this one.
func (s *Sidecar) SetBatch(b queue.Batch) {
	if s.beside.batch = nil; b.ID != "" {
		s.beside.batch = &b
	}
}

// Deleted is when a video was deleted at the service, zero while it was not.
func (s Sidecar) Deleted() time.Time { return s.beside.deleted }

// SetDeleted says that a video was deleted at the service.
func (s *Sidecar) SetDeleted(at time.Time) { s.beside.deleted = at }

// fields is Sidecar without its methods.
type fields Sidecar

// MarshalJSON writes the sidecar with the fields that came from elsewhere.
func (s Sidecar) MarshalJSON() ([]byte, error) {
	request, err := encodeJSON(s.Request)
	if err != nil {
		return nil, err
	}
	plainFields := fields(s)
	b, err := encodeJSON(struct {
		Schema  int             `json:"schema"`
		Program string          `json:"program,omitempty"`
		Request json.RawMessage `json:"request"`
		*fields
		Batch   *queue.Batch `json:"batch,omitempty"`
		Deleted time.Time    `json:"deleted,omitzero"`
	}{s.Schema, s.Program, splice(request, s.beside.request), &plainFields, s.beside.batch, s.beside.deleted})
	if err != nil {
		return nil, err
	}
	return splice(b, s.beside.unknown), nil
}

// UnmarshalJSON reads a sidecar with the fields this program does not know.
func (s *Sidecar) UnmarshalJSON(data []byte) error {
	if err := s.read(data); err != nil {
		return err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	var request map[string]json.RawMessage
	for name, value := range all {
		if strings.EqualFold(name, "request") {
			if err := json.Unmarshal(value, &request); err != nil {
				return err
			}
		}
	}
	s.beside.unknown = unknown(all, knownFields)
	s.beside.request = unknown(request, knownRequest)
	return nil
}

// read reads the fields this program knows.
func (s *Sidecar) read(data []byte) error {
	all := struct {
		*fields
		Batch   *queue.Batch `json:"batch"`
		Deleted time.Time    `json:"deleted"`
	}{fields: (*fields)(s)}
	err := json.Unmarshal(data, &all)
	s.beside.batch, s.beside.deleted = all.Batch, all.Deleted
	return err
}

// The names of the fields this program writes.
var (
	knownFields = []string{
		"schema", "program", "request", "request_hash", "run", "template", "key", "origin", "sandbox",
		"sent", "saved", "elapsed_ms", "tokens", "bytes", "width", "height", "media_type", "duration_ms", "sha256",
		"file_sha256", "server_id", "job", "deleted", "parent", "take", "rating", "picked", "rejected", "tags", "foreign", "batch",
	}
	knownRequest = []string{"operation", "prompt", "style", "aspect_ratio", "seed", "inputs", "extra"}
)

// unknown returns the fields that are not among the known. The JSON decoder
// takes names in any case, so they are compared that way.
func unknown(all map[string]json.RawMessage, known []string) map[string]json.RawMessage {
	rest := make(map[string]json.RawMessage)
	for name, value := range all {
		if !slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, name) }) {
			rest[name] = value
		}
	}
	return rest
}

// splice adds fields to the end of a JSON object.
func splice(object []byte, extra map[string]json.RawMessage) []byte {
	if len(extra) == 0 {
		return object
	}
	names := make([]string, 0, len(extra))
	for name := range extra {
		names = append(names, name)
	}
	slices.Sort(names)
	b := bytes.TrimSuffix(object, []byte("}"))
	for _, name := range names {
		if len(b) > 1 {
			b = append(b, ',')
		}
		key, err := encodeJSON(name)
		if err != nil {
			continue // a string can always be written
		}
		b = append(append(append(b, key...), ':'), extra[name]...)
	}
	return append(b, '}')
}

// encodeJSON is json.Marshal without the escapes that only HTML needs.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// encode returns the sidecar as it is written: people read it as well.
func (s Sidecar) encode() ([]byte, error) {
	b, err := s.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	if out.Len() > MaxSidecar {
		return nil, fmt.Errorf("the description is larger than %d MB", MaxSidecar>>20)
	}
	return out.Bytes(), nil
}

// decode reads a sidecar as far as it can be understood; problem says what was
// wrong, "" for nothing. Unknown fields are not kept.
func decode(data []byte) (s Sidecar, problem string) {
	err := s.read(data)
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrongType):
		problem = fmt.Sprintf("its description has a wrong value for %s", clean.Short(wrongType.Field, 40))
	case err != nil:
		problem = "its description cannot be read"
	case s.Schema > Schema:
		problem = fmt.Sprintf("a newer imagine-tui made it (schema %d): it can be shown, not changed", s.Schema)
	case s.Schema < 1:
		problem = "its description does not say its schema"
	}
	return s, problem
}

// cleaned returns s with all text safe to show. Hash stays that of the request
// as it was sent.
func (s Sidecar) cleaned() Sidecar {
	s.Request.Prompt, s.Template = clean.Text(s.Request.Prompt), clean.Text(s.Template)
	s.Parent = clean.Text(s.Parent) // a path leads nowhere with another space
	s.Request.Operation = api.Operation(clean.Line(string(s.Request.Operation)))
	for _, text := range []*string{
		&s.Program, &s.Request.Style, &s.Request.AspectRatio, &s.Hash, &s.Run, &s.Key, &s.Origin,
		&s.MediaType, &s.SHA256, &s.FileSHA256, &s.ServerID, &s.Job,
	} {
		*text = clean.Line(*text)
	}
	if s.Foreign != nil {
		cleaned := s.Foreign.Cleaned()
		s.Foreign = &cleaned
	}
	batch := s.Batch()
	batch.ID = clean.Short(batch.ID, maxBatchID)
	s.SetBatch(batch)
	s.Tags = slices.Clone(s.Tags)
	for i := range s.Tags {
		s.Tags[i] = clean.Line(s.Tags[i])
	}
	s.Request.Inputs = slices.Clone(s.Request.Inputs)
	for i := range s.Request.Inputs {
		in := &s.Request.Inputs[i]
		in.Field, in.Path, in.From, in.SHA256 = clean.Line(in.Field), clean.Text(in.Path), clean.Text(in.From), clean.Line(in.SHA256)
	}
	if s.Request.Extra != nil {
		extra := make(map[string]string, len(s.Request.Extra))
		for name, value := range s.Request.Extra {
			extra[clean.Line(name)] = clean.Text(value)
		}
		s.Request.Extra = extra
	}
	return s
}
