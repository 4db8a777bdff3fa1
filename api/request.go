package api

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// MaxSeed is the largest seed this program draws or sends: 2^31-1. The
// reference gives a minimum of 1 (Text to PNG, AI Backgrounds) and no maximum.
const MaxSeed = 1<<31 - 1

// Input is a file that goes with a request: the picture to edit, its mask.
type Input struct {
	// Field is the multipart field the file is sent in (image, mask, file).
	Field string `json:"field"`
	// Path is where the file lies on this computer. It is not part of the
	// request's identity.
	Path string `json:"path,omitempty"`
	// From is the file that the one at Path was made of (turned upright, rid of
	// what its camera wrote), "" where that is sent as it is. It is no part of the
	// request's identity either.
	From string `json:"from,omitempty"`
	// SHA256 is the hash of the file's bytes, lower-case hex.
	SHA256 string `json:"sha256"`
}

// Request says exactly what is asked of the API. It is a value: once built it
// is never changed, and its Hash is its identity.
type Request struct {
	Operation   Operation `json:"operation"`
	Prompt      string    `json:"prompt"`
	Style       string    `json:"style,omitempty"`
	AspectRatio string    `json:"aspect_ratio,omitempty"`
	// Seed is 1 … MaxSeed, or 0 where the operation has no seed.
	Seed   int64   `json:"seed,omitempty"`
	Inputs []Input `json:"inputs,omitempty"`
	// Extra are fields that the catalogue does not know, by name, see
	// OperationConfig. They are sent as they are.
	Extra map[string]string `json:"extra,omitempty"`
}

// Hash returns the request's identity: the lower-case hex SHA-256 of its
// fields, each with its length so that no two requests share a form. Paths of
// input files do not count, their content does.
func (r Request) Hash() string {
	var b strings.Builder
	for _, f := range []string{"imagine-request-1", string(r.Operation), r.Prompt, r.Style, r.AspectRatio} {
		fmt.Fprintf(&b, "%d:%s\n", len(f), f)
	}
	fmt.Fprintf(&b, "seed:%d\n", r.Seed)
	for _, in := range r.Inputs {
		fmt.Fprintf(&b, "%d:%s=%s\n", len(in.Field), in.Field, in.SHA256)
	}
	for _, name := range slices.Sorted(maps.Keys(r.Extra)) {
		fmt.Fprintf(&b, "extra:%d:%s=%d:%s\n", len(name), name, len(r.Extra[name]), r.Extra[name])
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// Picture is the file that the request works on, false where it is made from
// words alone.
func (r Request) Picture() (in Input, ok bool) {
	for _, in := range r.Inputs {
		if in.Field != fieldMask {
			return in, true
		}
	}
	return Input{}, false
}

// Mask is the file that says where the request works, false where it has none.
func (r Request) Mask() (in Input, ok bool) {
	for _, in := range r.Inputs {
		if in.Field == fieldMask {
			return in, true
		}
	}
	return Input{}, false
}

// Name is the file as the person knows it.
func (in Input) Name() string { return cmp.Or(in.From, in.Path) }
