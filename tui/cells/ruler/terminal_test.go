package ruler

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
)

// terminal draws what a program writes, with widths of its own, and answers
// where its cursor is.
type terminal struct {
	width   func(character string) int
	modes   bool // it knows mode 2027
	silent  bool // it answers nothing
	answers io.Writer

	mu    sync.Mutex
	rows  [][]string // a cell a column; "" behind a wide character
	x, y  int
	raw   strings.Builder
	drawn chan struct{} // closed and replaced whenever something was written
}

func newTerminal(w, h int, width func(string) int, answers io.Writer) *terminal {
	t := &terminal{width: width, answers: answers, drawn: make(chan struct{})}
	for range h {
		t.rows = append(t.rows, make([]string, w))
	}
	t.erase(0, h)
	return t
}

func (t *terminal) erase(from, to int) {
	for y := from; y < to; y++ {
		for x := range t.rows[y] {
			t.rows[y][x] = " "
		}
	}
}

// Write implements io.Writer: all of a sequence comes at once.
func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw.Write(p)
	for s := string(p); s != ""; {
		character, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		switch {
		case s[0] == ansi.ESC:
			parser := ansi.GetParser()
			seq, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, parser)
			if ansi.HasCsiPrefix(seq) {
				t.control(parser.Command(), parser)
			}
			ansi.PutParser(parser)
			s = s[n:]
			continue
		case s[0] == '\r':
			t.x = 0
		case s[0] == '\n':
			t.x, t.y = 0, min(t.y+1, len(t.rows)-1) // no tty is there: the renderer counts on that
		case s[0] == '\b':
			t.x = max(0, t.x-1)
		case s[0] >= ' ':
			t.print(character)
			s = s[len(character):]
			continue
		}
		s = s[1:]
	}
	close(t.drawn)
	t.drawn = make(chan struct{})
	return len(p), nil
}

func (t *terminal) print(character string) {
	n := t.width(character)
	row := t.rows[t.y]
	if n == 0 {
		return
	}
	for i := range n {
		if t.x+i < len(row) {
			row[t.x+i] = ""
		}
	}
	if t.x < len(row) {
		row[t.x] = character
	}
	t.x = min(t.x+n, len(row)) // it does not wrap: nothing here may come so far
}

func (t *terminal) control(command int, p *ansi.Parser) {
	n := func(i int) int {
		if v, ok := p.Param(i, 1); ok && v > 0 {
			return v
		}
		return 1
	}
	row := t.rows[t.y]
	switch command {
	case 'H', 'f':
		t.y, t.x = n(0)-1, n(1)-1
	case 'A':
		t.y -= n(0)
	case 'B':
		t.y += n(0)
	case 'C':
		t.x += n(0)
	case 'D':
		t.x -= n(0)
	case 'G':
		t.x = n(0) - 1
	case 'd':
		t.y = n(0) - 1
	case 'X':
		for x := t.x; x < min(len(row), t.x+n(0)); x++ {
			row[x] = " "
		}
	case 'K':
		from, to := t.x, len(row)
		if v, _ := p.Param(0, 0); v == 1 {
			from, to = 0, t.x+1
		} else if v == 2 {
			from = 0
		}
		for x := max(0, from); x < min(to, len(row)); x++ {
			row[x] = " "
		}
	case 'J':
		t.erase(0, len(t.rows)) // the renderer clears all of it, or below the frame
	case 'n':
		if v, _ := p.Param(0, 0); v == 6 && !t.silent {
			fmt.Fprintf(t.answers, "\x1b[%d;%dR", t.y+1, t.x+1)
		}
	case ansi.Command('?', '$', 'p'):
		if v, _ := p.Param(0, 0); v == 2027 && t.modes {
			_, _ = io.WriteString(t.answers, "\x1b[?"+strconv.Itoa(v)+";2$y")
		}
	}
	t.x, t.y = max(0, t.x), min(max(0, t.y), len(t.rows)-1)
}

// screen returns the rows, and a signal of what comes.
func (t *terminal) screen() (rows []string, next <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, r := range t.rows {
		rows = append(rows, strings.Join(r, ""))
	}
	return rows, t.drawn
}

// column returns the column of the last cell of a row that is not blank.
func (t *terminal) column(y int) (x int, character string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for x := len(t.rows[y]) - 1; x >= 0; x-- {
		if c := t.rows[y][x]; c != " " && c != "" {
			return x, c
		}
	}
	return -1, ""
}
