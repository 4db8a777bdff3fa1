package picture

import (
	uv "github.com/charmbracelet/ultraviolet"

	"imagine-tui/api/pattern"
)

// lastAnswer is what answers the last query: nothing follows it, but for what a
// terminal around tmux answers, its name and whether it knows kitty's pictures.
var (
	lastAnswer     = pattern.Of(`\x1b\[\?[0-9;]*c`)
	aroundAnswer   = pattern.Of(`\x1bP>\|[^\x1b]*\x1b\\`)
	graphicsAnswer = pattern.Of(`\x1b_G[^\x1b]*\x1b\\`)
)

// mostAnswers bounds what is read: a terminal's answers take some hundred bytes.
const mostAnswers = 16 << 10

// feedAnswers gives a Detector what a terminal sent.
func (d *Detector) feedAnswers(b []byte) {
	var decoder uv.EventDecoder
	for len(b) > 0 {
		n, event := decoder.Decode(b)
		if n <= 0 {
			return
		}
		if many, ok := event.(uv.MultiEvent); ok {
			for _, e := range many {
				d.Feed(e)
			}
		} else {
			d.Feed(event)
		}
		b = b[n:]
	}
}
