package picture

import (
	"bytes"

	"github.com/charmbracelet/x/ansi"
)

// titles keeps the title that the window had: where the terminal has a stack of
// them, the program's own lies on top of it until the program goes.
type titles struct{ pushed bool }

// The beginning of a title, one that is empty, which the screen library sends to
// take it away, and the commands of the stack.
var (
	titleStart = []byte("\x1b]2;")
	titleNone  = []byte(ansi.SetWindowTitle(""))
	titlePush  = []byte("\x1b[22;2t")
	titlePop   = []byte("\x1b[23;2t")
)

// rewrite puts the stack to use in what is written. Programs that set no title
// are left alone.
func (t *titles) rewrite(p []byte) []byte {
	if !bytes.Contains(p, titleStart) {
		return p
	}
	var out []byte
	for {
		at := bytes.Index(p, titleStart)
		if at < 0 {
			return append(out, p...)
		}
		out = append(out, p[:at]...)
		if p = p[at:]; bytes.HasPrefix(p, titleNone) {
			p = p[len(titleNone):]
			if t.pushed {
				out = append(out, titlePop...)
			}
			t.pushed = false
			continue
		}
		if !t.pushed {
			out = append(out, titlePush...)
		}
		t.pushed = true
		out, p = append(out, titleStart...), p[len(titleStart):]
	}
}
