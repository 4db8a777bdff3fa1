package pixels

// Kind is how a row of bytes holds pixels.
type Kind int

// The kinds of rows.
const (
	Gray  Kind = iota // one byte
	RGB               // three bytes
	RGBX              // four bytes, the last without meaning
	RGBA              // four bytes, colours already multiplied by alpha
	NRGBA             // four bytes, colours not multiplied by alpha
)

// Bytes returns the bytes a pixel takes.
func (k Kind) Bytes() int { return [...]int{1, 3, 4, 4, 4}[k] }

// Scaled returns the bytes a scaled pixel takes: alpha goes where there is
// none, and what is left is multiplied by it.
func (k Kind) Scaled() int { return [...]int{1, 3, 3, 4, 4}[k] }
