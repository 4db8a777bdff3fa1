package picture

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi/kitty"

	"imagine-tui/tui/cells"
)

// run is cells of a picture that follow each other in a line.
type run struct {
	from, to int // bytes of the line
	x        int // where it begins on the screen
	id       int
	row      int
	first, n int // its columns of the picture
}

// placeholder is what the cells of a picture begin with.
const placeholder = string(kitty.Placeholder)

// Placed tells whether a line holds cells of a picture that the terminal draws.
func Placed(line string) bool { return strings.Contains(line, placeholder) }

// runsOf finds the placeholders in a line.
func runsOf(line string) (all []run) {
	x, done, colour := 0, 0, 0
	for {
		at := strings.Index(line[done:], placeholder)
		if at < 0 {
			return all
		}
		between := line[done : done+at]
		if n, is := lastColour(between); is {
			colour = n
		}
		x, done = x+cells.Width(between), done+at
		r, ok := runAt(line, done, colour)
		if !ok {
			x, done = x+1, done+len(placeholder)
			continue
		}
		r.x = x
		if n := len(all) - 1; n >= 0 && all[n].to == r.from && all[n].id == r.id && all[n].row == r.row && all[n].first+all[n].n == r.first {
			all[n].to, all[n].n = r.to, all[n].n+1
		} else {
			all = append(all, r)
		}
		x, done = x+1, r.to
	}
}

// runAt reads one placeholder, which says row and column.
func runAt(line string, at, colour int) (run, bool) {
	r := run{from: at, to: at + len(placeholder), n: 1, id: colour}
	var numbers [3]int
	found := 0
	for found < len(numbers) && r.to < len(line) {
		mark, size := utf8.DecodeRuneInString(line[r.to:])
		n, is := diacritics()[mark]
		if !is {
			break
		}
		numbers[found], r.to = n, r.to+size
		found++
	}
	r.row, r.first, r.id = numbers[0], numbers[1], colour|numbers[2]<<firstByte
	return r, found >= 2
}

// diacritics are the numbers of the marks that say row and column.
var diacritics = sync.OnceValue(func() map[rune]int {
	all := make(map[rune]int, maxPlaced)
	for n := range maxPlaced {
		all[kitty.Diacritic(n)] = n
	}
	return all
})

// lastColour is the colour of the palette that a piece of a line sets last.
func lastColour(s string) (n int, is bool) {
	const sets = "38;5;"
	at := strings.LastIndex(s, sets)
	if at < 0 {
		return 0, false
	}
	s = s[at+len(sets):]
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		return 0, false
	}
	n, err := strconv.Atoi(s[:end])
	return n, err == nil
}
