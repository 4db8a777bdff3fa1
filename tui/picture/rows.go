package picture

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// rowMarks is how many blanks of a row tell which it is, rowBlank what stands for a
// space there: another one than those under a picture, which say that it is painted.
const (
	rowMarks = 8
	rowBlank = "\u2002"
)

// numbered returns a row with its number in the last of its blanks, some of which
// become others that look the same: so no row of a frame is like another one of the
// frame before, and renderers that scroll what moved do not. Some terminals, as foot,
// move all pictures with any rows that scroll.
func numbered(line string, y int) string {
	var at [rowMarks]int
	n := 0
	for i := 0; i < len(line); {
		switch line[i] {
		case ansi.ESC:
			_, _, size, _ := ansi.DecodeSequence(line[i:], ansi.NormalState, nil)
			i += max(1, size)
			continue
		case ' ':
			at[n%rowMarks] = i
			n++
		}
		i++
	}
	var b strings.Builder
	b.Grow(len(line) + rowMarks)
	done := 0
	for k := max(0, n-rowMarks); k < n; k++ {
		if (y+1)>>(n-1-k)&1 == 0 {
			continue
		}
		i := at[k%rowMarks]
		b.WriteString(line[done:i] + rowBlank)
		done = i + 1
	}
	return b.String() + line[done:]
}
