package action

import (
	"math/bits"
	"strings"
)

// Place is something that can have the keyboard.
type Place uint8

// The places. Where letters are text, they are no keys of actions.
const (
	Prompt      Place = iota // the prompt pane
	Field                    // a field in a pane: a filter of styles, an id, seeds
	Filter                   // the filter of the results
	Style                    // the style pane
	Seed                     // the seed and ratio pane
	Keys                     // the key pane
	Results                  // the results pane
	Preview                  // the preview pane
	KeyList                  // the short list of keys, over any pane
	Sheet                    // the sheet
	Axes                     // its list of rows and columns
	Compare                  // the compare screen
	Queue                    // the queue screen
	Full                     // a picture over the whole screen
	Cull                     // one picture of a batch after the other
	Duel                     // two of them, of which one stays
	Mask                     // the mask editor
	Resize                   // the resize form
	ResizeField              // a border in it that is being written
	Form                     // a text in the form of an edit
	FormChoice               // one of a few in it
	FormSend                 // the line that sends it
	Files                    // the file picker
	Question                 // a dialog with a field
	Choice                   // a dialog with a few ways out
	Info                     // a dialog to read
	Picker                   // a list with a search: commands, help, old prompts
	KeyForm                  // a field of the form that adds or renames a key
	KeyKeep                  // where it is kept, in that form
	Statistics               // what was spent
	placeCount
)

var placeNames = [placeCount]string{
	Prompt: "prompt", Field: "field", Filter: "filter", Style: "style", Seed: "seed", Keys: "keys", Results: "results",
	Preview: "preview", KeyList: "key list", Sheet: "sheet", Axes: "axes", Compare: "compare", Queue: "queue", Full: "full picture", Cull: "one by one", Duel: "duel",
	Mask: "mask", Resize: "resize", ResizeField: "resize field", Form: "form", FormChoice: "form choice",
	FormSend: "form send", Files: "files", Question: "question", Choice: "choice", Info: "info",
	Picker: "picker", KeyForm: "key form", KeyKeep: "key form choice", Statistics: "statistics",
}

// String returns the place's name.
func (p Place) String() string { return placeNames[p] }

// Title returns the name as it begins a line.
func (p Place) Title() string {
	name := p.String()
	return strings.ToUpper(name[:1]) + name[1:]
}

// Typing tells whether letters are text there.
func (p Place) Typing() bool { return typing.Has(p) }

// Places is a set of places.
type Places uint64

// at returns the set of the given places.
func at(list ...Place) Places {
	var set Places
	for _, p := range list {
		set |= 1 << p
	}
	return set
}

// Has tells whether a place is in the set.
func (s Places) Has(p Place) bool { return s&(1<<p) != 0 }

// Names lists the places by name.
func (s Places) Names() []string {
	names := make([]string, 0, bits.OnesCount64(uint64(s)))
	for p := range placeCount {
		if s.Has(p) {
			names = append(names, p.String())
		}
	}
	return names
}

// The sets that entries of the table are made of.
var (
	all    = Places(1<<placeCount - 1)
	typing = at(Prompt, Field, Filter, ResizeField, Form, Files, Question, Picker, KeyForm)
	// panes are the studio's outside text.
	panes = at(Style, Seed, Keys, Results, Preview)
	// studio is every pane, also while text is written in it.
	studio = panes | at(Prompt, Field, Filter)
	// overs are the screens on which a picture is selected.
	overs = at(Sheet, Compare, Queue, Full, Cull, Duel)
	// pictures are all places in which one is.
	pictures = at(Results, Preview) | overs
	tools    = at(Mask, Resize)
	// pairing are the places where a key may wait for a second one.
	pairing = studio | overs | tools | at(Statistics)
	forms   = at(FormChoice, FormSend)
	// texts are the fields of this program's own editor.
	texts = at(Prompt, Field, ResizeField, Form, Files, Question, KeyForm)
)
