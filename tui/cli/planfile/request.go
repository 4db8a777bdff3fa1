// Package planfile has plans as files: one line of JSON for each request, which is
// what a dry run prints and generate --plan takes. They are read line by line and
// never held, so that there may be any number.
package planfile

import (
	"cmp"
	"path/filepath"

	"imagine-tui/api/plan"
	"imagine-tui/tui/cli/event"
)

// EventRequest names the lines of a plan that are requests.
const EventRequest = "request"

// Request is one request of a plan, as a line has it.
type Request struct {
	Event       string        `json:"event"`
	Operation   string        `json:"operation"`
	Prompt      string        `json:"prompt"`
	Style       string        `json:"style"`
	AspectRatio string        `json:"aspect_ratio"`
	Seed        int64         `json:"seed"`
	Inputs      []event.Input `json:"inputs"`
	// Extra are fields that the catalogue lacks.
	Extra map[string]string `json:"extra,omitempty"`
	// Take is which picture of the same request it would be, or is where it is
	// there already.
	Take   int    `json:"take"`
	Hash   string `json:"hash"`
	Tokens *int   `json:"tokens"`

	// What may be added: the name of a key, a file for the picture, tags for it.
	Key    string   `json:"key,omitempty"`
	Output string   `json:"output,omitempty"`
	Tags   []string `json:"tags,omitempty"`
}

// Of describes a request of a plan that is written in a folder: files below it are
// named from there, so that both can be moved together. A file that is prepared for
// sending is named as the person knows it.
func Of(item plan.Item, take int, folder string) Request {
	r := event.RequestOf(item.Request)
	inputs := make([]event.Input, 0, len(r.Inputs))
	for i, in := range r.Inputs {
		in.Path = event.PathOf(named(cmp.Or(item.Request.Inputs[i].From, item.Request.Inputs[i].Path), folder))
		inputs = append(inputs, in)
	}
	q := Request{
		Event: EventRequest, Operation: r.Operation, Prompt: r.Prompt, Style: r.Style, AspectRatio: r.AspectRatio, Seed: r.Seed,
		Inputs: inputs, Extra: r.Extra, Take: take, Hash: item.Request.Hash(),
	}
	if item.Priced {
		q.Tokens = &item.Tokens
	}
	return q
}

// named is a path from a folder, where it leads to something below that.
func named(path, folder string) string {
	if below, err := filepath.Rel(folder, path); folder != "" && err == nil && filepath.IsLocal(below) {
		return filepath.ToSlash(below)
	}
	return path
}

// Again describes a line that was read.
func Again(line Line, take int, folder string) Request {
	q := Of(line.Item, take, folder)
	q.Key, q.Tags = line.Key, line.Tags
	if line.Output != "" {
		q.Output = named(line.Output, folder)
	}
	return q
}
