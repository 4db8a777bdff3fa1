package picture

import (
	"slices"
	"testing"
)

// What is written tells which rows are painted, wherever the cursor came from.
func TestPaintedRows(t *testing.T) {
	t.Parallel()
	const blank = "\u2007"
	all := []int{0, 1, 2, 3, 4, 5}
	for text, want := range map[string][]int{
		"\x1b[3;1Htext":                             nil,
		"\x1b[3;9H" + blank:                         {2},
		"\x1b[3d" + blank + "\r\n\n" + blank:        {2, 4},
		"\x1b[3d\x1b[2A" + blank + "\x1b[B" + blank: {0, 1},
		"\x1b[3d\x1bM" + blank:                      {1},
		"\x1b[H\x1b7\x1b[5d\x1b8" + blank:           {0},
		"\x1b[99d" + blank:                          {5},
		"\x1b[6d\n":                                 all,
		"\x1b[H\x1bM":                               all,
		"\x1b[S":                                    all,
		"\x1b[5d\x1b[L":                             {4, 5},
		"\x1b[2;4r\x1b[4d\n\x1b[r":                  {1, 2, 3},
		"\x1b[2d\x1b[3P":                            {1},
		"\x1b[2d\x1b]2;" + blank + "\a":             nil,
		blank:                                       all,
		"\n":                                        all,
		"\x1b[2d\x1b[?1049h" + blank:                all,
		"\x1b[2d\x1b[>4;2m\x1b[3 q" + blank:         {1},
	} {
		var whole, apart painted
		rows := whole.read([]byte(text), 6)
		if got := paintedOf(rows); !slices.Equal(got, want) {
			t.Errorf("%q paints %v, want %v", text, got, want)
		}
		var got []int // however it is cut
		for i := range len(text) {
			got = append(got, paintedOf(apart.read([]byte(text[i:i+1]), 6))...)
		}
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Errorf("%q, byte by byte, paints %v, want %v", text, got, want)
		}
	}
}

func paintedOf(rows []row) (all []int) {
	for y, r := range rows {
		if r.painted {
			all = append(all, y)
		}
	}
	return all
}

// The pen that painted a row is known, and goes with it where it is moved.
func TestPaintedBy(t *testing.T) {
	t.Parallel()
	const at, blank = "\x1b[2d", "\u00a0"
	for text, want := range map[string]pen{
		at + blank:                                      0,
		at + "\x1b[1m" + blank:                          bold,
		at + "\x1b[1;38;5;2;3m" + blank:                 bold | italic,
		at + "\x1b[38;2;1;2;3;48;5;1m" + blank:          0,
		at + "\x1b[38:2::1:2:3;2m" + blank:              faint,
		at + "\x1b[4:3;3m" + blank:                      italic,
		at + "\x1b[1;2;3m\x1b[22m" + blank:              italic,
		at + "\x1b[1;2;3m\x1b[23m" + blank:              bold | faint,
		at + "\x1b[1;2;3m\x1b[m" + blank:                0,
		"\x1b[3d\x1b[2m" + blank + "\x1b[H\x1b[M":       faint,
		"\x1b[H\x1b[3m" + blank + "\x1bM":               italic,
		"\x1b[3m" + blank:                               anyPen,
		"\x1b[6d\x1b[1m" + blank + "\x1b[4S":            bold,
		"\x1b[5d\x1b[1m" + blank + "\x1b[3S" + "\x1b[m": bold,
	} {
		var p painted
		rows := p.read([]byte(text), 6)
		if got := rows[1].pen; got != want {
			t.Errorf("%q: pen %d, want %d", text, got, want)
		}
		for _, q := range []pen{0, bold, faint, italic, bold | faint | italic} {
			line := q.paint("a list " + blank + blank + " │")
			if got := p.read([]byte("\x1b[m"+at+line), 6)[1]; got != (row{true, q}) {
				t.Errorf("%q: %+v, want pen %d", line, got, q)
			}
		}
	}
}
