// Package voice says the studio in sentences, for who hears it. A screen reader reads
// what is written and the line of the cursor, so there are two things and no more: the
// one line where one is, with the cursor on it, and what was said last. What one is in
// is said before that line on coming there; above text that is written it stays. Only
// what changed is written, each line as a whole; where text is edited, only the letters
// that changed. What changes by itself is shown once a second at most.
//
// No character of U+2500 to U+28FF is ever among it: borders, blocks, signs, Braille.
package voice

// Page is what a pane, a screen or a dialog says of itself.
type Page struct {
	// Name tells this page from all others; another name is another place.
	Name string
	// Title is what it is, and what is true of all of it.
	Title string
	// Here is the sentence of where one is: the selected row, a fact, a question. Item
	// tells that row from the others.
	Here, Item string
	// Field is the text that is written here instead, nil where none is.
	Field *Field
	// More are the sentences that can be heard besides, in turn; nil for none.
	More func() []string
}

// Field is text that is being written, in lines as they are shown, and where its
// cursor stands in them.
type Field struct {
	Lines []string
	X, Y  int
}

// Speaker says itself.
type Speaker interface {
	Spoken() Page
}

// same tells whether two pages say the same.
func (p *Page) same(o *Page) bool {
	return p.at(o) && p.Title == o.Title && p.Here == o.Here && p.Field.same(o.Field)
}

// at tells whether two pages are of the same place.
func (p *Page) at(o *Page) bool { return p.Name == o.Name && p.Item == o.Item }

func (f *Field) same(o *Field) bool {
	if f == nil || o == nil {
		return f == o
	}
	if f.X != o.X || f.Y != o.Y || len(f.Lines) != len(o.Lines) {
		return false
	}
	for i, l := range f.Lines {
		if l != o.Lines[i] {
			return false
		}
	}
	return true
}
