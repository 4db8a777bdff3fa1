package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/tui/widget/text"
)

// Limits of what is written into a field, in code points.
const (
	textLimit = 10_000
	lineLimit = 500
)

// row is a field with what the person does in it.
type row struct {
	Field
	area *text.Area  // of text
	line *text.Field // of an integer and an open choice
	pick int         // of a closed choice: index of options
	hint int         // of an open choice: suggestion the cursor is on, -1 for none
	// untouched tells that an open choice shows what it began with: all
	// suggestions are offered then, not those that fit.
	untouched bool
}

func newRow(f Field) *row {
	r := &row{Field: f, hint: -1, untouched: true}
	switch {
	case f.Kind == KindText:
		r.area = text.NewArea(textLimit)
	case f.Kind == KindInteger, f.Kind == KindChoice && f.Open:
		r.line = text.NewField(lineLimit)
	}
	r.set(f.Value)
	return r
}

// set fills the field; a closed choice that has no such value becomes empty.
func (r *row) set(value string) {
	switch {
	case r.area != nil:
		r.area.Set(value)
	case r.line != nil:
		r.line.Set(value)
		r.untouched = true
	default:
		r.pick = max(0, slices.Index(r.options(), value))
	}
}

// value returns what the field holds.
func (r *row) value() string {
	switch {
	case r.area != nil:
		return strings.TrimSpace(r.area.Value())
	case r.line != nil:
		return strings.TrimSpace(r.line.Value())
	}
	if o := r.options(); r.pick < len(o) {
		return o[r.pick]
	}
	return ""
}

// options returns what a closed choice can be. The empty one leaves it to the
// server.
func (r *row) options() []string {
	if r.Required {
		return r.Values
	}
	return append([]string{""}, r.Values...)
}

// suggestions returns what an open choice offers for what is written: what was
// sent before first.
func (r *row) suggestions() []string {
	if r.Kind != KindChoice || !r.Open {
		return nil
	}
	text := strings.ToLower(r.value())
	if r.untouched {
		text = ""
	}
	var out []string
	for _, s := range slices.Concat(r.Recent, r.Values) {
		s = clean.Line(s)
		if s != "" && !slices.Contains(out, s) && strings.Contains(strings.ToLower(s), text) {
			out = append(out, s)
		}
	}
	return out
}

// take puts the suggestion the cursor is on into the field; it reports whether
// there is one.
func (r *row) take() bool {
	s := r.suggestions()
	if r.hint < 0 || r.hint >= len(s) {
		return false
	}
	r.set(s[r.hint])
	r.hint = -1
	return true
}

// check tells what is wrong with what the field holds.
func (r *row) check() error {
	v := r.value()
	switch {
	case v == "" && r.Required:
		return fmt.Errorf("%s is required: %s", r.label(), map[Kind]string{KindText: "fill it in", KindChoice: "choose one", KindInteger: "type a number"}[r.Kind])
	case v == "" || r.Kind != KindInteger:
		return nil
	}
	n, err := strconv.ParseInt(v, 10, 64)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %q is not a whole number", r.label(), clean.Short(v, 20))
	case (r.Min != 0 || r.Max != 0) && (n < r.Min || r.Max != 0 && n > r.Max):
		return fmt.Errorf("%s: %d is not %s", r.label(), n, r.bounds())
	}
	return nil
}

// bounds says which numbers are taken.
func (r *row) bounds() string {
	if r.Max == 0 {
		return fmt.Sprintf("%d or more", r.Min)
	}
	return fmt.Sprintf("from %d to %d", r.Min, r.Max)
}
