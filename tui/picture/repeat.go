package picture

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
)

// bare is a placeholder that says neither row nor column: it goes on from the
// cell before it.
var bare = []byte(string(kitty.Placeholder))

// fewest is how many in a row are worth a count.
const fewest = 4

// repeated writes runs of bare placeholders as one and a count.
func repeated(p []byte) []byte {
	if !bytes.Contains(p, bytes.Repeat(bare, fewest)) {
		return p
	}
	out := make([]byte, 0, len(p))
	for {
		at := bytes.Index(p, bare)
		if at < 0 {
			return append(out, p...)
		}
		out, p = append(out, p[:at]...), p[at:]
		n := 0
		for bytes.HasPrefix(p[n*len(bare):], bare) {
			n++
		}
		p = p[n*len(bare):]
		last := 0
		if r, _ := utf8.DecodeRune(p); unicode.Is(unicode.Mn, r) {
			last = 1 // it says where it is, so it is not bare
		}
		if n -= last; n >= fewest {
			out = append(append(out, bare...), ansi.RepeatPreviousCharacter(n-1)...)
			n = 0
		}
		out = append(out, bytes.Repeat(bare, n+last)...)
	}
}
