package paste

import (
	"bytes"
	"time"

	"imagine-tui/api/pattern"
)

// answers keeps what a terminal answers in one piece. A line that stalls can cut
// an answer anywhere, and what comes late would count as typed.
type answers struct {
	held []byte // the beginning of an answer
	skip bool   // an answer too long to be one is left out up to its end
	at   time.Time
}

// mostAnswer is how long an answer can be that matters.
const mostAnswer = 1024

var (
	// answered is a whole answer: attributes, modes and sizes, then the texts of
	// names, pictures and colours.
	answered = pattern.Of(`^(?:\x1b\[[?>=]?[0-9;]*\$?[@-~]|\x1b(?:P[>!01][|+$]|_G|\][0-9]+;)[^\x00-\x1f]*(?:\x07|\x1b\\))`)
	// begun is the beginning of one. What a key sends arrives whole.
	begun = pattern.Of(`^(?:\x1b\[[?>=]?[0-9;]*\$?|\x1b(?:P[>!01]?(?:[|+$][^\x00-\x1f]*)?|_(?:G[^\x00-\x1f]*)?|\][0-9]*(?:;[^\x00-\x1f]*)?)\x1b?)$`)
)

// take takes what arrived and returns what is whole of it.
func (a *answers) take(b []byte, now time.Time) []byte {
	late := now.Sub(a.at) > stalled
	a.at = now
	ends := answered.Regexp().Match(append(bytes.Clone(a.held), b...)) || a.skip && afterText(b) != nil
	if late && (len(a.held) > 0 || a.skip) && fromKeys(b) && !ends {
		a.held, a.skip = nil, false // its end never came, and somebody types
		return b
	}
	if a.skip {
		if b = afterText(b); b == nil {
			return nil
		}
		a.skip = false
	}
	b = append(a.held, b...)
	a.held = nil
	var out []byte
	for {
		at := bytes.IndexByte(b, escape)
		if at < 0 {
			return append(out, b...)
		}
		out, b = append(out, b[:at]...), b[at:]
		if whole := answered.Regexp().Find(b); whole != nil {
			out, b = append(out, whole...), b[len(whole):]
			continue
		}
		if len(b) > 2 && begun.Regexp().Match(b) {
			if len(b) <= mostAnswer {
				a.held = bytes.Clone(b)
			} else {
				a.skip = true
			}
			return out
		}
		out, b = append(out, b[0]), b[1:]
	}
}

// afterText returns what follows the end of a text, nil while that has not come.
func afterText(b []byte) []byte {
	for i, c := range b {
		switch {
		case c == bell, c == '\\' && i > 0 && b[i-1] == escape:
			return b[i+1:]
		case c < 0x20 && c != escape:
			return b[i:]
		}
	}
	return nil
}
