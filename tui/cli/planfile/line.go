package planfile

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/gallery"
)

// Line is a request of a plan that was read.
type Line struct {
	// Number is that of the line in the file, from 1.
	Number int
	// Bad says why the line cannot be sent; nothing below holds then.
	Bad error

	Item plan.Item
	// Key is the name of the key it is for, Output the file that gets its picture
	// too, Tags are for the picture: all where the line says so.
	Key, Output string
	Tags        []string
}

// errPastedKey says nothing of the line: it would be printed.
var errPastedKey = errors.New("it holds what looks like an API key: \"key\" takes the name of a saved key, and a key belongs nowhere in a plan")

// members are those that a request may have.
var members = map[string]bool{
	"event": true, "operation": true, "prompt": true, "style": true, "aspect_ratio": true, "seed": true, "inputs": true, "extra": true,
	"take": true, "hash": true, "tokens": true, "key": true, "output": true, "tags": true,
}

// parse reads a line; ok is false for one that is no request and not wrong.
func (f *File) parse(text []byte, number int) (line Line, ok bool) {
	bad := func(err error) (Line, bool) { return Line{Number: number, Bad: err}, true }
	if len(bytes.TrimSpace(text)) == 0 {
		return Line{}, false
	}
	if clean.HasKey(string(text)) || bytes.Equal(text, blanked) {
		return bad(errPastedKey)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(text, &all); err != nil {
		return bad(notJSON(err))
	}
	var name string
	if err := json.Unmarshal(all["event"], &name); err != nil || name == "" {
		return bad(errors.New(`it has no "event": a line of a plan says "event":"request"`))
	}
	if name != EventRequest {
		return Line{}, false
	}
	for member := range all {
		if !members[member] {
			return bad(fmt.Errorf("%q is no part of a request: \"key\", \"output\" and \"tags\" may be added to what a dry run prints", clean.Short(member, 40)))
		}
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var r Request
	if err := decoder.Decode(&r); err != nil {
		return bad(wrongKind(err))
	}
	line = Line{Number: number, Key: r.Key, Tags: r.Tags}
	err := f.fill(&line, r)
	if err != nil {
		return bad(err)
	}
	return line, true
}

// fill makes the request that a line asks for.
func (f *File) fill(line *Line, r Request) error {
	for _, text := range append([]string{r.Key, r.Output, r.Style, r.Prompt}, r.Tags...) {
		if clean.HasKey(text) { // it was written with escapes
			return errPastedKey
		}
	}
	if r.Take < 0 {
		return fmt.Errorf("the take %d is below 1", r.Take)
	}
	prompt := r.Prompt
	if r.Hash == "" {
		prompt = strings.TrimSpace(clean.Text(prompt)) // as generate writes it
	}
	q := api.Request{
		Operation: api.Operation(r.Operation), Prompt: prompt, Style: r.Style, AspectRatio: r.AspectRatio, Seed: r.Seed, Extra: r.Extra,
	}
	for _, in := range r.Inputs {
		input, err := inputOf(in)
		if err != nil {
			return err
		}
		q.Inputs = append(q.Inputs, input)
	}
	if err := q.Validate(); err != nil {
		return err
	}
	if r.Hash != "" && r.Hash != q.Hash() {
		return errors.New("its hash is not that of its request: the line was changed after it was planned. Plan it anew, or take \"hash\" out")
	}
	for i, in := range q.Inputs {
		located, err := f.inputs.locate(in, f.folder)
		if err != nil {
			return err
		}
		q.Inputs[i] = located
	}
	for i, text := range r.Tags {
		tag, err := gallery.Tag(text)
		if err != nil {
			return err
		}
		line.Tags[i] = tag
	}
	if line.Output = r.Output; r.Output != "" && !filepath.IsAbs(r.Output) {
		line.Output = filepath.Join(f.folder, filepath.FromSlash(r.Output))
	}
	line.Item = plan.Item{Request: q}
	line.Item.Tokens, line.Item.Priced = api.Price(q.Operation, q.Style)
	return nil
}

// inputOf reads a file that is named in a line.
func inputOf(in event.Input) (api.Input, error) {
	path := in.Path.Path
	if in.Base64 != "" {
		exact, err := base64.StdEncoding.DecodeString(in.Base64)
		if err != nil {
			return api.Input{}, errors.New("the path_base64 of an input is no base64")
		}
		path = string(exact)
	}
	switch {
	case path == "":
		return api.Input{}, errors.New("an input has no path")
	case in.SHA256 == "":
		return api.Input{}, fmt.Errorf("the input %s has no sha256, which says that it is the file that was meant", clean.Line(path))
	}
	return api.Input{Field: in.Field, Path: filepath.FromSlash(path), SHA256: in.SHA256}, nil
}

// notJSON says what keeps a line from being an object.
func notJSON(err error) error {
	if syntax, is := errors.AsType[*json.SyntaxError](err); is {
		return fmt.Errorf("it is no whole object in JSON (%s, at byte %d)", clean.Line(syntax.Error()), syntax.Offset)
	}
	return errors.New("it is no object in JSON")
}

// wrongKind says which member has a value of the wrong kind, and not the value.
func wrongKind(err error) error {
	if kind, is := errors.AsType[*json.UnmarshalTypeError](err); is && kind.Field != "" {
		return fmt.Errorf("its %q is a %s, which it cannot be", kind.Field, strings.Fields(kind.Value)[0])
	}
	return errors.New("an input has a member that is none: field, path, path_base64 and sha256 are")
}
