// Package secret holds text that must never be seen: a pasted API key on its
// way from a field to the place that keeps keys. Panes do not know the real
// type of a secret, and must not be able to print one by accident.
package secret

import (
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"sync"
)

const (
	// tailFrom is the length, in characters, from which the last ones may be
	// shown to tell one key from another.
	tailFrom = 16
	tailLen  = 4
)

// Text is text that shows as "•••" however it is printed, logged or
// marshalled. The zero Text is empty. Copies share the value, so that Take
// empties all of them.
//
// The value lies behind a pointer to a string on purpose: fmt prints
// unexported fields of other structs by reflection, past every method of this
// type, and then shows an address. It follows a pointer to a struct, though,
// when the verb is wrong.
type Text struct{ p *string }

// mu guards every value: they are few, short, and rarely looked at.
var mu sync.Mutex

// New returns s masked. The caller keeps no other copy.
func New(s string) Text {
	s = strings.Clone(s)
	return Text{&s}
}

func (t Text) reveal() string {
	if t.p == nil {
		return ""
	}
	mu.Lock()
	defer mu.Unlock()
	return *t.p
}

// Take returns the value and forgets it: a second Take, also of a copy,
// returns "". It is the only way the value comes out.
func (t Text) Take() string {
	if t.p == nil {
		return ""
	}
	mu.Lock()
	defer mu.Unlock()
	s := *t.p
	*t.p = ""
	return s
}

// Copy returns a Text with a value of its own, which survives a Take of t.
func (t Text) Copy() Text {
	if t.p == nil {
		return t
	}
	return New(t.reveal())
}

// Append returns t with s behind it; t itself is emptied.
func (t Text) Append(s string) Text { return New(t.Take() + s) }

// Len returns the number of bytes, which for a key is that of its characters.
func (t Text) Len() int { return len(t.reveal()) }

// Tail returns the last four characters, or "" when the value is so short
// that they would say too much, or is not plain ASCII.
func (t Text) Tail() string {
	s := t.reveal()
	if len(s) < tailFrom {
		return ""
	}
	tail := s[len(s)-tailLen:]
	for i := range len(tail) {
		if tail[i] <= ' ' || tail[i] > '~' {
			return ""
		}
	}
	return tail
}

// String returns the masked form, which says nothing about the value but
// whether there is one.
func (t Text) String() string {
	if t.Len() == 0 {
		return ""
	}
	return "•••"
}

// GoString returns the masked form.
func (t Text) GoString() string { return t.String() }

// Format writes the masked form for every verb and flag.
func (t Text) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, t.String()) }

// LogValue gives loggers the masked form.
func (t Text) LogValue() slog.Value { return slog.StringValue(t.String()) }

// MarshalText returns the masked form, so that no encoder writes the value.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// MarshalJSON returns the masked form as a JSON string.
func (t Text) MarshalJSON() ([]byte, error) { return []byte(strconv.Quote(t.String())), nil }
