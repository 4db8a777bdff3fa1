package contactsheet

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
	// made and what their files are called, but for what chosen axes tell.
	NoRecipe bool
	// Program is named at the foot.
	Program string
	// Progress is called after each picture, by one goroutine at a time.
	Progress func(done, total int)
}
