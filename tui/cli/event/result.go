package event

import (
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/history"
)

// Result is a saved picture or video.
type Result struct {
	Path
	Request    Request   `json:"request"`
	Key        string    `json:"key"`
	Sandbox    bool      `json:"sandbox"`
	Saved      time.Time `json:"saved"`
	Tokens     *int      `json:"tokens"`
	SHA256     string    `json:"sha256"`
	FileSHA256 string    `json:"file_sha256"`
	Bytes      int64     `json:"bytes"`
	Width      int       `json:"width"`
	Height     int       `json:"height"`
	ElapsedMS  int64     `json:"elapsed_ms"`
	Parent     string    `json:"parent,omitempty"`
	Rating     int       `json:"rating"`
	Picked     bool      `json:"picked"`
	Rejected   bool      `json:"rejected"`
	Tags       []string  `json:"tags"`
	Problem    string    `json:"problem,omitempty"`
}

// Listed is a result under the name of what became of it.
type Listed struct {
	Event string `json:"event"`
	Result
}

// ResultOf describes a result of the library.
func ResultOf(e history.Entry) Result {
	s := e.Sidecar
	tags := make([]string, 0, len(s.Tags))
	for _, t := range s.Tags {
		tags = append(tags, given(t))
	}
	return Result{
		Path: PathOf(e.Path), Request: RequestOf(s.Request), Key: clean.Line(s.Key), Sandbox: s.Sandbox, Saved: s.Saved,
		Tokens: s.Tokens, SHA256: clean.Line(s.SHA256), FileSHA256: clean.Line(s.FileSHA256), Bytes: s.Bytes, Width: s.Width,
		Height: s.Height, ElapsedMS: s.ElapsedMS, Parent: given(s.Parent), Rating: s.Rating, Picked: s.Picked,
		Rejected: s.Rejected, Tags: tags, Problem: clean.Line(e.Problem),
	}
}
