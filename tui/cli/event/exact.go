package event

import (
	"encoding/base64"
	"unicode/utf8"

	"imagine-tui/api/clean"
)

// Path is where a file is, exactly, in the members path and, where the name is
// no UTF-8 and JSON cannot hold it, path_base64.
type Path struct {
	Path   string `json:"path"`
	Base64 string `json:"path_base64,omitempty"`
}

// PathOf describes a path.
func PathOf(path string) Path {
	p := Path{Path: path}
	if !utf8.ValidString(path) {
		p.Base64 = base64.StdEncoding.EncodeToString([]byte(path))
	}
	return p
}

// given is text as a person gave it, with its lines, tabs and spaces. What no
// prompt and no tag can hold is not theirs, but a foreign file's: it goes.
func given(s string) string { return clean.Text(s) }
