package contactsheet

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
)

// Theme is the colours of a sheet.
type Theme string

// The themes. Auto follows the reader's system on a page, and is light in a
// PNG.
const (
	ThemeAuto  Theme = ""
	ThemeLight Theme = "light"
	ThemeDark  Theme = "dark"
)

// Bounds of Options.Thumb, in pixels of a picture's longer side, and what is
// used when nothing is said.
const (
	MinThumb    = 32
	MaxThumb    = 2048
	pngThumb    = 320
	htmlThumb   = 768 // shown at half of it, and when a picture is opened
	maxTitle    = 200 // runes
	maxOriginal = 64 << 20
	maxVideo    = 16 << 20
)

// Options says what a sheet is like.
type Options struct {
	// Title stands above it; "" makes one of what the pictures have in common.
	Title string
	// Rows and Columns are found where they are Auto.
	Rows, Columns Axis
	// Thumb is the longer side of a picture, in pixels, 0 for what suits.
	Thumb int
	Theme Theme
	// Full puts the files themselves into a page, instead of scaled copies.
	Full bool
	// NoRecipe leaves out, and takes out of the files, how the pictures were
	// made, but for what the axes and captions tell.
	NoRecipe bool
	// Program is named at the foot.
	Program string
	// Progress is called after each picture, by one goroutine at a time.
	Progress func(done, total int)
}

// Sheet is a contact sheet that is ready to be written.
type Sheet struct {
	entries []Entry
	layout  layout
	o       Options
	// order is where entries stand, in reading order.
	order []int
	// size is that of all pictures, "" where they differ; price and sandbox
	// tell whether all cost the same and whether the sandbox painted all.
	size           string
	price, sandbox bool
	// problems of files that are shown as a card.
	problems []Problem
}

// Problem is a picture that a sheet could only tell of, not show.
type Problem struct{ Path, Reason string }

// Result says what is on a sheet that was written.
type Result struct {
	Pictures int
	// Rows and Columns are the axes as they were chosen.
	Rows, Columns Axis
	Problems      []Problem
	// Boxes counts labels of a PNG with letters that its font does not have.
	Boxes int
}

// ErrNothing says that there is nothing to put on a sheet.
var ErrNothing = errors.New("there is no picture to put on a sheet")

// New lays a sheet out. Sizes that entries do not say are read from the files.
func New(ctx context.Context, entries []Entry, o Options) (*Sheet, error) {
	if len(entries) == 0 {
		return nil, ErrNothing
	}
	if o.Thumb != 0 && (o.Thumb < MinThumb || o.Thumb > MaxThumb) {
		return nil, fmt.Errorf("thumbnails of %d pixels: %d to %d are possible", o.Thumb, MinThumb, MaxThumb)
	}
	s := &Sheet{o: o, entries: make([]Entry, len(entries))}
	for i, e := range entries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		e = e.cleaned()
		if (e.Width < 1 || e.Height < 1) && !e.isVideo() {
			// What cannot be read is told when it is drawn.
			e.Width, e.Height, _ = readSize(e.Path)
		}
		s.entries[i] = e
	}
	s.size, s.price, s.sandbox = s.sameSize(), s.samePrice(), s.allSandbox()
	s.layout = arrange(s.entries, o.Rows, o.Columns)
	for _, sec := range s.layout.sections {
		for _, r := range sec.rows {
			for _, cell := range r.cells {
				s.order = append(s.order, cell...)
			}
		}
	}
	s.o.Title = s.title()
	return s, nil
}

func (s *Sheet) title() string {
	title := clean.Line(s.o.Title)
	if title == "" {
		title = s.commonPrompt()
	}
	if title == "" {
		title = "Contact sheet"
	}
	if runes := []rune(title); len(runes) > maxTitle {
		title = string(runes[:maxTitle-1]) + "…"
	}
	return title
}

// commonPrompt is the one prompt, or the one template, of all entries.
func (s *Sheet) commonPrompt() string {
	same := func(of func(*Entry) string) string {
		first := of(&s.entries[0])
		for i := range s.entries {
			if of(&s.entries[i]) != first {
				return ""
			}
		}
		return clean.Line(first)
	}
	if prompt := same(func(e *Entry) string { return e.Prompt }); prompt != "" {
		return prompt
	}
	return same(func(e *Entry) string { return e.Template })
}

// summary says in one line what all of the sheet is.
func (s *Sheet) summary() string {
	parts := []string{wording.Count(len(s.entries), "picture")}
	for _, f := range s.layout.common {
		if f.Name == string(Prompt) {
			continue // it is the title, or told below it
		}
		if f.Name == string(Seed) {
			f.Value = "seed " + f.Value
		}
		parts = append(parts, f.Value)
	}
	if s.size != "" {
		parts = append(parts, s.size)
	}
	tokens, known := 0, true
	for i := range s.entries {
		if t := s.entries[i].Tokens; t != nil {
			tokens += *t
		} else {
			known = false
		}
	}
	switch {
	case known:
		parts = append(parts, wording.Count(tokens, "token"))
	case tokens > 0:
		parts = append(parts, "at least "+wording.Count(tokens, "token"))
	}
	if s.sandbox {
		parts = append(parts, "painted by the sandbox")
	}
	return strings.Join(parts, " · ")
}

func (s *Sheet) allSandbox() bool {
	for i := range s.entries {
		if !s.entries[i].Sandbox {
			return false
		}
	}
	return true
}

// sameSize is the size in pixels that all entries have, else "".
func (s *Sheet) sameSize() string {
	first := &s.entries[0]
	for i := range s.entries {
		if s.entries[i].Width != first.Width || s.entries[i].Height != first.Height {
			return ""
		}
	}
	if first.Width == 0 {
		return ""
	}
	return fmt.Sprintf("%d×%d", first.Width, first.Height)
}

// samePrice tells whether all entries cost the same.
func (s *Sheet) samePrice() bool {
	first := s.entries[0].Tokens
	for i := range s.entries {
		if t := s.entries[i].Tokens; t == nil || first == nil || *t != *first {
			return false
		}
	}
	return true
}

// caption tells of a picture what its place on the sheet does not: its prompt,
// and in a line of their own its settings.
func (s *Sheet) caption(i int) (prompt, settings string) {
	e := &s.entries[i]
	var parts []string
	for _, axis := range s.layout.varied {
		v := clean.Line(e.value(axis))
		switch {
		case axis == Prompt:
			prompt, v = clean.Line(s.layout.labels[e.Prompt]), ""
		case axis == Seed && v != "":
			v = "seed\u00a0" + v
		}
		if v != "" {
			parts = append(parts, v)
		}
	}
	return prompt, strings.Join(parts, " · ")
}

// note is the small print of a picture: size and price where they differ,
// what was thought of it, and who painted it. plain does without signs that
// few fonts have.
func (s *Sheet) note(i int, plain bool) string {
	e := &s.entries[i]
	var parts []string
	if s.size == "" && e.Width > 0 {
		parts = append(parts, fmt.Sprintf("%d×%d", e.Width, e.Height))
	}
	if e.Tokens != nil && !s.price {
		parts = append(parts, wording.Count(*e.Tokens, "token"))
	}
	if e.Sandbox && !s.sandbox {
		parts = append(parts, "sandbox")
	}
	if !s.o.NoRecipe {
		if e.Picked {
			parts = append(parts, "picked")
		}
		switch {
		case e.Rating > 0 && plain:
			parts = append(parts, fmt.Sprintf("rated %d", min(e.Rating, 5)))
		case e.Rating > 0:
			parts = append(parts, e.stars())
		}
	}
	return strings.Join(parts, " · ")
}

// describe is what is read out instead of the picture.
func (s *Sheet) describe(i int) string {
	e := &s.entries[i]
	parts := []string{clean.Line(e.Prompt)}
	for _, axis := range []Axis{Style, Ratio} {
		parts = append(parts, e.value(axis))
	}
	if e.Seed > 0 {
		parts = append(parts, "seed "+e.value(Seed))
	}
	kept := parts[:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ", ")
}

func (s *Sheet) problem(path string, err error) {
	s.problems = append(s.problems, Problem{path, err.Error()})
}

func (s *Sheet) progress(done int) {
	if s.o.Progress != nil {
		s.o.Progress(done, len(s.order))
	}
}

func (s *Sheet) result() Result {
	return Result{Pictures: len(s.order), Rows: s.layout.rows, Columns: s.layout.columns, Problems: s.problems}
}
