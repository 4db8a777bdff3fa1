// Package event has the shapes in which commands print requests and results as
// JSON. What a person gave (prompts, tags, paths) stands exactly, escaped by
// the rules of JSON; what a service, a helper or a foreign file said is cleaned
// to one line: no control characters, raw or escaped.
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
	Field string `json:"field"`
	Path
	SHA256 string `json:"sha256"`
}

// RequestOf describes a request.
func RequestOf(r api.Request) Request {
	q := Request{
		Operation: string(r.Operation), Prompt: given(r.Prompt), Style: given(r.Style),
		AspectRatio: given(r.AspectRatio), Seed: r.Seed,
	}
	for _, in := range r.Inputs {
		q.Inputs = append(q.Inputs, Input{clean.Line(in.Field), PathOf(in.Path), clean.Line(in.SHA256)})
	}
	for name, value := range r.Extra {
		if q.Extra == nil {
			q.Extra = map[string]string{}
		}
		q.Extra[given(name)] = given(value)
	}
	return q
}
