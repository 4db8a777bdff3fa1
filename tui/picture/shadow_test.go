package picture

import (
	"strings"
	"testing"
)

// String writes the shadow of a screen: a digit for a blank by its pen, . for all else.
func (s *shadow) String() string {
	var rows []string
	for y := range s.rows {
		row := ""
		for x := range s.rows[y] {
			u := s.at(x, y)
			switch {
			case u == 0:
				row += "."
			case u&undrawn == 0:
				row += "!"
			default:
				row += string(rune('0' + u.pen()&15))
			}
		}
		rows = append(rows, strings.TrimRight(row, "."))
	}
	return strings.Join(rows, "|")
}

// What is written tells of each cell whether it is a blank under a picture, and of
// which, wherever the cursor came from, and however it is cut into pieces.
func TestShadow(t *testing.T) {
	t.Parallel()
	const blank = "\u2007"
	const four = "\x1b[2;3H\x1b[32m" + blank + blank + "\x1b[33m" + blank + blank + "\x1b[m"
	for text, want := range map[string]string{
		four:                                        "|..2233||",
		four + "\x1b[2;4Hx":                         "|..2.33||",
		four + "\x1b[2;4H霓":                         "|..2..3||",
		four + "\x1b[2;1Hab霓é":                      "|.....3||",
		four + "\x1b[2;4H\x1b[P":                    "|..233||",
		four + "\x1b[2;4H\x1b[2@":                   "|..2..233||",
		four + "\x1b[2;4H\x1b[2X":                   "|..2..3||",
		four + "\x1b[2;4H\x1b[K":                    "|..2||",
		four + "\x1b[2;4H\x1b[1K":                   "|....33||",
		four + "\x1b[2;4H\x1b[2K":                   "|||",
		four + "\x1b[J":                             "|..2233||",
		four + "\x1b[1;1H\x1b[J":                    "|||",
		four + "\x1b[3;1H\x1b[1J":                   "|||",
		four + "\x1b[2J":                            "|||",
		four + "\x1b[H\x1b[L":                       "||..2233|",
		four + "\x1b[H\x1b[M":                       "..2233|||",
		four + "\x1b[S":                             "..2233|||",
		four + "\x1b[2T":                            "|||..2233",
		four + "\x1b[2;3r\x1b[3;1H\n\x1b[r":         "|||",
		four + "\x1b[2;4r\x1b[2;1H\x1bM\x1b[r":      "||..2233|",
		four + "\x1b[4;1H\n":                        "..2233|||",
		four + "\x1b[?1049h":                        "|||",
		four + "\x1b[3G.\x1b[5G.":                   "|...2.3||",
		four + "\x1b[3D.\x1b[C.":                    "|..2.3||",
		four + "\x1b[A\x1b[31m" + blank:             "......1|..2233||",
		four + "\r\n\x1b[31m" + blank:               "|..2233|1|",
		four + "\x1b[31m\x1b[E" + blank:             "|..2233|1|",
		four + "\x1b[2d\x1b[1`.":                    "|..2233||",
		four + "\x1b[1;9H\x1b[Z\x1b[31m" + blank:    "1|..2233||", // to the stop before
		four + "\x1b[3;1H\t\x1b[31m" + blank:        "|..2233|........1|",
		four + "\x1b[3;1Hx\x1b[2b\x1b[31m" + blank:  "|..2233|...1|",
		four + "\x1b7\x1b[H\x1b8\x1b[31m" + blank:   "|..22331||",
		four + "\x1b[s\x1b[H\x1b[u\x1b[31m" + blank: "|..22331||",
		four + "\x1b]2;" + blank + "\a":             "|..2233||",
		four + "\x1b[H\x1b[38;5;3m" + blank:         "|..2233||",
		four + "\x1b[H\x1b[38:2::1:2:3m" + blank:    "|..2233||",
		four + "\x1b[H\x1b[31;48;5;2m" + blank:      "1|..2233||",
		four + "\x1b[H\x1b[97;1m" + blank:           "?|..2233||",
	} {
		var whole, apart shadow
		whole.read([]byte("\x1b[H"+text), 4)
		if got := whole.String(); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
		apart.read([]byte("\x1b[H"), 4)
		for i := range len(text) {
			apart.read([]byte(text[i:i+1]), 4)
		}
		if got := apart.String(); got != want {
			t.Errorf("%q, byte by byte: %s, want %s", text, got, want)
		}
	}
	// Nobody knows where text goes before the cursor was brought anywhere.
	var s shadow
	s.read([]byte(four), 4)
	s.x = unknown
	s.read([]byte("x"), 4)
	if got := s.String(); got != "|||" {
		t.Errorf("text somewhere leaves %s", got)
	}
}

// A picture gets a pen that nothing is painted with where it comes to lie, and that
// no frame on its way may paint there.
func TestPensAreFree(t *testing.T) {
	t.Parallel()
	g, o := graphicOf(101, 4, 2), graphicOf(104, 4, 2)
	var s shadow
	s.read([]byte("\x1b[2;2H\x1b[36m\u00a0"), 6) // pen 6
	before := seats{{o, 3, 2}: {pen: 7}, {o, 40, 2}: {pen: 8}}
	if got := (seats{}).free(seat{g, 1, 1}, before, 5, &s); got != 8 {
		t.Errorf("pen %d, want 8", got)
	}
	if got := (seats{}).free(seat{g, 20, 1}, before, 5, &s); got != 6 {
		t.Errorf("pen %d elsewhere, want 6", got)
	}
	if got := (seats{}).free(seat{g, 20, 1}, before, lastPen, &s); got != 1 {
		t.Errorf("pen %d after the last, want 1", got)
	}
}
