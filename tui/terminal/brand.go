package terminal

// Brand is a row of the table: a terminal, or what stands between the program
// and one.
type Brand struct {
	// Name is what people call it.
	Name string
	// Signs are what it is known by.
	Signs Signs
	// Colors is how many colours it shows; TrueFrom is the version that first
	// shows all of them, where an older one may be met.
	Colors   Colors
	TrueFrom Since
	// NamesColors says that it shows more than 16 only where TERM says so, and
	// never more than Colors, whatever else the environment says: that is of the
	// terminal around it.
	NamesColors bool
	// Pictures are the ways to draw that work there.
	Pictures Pictures
	// Desktop is what it passes on to the desktop around it.
	Desktop Desktop
	// Quirks are where it differs from what a program expects.
	Quirks Quirks
	// Seen says where all of this was seen or read, by product and version.
	Seen string
}

// Signs are what a brand is known by, the surest first.
type Signs struct {
	// Version is the name in its answer to XTVERSION, in small letters.
	Version string
	// Secondary are the first two numbers of its answer to the second question
	// for attributes (DA2), and Primary all of the first (DA1).
	Secondary []Range
	Primary   []int
	// Variables are those it sets: NAME=value, a value that begins so
	// (NAME=value*), or the name alone for any value.
	Variables []string
	// VersionIn is the variable that holds its version.
	VersionIn string
	// Processes are the names that its process has on Linux, cut to 15 letters
	// as there.
	Processes []string
	// Numbering is how DA2 tells the version, or what else says it as one number.
	Numbering Numbering
	// Libraries are the versions of its library, where it tells that in place of its
	// own, the oldest first.
	Libraries []Library
}

// Range is a first number of DA2 with what the second may be.
type Range struct{ First, From, To int }

// holds tells whether an answer lies in the range.
func (r Range) holds(answer []int) bool {
	return len(answer) > 1 && answer[0] == r.First && answer[1] >= r.From && answer[1] <= r.To
}

// any is a first number of DA2 whatever the second is.
func first(n int) Range { return Range{n, 0, 1 << 30} }

// Numbering is how the second number of DA2 tells a version.
type Numbering int

// The ways to number versions.
const (
	// Unnumbered says that it tells none.
	Unnumbered Numbering = iota
	// Plain is the version itself.
	Plain
	// Hundreds has two digits each for all but the first part: 1501 is 0.15.1.
	Hundreds
)

// Library is the version of a library, and the release that came with it first.
type Library struct{ Version, Release Version }

// Colors is how many colours a brand is known to show.
type Colors int

// The numbers of colours.
const (
	// ColorsUnknown leaves it to what the environment says.
	ColorsUnknown Colors = iota
	Colors16
	Colors256
	ColorsAll
)

// Pictures says from which version on a way to draw pictures works.
type Pictures struct {
	// Placeholders are kitty's pictures in cells of text, Kitty those where the
	// cursor is; a question about either is asked of no other brand.
	Placeholders, Kitty Since
	// Files are pictures sent as iTerm2 made it up. FilesBySixel says that they
	// come with an add-on that also says it draws sixels.
	Files        Since
	FilesBySixel bool
	// Sixel lets it be believed when it says that it draws sixels.
	Sixel Since
	// Sextants are drawn by the terminal itself, whatever its font has.
	Sextants Since
}

// Quirks are where a brand differs from what a program expects.
type Quirks struct {
	// Ghosts says that pictures stay when text is written over them.
	Ghosts bool
	// MouseHoldsEsc says that esc waits for the next key while the mouse is on.
	MouseHoldsEsc bool
	// Titles says that it keeps a stack of window titles.
	Titles bool
	// KeepsScreen says that it has no second screen: what was drawn stays.
	KeepsScreen bool
	// Silent says that no question may be asked: it shows them.
	Silent bool
	// Between says that it stands between the program and a terminal, which is
	// not known by its answers.
	Between bool
	// Unfit says why the studio cannot be shown at all, "" where it can.
	Unfit string
	// Taken are keys that it keeps for itself, as the program names them.
	Taken []string
	// Inside are those that do not arrive where something stands between.
	Inside []string
	// Doubtful are keys that some keep of those that this may be: nobody can tell
	// which it is.
	Doubtful []string
	// Reorders says that it shows right-to-left text in the order it is read, and
	// what follows with it unless that is kept apart.
	Reorders bool
	// Drifts says that it puts lines of borders behind what stands before them, as
	// wide as that is in the font it comes from, and not into their cells.
	Drifts bool
}
