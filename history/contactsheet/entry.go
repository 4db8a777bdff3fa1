package contactsheet

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"imagine-tui/api/clean"
)

// Entry is one result on a sheet. Its text is cleaned when the sheet is made.
type Entry struct {
	// Path is the picture's or video's file.
	Path string
	// Poster is a picture that stands for a video, "" if there is none.
	Poster string
	// Prompt is what was sent, Template what the person wrote.
	Prompt, Template string
	Operation        string
	Style, Ratio     string
	// Seed is 0 where there is none.
	Seed int64
	// Width and Height are in pixels, Bytes is the size of the file. What is 0
	// is read from the file.
	Width, Height int
	Bytes         int64
	// Tokens is the catalogue price, nil where it is not known.
	Tokens *int
	// Key is the name of the key that paid.
	Key string
	// Sandbox marks a picture that the sandbox painted: it is always told.
	Sandbox bool
	Saved   time.Time
	// Parent is the name of the picture this one was made from.
	Parent string
	// Recipe is JSON that says how to make the picture again, Command a line
	// for a shell that does it. Both may be "".
	Recipe  []byte
	Command string
	// Rating is 0 (none) to 5.
	Rating int
	Picked bool
	Tags   []string
}

// Axis is what differs along the rows or the columns of a sheet.
type Axis string

// The axes. Auto leaves the choice to the sheet.
const (
	Auto   Axis = ""
	None   Axis = "none"
	Prompt Axis = "prompt"
	Style  Axis = "style"
	Ratio  Axis = "ratio"
	Seed   Axis = "seed"
)

// axes in the order in which they are preferred for rows.
var axes = []Axis{Prompt, Style, Ratio, Seed}

// ParseAxis reads the name of an axis, "auto" or "none".
func ParseAxis(text string) (Axis, error) {
	switch a := Axis(strings.ToLower(strings.TrimSpace(text))); {
	case a == "auto", a == Auto:
		return Auto, nil
	case a == None, slices.Contains(axes, a):
		return a, nil
	}
	return Auto, fmt.Errorf("%q is no axis: use prompt, style, ratio, seed, none or auto", clean.Short(text, 40))
}

// value returns where an entry stands on an axis.
func (e *Entry) value(a Axis) string {
	switch a {
	case Prompt:
		return e.Prompt
	case Style:
		if e.Style == "" {
			return e.Operation
		}
		return e.Style
	case Ratio:
		return e.Ratio
	case Seed:
		if e.Seed > 0 {
			return strconv.FormatInt(e.Seed, 10)
		}
	case Auto, None:
	}
	return ""
}

// cleaned returns the entry with text that is safe to show.
func (e Entry) cleaned() Entry {
	e.Prompt, e.Template = clean.Text(e.Prompt), clean.Text(e.Template)
	for _, text := range []*string{&e.Operation, &e.Style, &e.Ratio, &e.Key, &e.Parent, &e.Command} {
		*text = clean.Line(*text)
	}
	e.Tags = slices.Clone(e.Tags)
	for i := range e.Tags {
		e.Tags[i] = clean.Line(e.Tags[i])
	}
	return e
}

// nameless leaves of an entry what is seen of the picture, who made it where that
// has to be told, and what a person chose to have along rows or columns.
func (e Entry) nameless(chosen ...Axis) Entry {
	bare := Entry{Path: e.Path, Poster: e.Poster, Width: e.Width, Height: e.Height, Bytes: e.Bytes, Sandbox: e.Sandbox}
	for _, axis := range chosen {
		switch axis {
		case Prompt:
			bare.Prompt = e.Prompt
		case Style:
			bare.Style, bare.Operation = e.Style, e.Operation
		case Ratio:
			bare.Ratio = e.Ratio
		case Seed:
			bare.Seed = e.Seed
		case Auto, None:
		}
	}
	return bare
}

// isVideo tells whether the file is a video, by its name.
func (e *Entry) isVideo() bool {
	switch strings.ToLower(filepath.Ext(e.Path)) {
	case ".mp4", ".webm", ".mov", ".m4v":
		return true
	}
	return false
}
