package cells

import "github.com/charmbracelet/x/ansi"

// Even tells whether each character of a line takes one cell, whichever rule a
// terminal follows. A line that is not even is written anew from its start with
// each frame, because nobody knows in which column its parts ended up.
func Even(s string) bool {
	for i := 0; i < len(s); {
		if s[i] == ansi.ESC {
			i += sequence(s[i:])
			continue
		}
		end, width := letter(s[i:], CodePoints)
		if s[i] >= ' ' && width != 1 {
			return false
		}
		if _, other := letter(s[i:], Graphemes); s[i] >= ' ' && other != 1 {
			return false
		}
		i += end
	}
	return true
}
