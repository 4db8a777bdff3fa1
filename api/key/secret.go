package key

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
)

const (
	// prefix starts every key the vendor hands out.
	prefix = "vk-"
	// maxSecret bounds what is taken for a key, in bytes: a header of a
	// request has to hold it.
	maxSecret = 4096
	// tailFrom is the length from which showing the last characters gives
	// nothing away that helps to guess the rest.
	tailFrom = 16
	tailLen  = 4
)

// Secret is the value of an API key. However it is printed, logged or
// marshalled, it shows as "vk-…9f2a". The zero Secret is no key at all.
//
// The value lies behind a pointer on purpose: fmt prints unexported fields of
// other structs by reflection, past every method of this type, and then shows
// an address instead of the value.
type Secret struct{ p *string }

// NewSecret makes a Secret of what was typed, pasted or read. White space
// around it is dropped. Refused are an empty value, more than one line, spaces
// or control characters inside, anything but ASCII, and more than 4096 bytes.
// No error quotes the value.
func NewSecret(raw string) (Secret, error) {
	value := strings.TrimSpace(raw)
	if value == "" {
		return Secret{}, errors.New("the key is empty")
	}
	if len(value) > maxSecret {
		return Secret{}, fmt.Errorf("the key is longer than %d characters: that cannot be a key", maxSecret)
	}
	for i := range len(value) {
		switch c := value[i]; {
		case c == '\n' || c == '\r':
			return Secret{}, errors.New("the key contains a line break: copy it again, on one line")
		case c == ' ' || c == '\t':
			return Secret{}, errors.New("the key contains a space: copy only the key")
		case c < ' ' || c == 0x7f:
			return Secret{}, errors.New("the key contains a control character: copy it again")
		case c > 0x7e:
			return Secret{}, errors.New("the key contains an invalid character: copy it again")
		}
	}
	// A copy of its own, so that the secret does not keep a whole file or
	// clipboard alive.
	value = strings.Clone(value)
	return Secret{p: &value}, nil
}

// reveal is the only function that reads the value. Its callers are counted
// by TestOnlyNamedFunctionsReveal: a new one is a decision, not an accident.
func (s Secret) reveal() string {
	if s.p == nil {
		return ""
	}
	return *s.p
}

// IsZero reports whether there is no key.
func (s Secret) IsZero() bool { return s.p == nil }

// mask returns the only form of the secret that may be seen.
func (s Secret) mask() (start, tail string) {
	value := s.reveal()
	if value == "" {
		return "", ""
	}
	if strings.HasPrefix(value, prefix) {
		start = prefix
	}
	tail = "…"
	if len(value) >= tailFrom {
		tail += value[len(value)-tailLen:]
	}
	return start, tail
}

// Tail returns what tells keys apart in a list: "…9f2a", or "…" alone if the
// key is so short that its end would say too much. "" for the zero Secret.
func (s Secret) Tail() string {
	_, tail := s.mask()
	return tail
}

// Warning returns a sentence if the secret does not look like a key of the
// vendor, else "". It may still be right: another service behind the same
// contract hands out what it likes.
func (s Secret) Warning() string {
	if s.IsZero() || clean.IsKey(s.reveal()) {
		return ""
	}
	return "This does not look like an Imagine key: keys start with vk-, followed by at least eight letters and digits."
}

// String returns the masked form, "vk-…9f2a".
func (s Secret) String() string {
	start, tail := s.mask()
	return start + tail
}

// GoString returns the masked form.
func (s Secret) GoString() string { return s.String() }

// Format writes the masked form for every verb and flag.
func (s Secret) Format(f fmt.State, verb rune) {
	text := s.String()
	if verb == 'q' {
		text = strconv.Quote(text)
	}
	_, _ = io.WriteString(f, text) // a fmt.State has nobody to tell
}

// LogValue gives loggers the masked form.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText returns the masked form, so that no encoder writes the value.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON returns the masked form as a JSON string.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(strconv.Quote(s.String())), nil }

// Authorize sets the Authorization header of r to "Bearer <key>". It is the
// only way a secret gets into a request. The caller has made sure that r goes
// to the origin the key belongs to, and that redirects are not followed. The
// zero Secret removes the header.
func (s Secret) Authorize(r *http.Request) {
	if r.Header == nil {
		r.Header = http.Header{}
	}
	if s.IsZero() {
		r.Header.Del("Authorization")
		return
	}
	r.Header.Set("Authorization", "Bearer "+s.reveal())
}

// Copy hands the value to write, which puts it on the clipboard. Call it only
// after the person said yes to exactly that. The error of write is passed on
// without the text it may quote.
func (s Secret) Copy(write func(string) error) error {
	if s.IsZero() {
		return errors.New("there is no key to copy")
	}
	value := s.reveal()
	if err := write(value); err != nil {
		return errors.New(withoutValue("copying the key failed: "+err.Error(), value))
	}
	return nil
}
