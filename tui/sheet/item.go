// Package sheet is the screen that lays results out over two of prompt, style,
// ratio and seed. What else differs is leafed through, a plane at a time. It
// gets pictures as finished lines of cells: nothing is decoded here.
package sheet

import (
	"strconv"
	"time"

	"imagine-tui/tui/gallery"
)

// Axis is something in which the requests of a sheet can differ.
type Axis int

// The axes. None stands for no axis at all.
const (
	Variant Axis = iota
	Style
	Ratio
	Seed
	axes
	None Axis = -1
)

// String returns the word a person knows the axis by.
func (a Axis) String() string {
	switch a {
	case Variant:
		return "prompt"
	case Style:
		return "style"
	case Ratio:
		return "ratio"
	case Seed:
		return "seed"
	default:
		return "none"
	}
}

// Item is one run or one saved result. Text in it is already clean.
type Item struct {
	ID string // belongs to the result and never changes
	// Variant is what sets the prompt apart from the others of the sheet. Two
	// items with equal variants have the same prompt.
	Variant string
	Style   string
	Ratio   string
	Seed    int64
	// Instead is the id of the item in whose cell this one stands: it was made
	// by rolling that one, and its own seed is no column of the sheet. "" for
	// an item that stands where its own values say.
	Instead string
	State   gallery.State
	Note    string        // what happens now, or what went wrong, in a few words
	Elapsed time.Duration // shown while the run is under way
	Tokens  int           // catalogue price; means nothing unless Priced
	Priced  bool
	Free    bool // painted by the sandbox
	New     bool // not yet looked at
	Picked  bool
	// Rejected pictures stay in their cells, dimmed.
	Rejected bool
	Rating   int // 0 … 5
}

// value returns what the item is on an axis, as its heading says it.
func (it *Item) value(a Axis) string {
	switch a {
	case Variant:
		return it.Variant
	case Style:
		return it.Style
	case Ratio:
		return it.Ratio
	default:
		return strconv.FormatInt(it.Seed, 10)
	}
}

// LookMsg asks for the picture of a cell at full size.
type LookMsg struct{ ID string }

// SelectedMsg says that the person moved to another cell. ID is "" when
// nothing was asked for there.
type SelectedMsg struct{ ID string }

// MarkedMsg says that the marks changed.
type MarkedMsg struct{ Count int }

// RollMsg asks for new seeds for these items. The answers belong into their
// cells: Item.Instead says so.
type RollMsg struct{ IDs []string }

// AskMsg asks for the picture of a cell that nothing was asked for yet. Like
// is the id of an item with the same prompt.
type AskMsg struct {
	Variant, Style, Ratio string
	Seed                  int64
	Like                  string
}

// WantMsg asks for the thumbnails of saved items, most urgent first, each in
// at most W × H cells: the answer is SetThumb.
type WantMsg struct {
	IDs  []string
	W, H int
}

// NoteMsg says why a key did nothing.
type NoteMsg struct{ Text string }

// CloseMsg asks to leave the sheet.
type CloseMsg struct{}
