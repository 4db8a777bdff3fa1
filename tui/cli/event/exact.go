package event

import (
	"encoding/base64"
	"unicode/utf8"

	"imagine-tui/api/clean"
)

// Path is where a file is, exactly, in the members path and, where the name is
// no UTF-8 and JSON cannot hold it, path_base64. The first is always there, ""
// where no file is.
type Path struct {
	Path   string `json:"path"`
	Base64 string `json:"path_base64,omitempty"`
}

// PathOf describes a path.
func PathOf(path string) Path {
	return Path{Path: path, Base64: Bytes(path)}
}

// Bytes are those of a path that JSON cannot hold, for a member beside the one
// that holds it as well as can be; "" for any other.
func Bytes(path string) string {
	if utf8.ValidString(path) {
		return ""
	}
	return base64.StdEncoding.EncodeToString([]byte(path))
}

// given is text as a person gave it, with its lines, tabs and spaces. What no
// prompt and no tag can hold is not theirs, but a foreign file's: it goes.
func given(s string) string { return clean.Text(s) }
