// Package event has the shapes in which commands print requests and results as
// JSON. Text in them is cleaned to one line: no control characters, raw or
// escaped.
package event

import (
	"imagine-tui/api"
	"imagine-tui/api/clean"
)

// Request is what was asked for.
type Request struct {
	Operation   string `json:"operation"`
	Prompt      string `json:"prompt"`
	Style       string `json:"style"`
	AspectRatio string `json:"aspect_ratio"`
	Seed        int64  `json:"seed"`
	// Inputs are the files it works on, Extra fields the catalogue lacks.
	Inputs []Input           `json:"inputs,omitempty"`
	Extra  map[string]string `json:"extra,omitempty"`
}

// Input is a file that a request works on.
type Input struct {
	Field  string `json:"field"`
	Path   string `json:"path,omitempty"`
	SHA256 string `json:"sha256"`
}

// RequestOf describes a request.
func RequestOf(r api.Request) Request {
	q := Request{
		Operation: string(r.Operation), Prompt: clean.Line(r.Prompt), Style: clean.Line(r.Style),
		AspectRatio: clean.Line(r.AspectRatio), Seed: r.Seed,
	}
	for _, in := range r.Inputs {
		q.Inputs = append(q.Inputs, Input{clean.Line(in.Field), clean.Line(in.Path), clean.Line(in.SHA256)})
	}
	for name, value := range r.Extra {
		if q.Extra == nil {
			q.Extra = map[string]string{}
		}
		q.Extra[clean.Line(name)] = clean.Line(value)
	}
	return q
}
