package picture

import "github.com/charmbracelet/x/ansi"

const tab = 8

func (s *shadow) control(b byte) {
	s.flush()
	switch b {
	case '\n', '\v', '\f':
		s.feed(1)
	case '\r':
		s.x = 0
	case '\b':
		s.along(-1)
	case '\t':
		s.tabs(1)
	}
}

// tabs goes to the n-th stop to the right, or left.
func (s *shadow) tabs(n int) {
	switch {
	case s.x == unknown:
	case n > 0:
		s.x = (s.x/tab + n) * tab
	default:
		s.x = max(0, ((s.x+tab-1)/tab+n)*tab)
	}
}

func (s *shadow) escape(cmd ansi.Cmd) {
	s.flush()
	if cmd.Intermediate() != 0 {
		return
	}
	switch cmd.Final() {
	case '7': // DECSC
		s.saved = [2]int{s.x, s.y}
	case '8': // DECRC
		s.x, s.y = s.saved[0], s.saved[1]
	case 'D': // IND
		s.feed(1)
	case 'E': // NEL
		s.x = 0
		s.feed(1)
	case 'M': // RI
		s.feed(-1)
	case 'c': // RIS
		s.anew()
	}
}

// anew says that the screen is empty, and nobody knows where the cursor is.
func (s *shadow) anew() {
	clear(s.rows)
	s.x, s.y, s.styles = unknown, unknown, plainStyle
	s.top, s.bottom = 0, len(s.rows)-1
}

func (s *shadow) sequence(cmd ansi.Cmd, params ansi.Params) {
	s.flush()
	if cmd.Prefix() == '?' && (cmd.Final() == 'h' || cmd.Final() == 'l') {
		if mode, _, _ := params.Param(0, 0); mode == ansi.ModeAltScreenSaveCursor.Mode() {
			s.anew()
		}
	}
	if cmd.Prefix() != 0 || cmd.Intermediate() != 0 {
		return
	}
	n, _, _ := params.Param(0, 1)
	n = max(n, 1)
	switch cmd.Final() {
	case 'm': // SGR
		s.style(params)
	case 'b': // REP
		s.repeat(n)
	case '@': // ICH
		s.cut(n)
	case 'P': // DCH
		s.cut(-n)
	case 'X': // ECH
		s.erase(s.x, s.x+n)
	case 'K': // EL
		s.eraseLine(params)
	case 'J': // ED
		s.eraseScreen(params)
	case 'L': // IL
		s.shift(s.y, s.bottom, n)
	case 'M': // DL
		s.shift(s.y, s.bottom, -n)
	case 'S': // SU
		s.shift(s.top, s.bottom, -n)
	case 'T': // SD
		s.shift(s.top, s.bottom, n)
	case 'r': // DECSTBM
		bottom, _, _ := params.Param(1, len(s.rows))
		s.top, s.bottom = n-1, min(max(bottom, n), len(s.rows))-1
		s.x, s.y = 0, 0
	default:
		s.moves(cmd.Final(), n, params)
	}
}

// moves takes sequences that move the cursor.
func (s *shadow) moves(final byte, n int, params ansi.Params) {
	switch final {
	case 'H', 'f': // CUP, HVP
		col, _, _ := params.Param(1, 1)
		s.y, s.x = min(n, len(s.rows))-1, max(col, 1)-1
	case 'd': // VPA
		s.y = min(n, len(s.rows)) - 1
	case 'G', '`': // CHA, HPA
		s.x = n - 1
	case 'A': // CUU
		s.by(-n)
	case 'B', 'e': // CUD, VPR
		s.by(n)
	case 'C', 'a': // CUF, HPR
		s.along(n)
	case 'D': // CUB
		s.along(-n)
	case 'E': // CNL
		s.x = 0
		s.by(n)
	case 'F': // CPL
		s.x = 0
		s.by(-n)
	case 'I': // CHT
		s.tabs(n)
	case 'Z': // CBT
		s.tabs(-n)
	case 's': // SCOSC
		s.saved = [2]int{s.x, s.y}
	case 'u': // SCORC
		s.x, s.y = s.saved[0], s.saved[1]
	}
}

// repeat prints the last character n times more.
func (s *shadow) repeat(n int) {
	if s.last == 0 {
		return
	}
	for range min(n, mostCols) {
		s.print(s.last)
	}
}

func (s *shadow) eraseLine(params ansi.Params) {
	switch way, _, _ := params.Param(0, 0); way {
	case 0:
		s.erase(s.x, mostCols)
	case 1:
		s.erase(0, s.x+1)
	default:
		s.erase(0, mostCols)
	}
}

func (s *shadow) eraseScreen(params ansi.Params) {
	way, _, _ := params.Param(0, 0)
	switch {
	case way >= 2 || s.y == unknown:
		clear(s.rows)
	case way == 1:
		s.erase(0, s.x+1)
		clear(s.rows[:min(s.y, len(s.rows))])
	default:
		s.erase(s.x, mostCols)
		clear(s.rows[min(s.y+1, len(s.rows)):])
	}
}

// style takes note of how letters are written from here on.
func (s *shadow) style(params ansi.Params) {
	if len(params) == 0 {
		s.styles = plainStyle
	}
	for i := 0; i < len(params); i++ {
		switch n := params[i].Param(0); {
		case params[i].HasMore(): // a colour or an underline, with what belongs to it
			if n == 38 {
				s.styles.colour = -1
			}
			for i < len(params) && params[i].HasMore() {
				i++
			}
		case n == 38 || n == 48 || n == 58:
			if n == 38 {
				s.styles.colour = -1
			}
			switch kind, _, _ := params.Param(i+1, 0); kind {
			case 2:
				i += 4
			case 5:
				i += 2
			}
		default:
			s.styles.set(n)
		}
	}
}
