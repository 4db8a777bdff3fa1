// Package sheet is the screen that lays results out over two of prompt, style,
// ratio and seed. What else differs is leafed through, a plane at a time. It
// gets pictures as finished lines of cells: nothing is decoded here.
package sheet

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

// label is how a heading says a value.
func (a Axis) label(value string) string {
	switch {
	case a == Seed && value == "0":
		return "no seed"
	case a == Seed:
		return "s" + value
	case value == "":
		return "–"
	}
	return value
}
