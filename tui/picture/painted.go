package picture

import "github.com/charmbracelet/x/ansi"

// painted follows the cursor through what is written to the terminal, from row to
// row, and finds the rows in which cells under a picture were painted or moved,
// which takes the picture's part of them away. What is written says it alone:
// renderers also paint cells that did not change, to come to those that did.
type painted struct {
	parser      *ansi.Parser
	row, saved  int // of the cursor; unknown before the first absolute move
	top, bottom int // the rows that scroll
	pen         pen
	rows        []row
	some        bool // a row was painted
}

// row is what is known of a row of the screen.
type row struct {
	painted bool // with what was written last
	pen     pen  // that painted blanks in it last, wherever the row moved since
}

// unknown is the row of a cursor of which only moves are known.
const unknown = -1

// mostParams are more parameters than any sequence has that moves something.
const mostParams = 16

// read returns which rows of a screen of that height were painted; nil for none.
// They are valid until it is called again.
func (p *painted) read(data []byte, height int) []row {
	if p.parser == nil {
		p.parser = new(ansi.Parser)
		p.parser.SetParamsSize(mostParams)
		p.parser.SetDataSize(1)
		p.parser.SetHandler(ansi.Handler{Print: p.letter, Execute: p.control, HandleEsc: p.escape, HandleCsi: p.sequence})
	}
	if height != len(p.rows) {
		p.rows = make([]row, height)
		p.top, p.bottom = 0, height-1
		p.forget()
	}
	for i := range p.rows {
		p.rows[i].painted = false
	}
	p.some = false
	for _, b := range data {
		p.parser.Advance(b)
	}
	if !p.some {
		return nil
	}
	return p.rows
}

// forget says that something was written, or may have been, that was not read.
func (p *painted) forget() {
	p.row, p.saved, p.pen = unknown, unknown, 0
	for i := range p.rows {
		p.rows[i].pen = anyPen
	}
}

// letter paints a blank; in any row if it is not known in which.
func (p *painted) letter(r rune) {
	if !isBlank(r) {
		return
	}
	p.some = true
	if p.row == unknown {
		for i := range p.rows {
			p.rows[i] = row{true, anyPen}
		}
		return
	}
	p.rows[p.row] = row{true, p.pen}
}

// move moves rows down within others, or up; in all others if it is not known
// where, and then nobody knows which is where.
func (p *painted) move(from, to, down int) {
	lost := from == unknown
	if lost {
		from, to = 0, len(p.rows)-1
	}
	if from > to {
		return
	}
	p.some = true
	rows := p.rows[from : to+1]
	switch n := min(max(down, -down), len(rows)); {
	case down > 0:
		copy(rows[n:], rows)
	case down < 0:
		copy(rows, rows[n:])
	}
	for i := range rows {
		rows[i].painted = true
		if lost {
			rows[i].pen = anyPen
		}
	}
}

// by moves the cursor up or down.
func (p *painted) by(rows int) {
	if p.row != unknown {
		p.row = max(0, min(p.row+rows, len(p.rows)-1))
	}
}

// feed goes a row down or up; at the edge all others move instead.
func (p *painted) feed(down int) {
	switch {
	case p.row == unknown:
		p.move(unknown, unknown, 0)
	case down > 0 && p.row == p.bottom, down < 0 && p.row == p.top:
		p.move(p.top, p.bottom, -down)
	default:
		p.by(down)
	}
}

func (p *painted) control(b byte) {
	if b == '\n' || b == '\v' || b == '\f' {
		p.feed(1)
	}
}

func (p *painted) escape(cmd ansi.Cmd) {
	if cmd.Intermediate() != 0 {
		return
	}
	switch cmd.Final() {
	case '7': // DECSC
		p.saved = p.row
	case '8': // DECRC
		p.row = p.saved
	case 'D', 'E': // IND, NEL
		p.feed(1)
	case 'M': // RI
		p.feed(-1)
	case 'c': // RIS
		p.forget()
	}
}

func (p *painted) sequence(cmd ansi.Cmd, params ansi.Params) {
	if cmd.Prefix() == '?' && (cmd.Final() == 'h' || cmd.Final() == 'l') {
		if mode, _, _ := params.Param(0, 0); mode == ansi.ModeAltScreenSaveCursor.Mode() {
			p.forget()
		}
	}
	if cmd.Prefix() != 0 || cmd.Intermediate() != 0 {
		return
	}
	n, _, _ := params.Param(0, 1)
	n = max(n, 1)
	switch cmd.Final() {
	case 'm': // SGR
		p.style(params)
	case 'H', 'f', 'd': // CUP, HVP, VPA
		p.row = min(n, len(p.rows)) - 1
	case 'A', 'F': // CUU, CPL
		p.by(-n)
	case 'B', 'E', 'e': // CUD, CNL, VPR
		p.by(n)
	case 's': // SCOSC
		p.saved = p.row
	case 'u': // SCORC
		p.row = p.saved
	case '@', 'P': // ICH, DCH
		p.move(p.row, p.row, 0)
	case 'L': // IL
		p.move(p.row, p.bottom, n)
	case 'M': // DL
		p.move(p.row, p.bottom, -n)
	case 'S': // SU
		p.move(p.top, p.bottom, -n)
	case 'T': // SD
		p.move(p.top, p.bottom, n)
	case 'r': // DECSTBM
		bottom, _, _ := params.Param(1, len(p.rows))
		p.top, p.bottom = n-1, min(max(bottom, n), len(p.rows))-1
		p.row = 0
	}
}

// style takes note of what makes letters bold, faint or italic.
func (p *painted) style(params ansi.Params) {
	if len(params) == 0 {
		p.pen = 0
	}
	for i := 0; i < len(params); i++ {
		switch n := params[i].Param(0); {
		case params[i].HasMore(): // a colour or an underline, with what belongs to it
			for i < len(params) && params[i].HasMore() {
				i++
			}
		case n == 38 || n == 48 || n == 58:
			switch kind, _, _ := params.Param(i+1, 0); kind {
			case 2:
				i += 4
			case 5:
				i += 2
			}
		case n == 0:
			p.pen = 0
		case n == 22:
			p.pen &= italic
		case n == 23:
			p.pen &^= italic
		case n == 1:
			p.pen |= bold
		case n == 2:
			p.pen |= faint
		case n == 3:
			p.pen |= italic
		}
	}
}
