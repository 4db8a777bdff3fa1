package cells

import (
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/bidi"
)

// Rows that hold right-to-left text keep their borders, dates and columns where
// they are, in a terminal that reorders them.
func TestRowsAreIsolated(t *testing.T) {
	Isolate(true)
	t.Cleanup(func() { Isolate(false) })
	for _, c := range []struct{ row, want string }{
		{"plain 灯 👍", "plain 灯 👍"},
		{"│مرحبا  10:32│", "│\u2068مرحبا\u2069  10:32│"},
		{"│● مرحبا بك 10:32│", "│● \u2068مرحبا بك\u2069 10:32│"},
		{"│\x1b[1mשלום\x1b[m│12│", "│\x1b[1m\u2068שלום\u2069\x1b[m│12│"},
		{"│قط 3 كلب!│", "│\u2068قط 3 كلب\u2069!│"},
		{"مرحبا 10:32", "مرحبا\u200e 10:32"},
		{"│a│\nمرحبا 3\n│ב│", "│a│\nمرحبا\u200e 3\n│\u2068ב\u2069│"},
	} {
		if got := Drawn(c.row); got != c.want {
			t.Errorf("%q is drawn as %q, want %q", c.row, got, c.want)
		}
		for _, m := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
			if m.StringWidth(Drawn(c.row)) != m.StringWidth(c.row) {
				t.Errorf("%q takes other cells", c.row)
			}
		}
	}
	Isolate(false)
	if row := "│مرحبا  10:32│"; Drawn(row) != row {
		t.Error("marks go to a terminal that does not reorder")
	}
}

// The renderer keeps each mark in the cell before it, where terminals that reorder
// look for it, and no cell moves.
func TestMarksStayInTheirCells(t *testing.T) {
	Isolate(true)
	t.Cleanup(func() { Isolate(false) })
	const row = "│● مرحبا 10:32│"
	w := ansi.StringWidthWc(row)
	var cells strings.Builder
	plain, marked := uv.NewScreenBuffer(w, 1), uv.NewScreenBuffer(w, 1)
	uv.NewStyledString(row).Draw(plain, plain.Bounds())
	uv.NewStyledString(Drawn(row)).Draw(marked, marked.Bounds())
	for x := range w {
		content := marked.CellAt(x, 0).Content
		cells.WriteString(content)
		if bare := strings.Trim(content, firstStrongIsolate+popIsolate); bare != plain.CellAt(x, 0).Content {
			t.Errorf("column %d shows %q, want %q", x, bare, plain.CellAt(x, 0).Content)
		}
	}
	if cells.String() != "│● \u2068مرحبا\u2069 10:32│" {
		t.Errorf("the cells hold %q", cells.String())
	}
}

// By the algorithm of Unicode, which those terminals follow, the date stays behind
// the words: its digits are a run of their own, from left to right.
func TestDatesStayBehindTheWords(t *testing.T) {
	Isolate(true)
	t.Cleanup(func() { Isolate(false) })
	runs := func(row string) (dates []bidi.Direction) {
		var p bidi.Paragraph
		if _, err := p.SetString(row, bidi.DefaultDirection(bidi.LeftToRight)); err != nil {
			t.Fatal(err)
		}
		order, err := p.Order()
		if err != nil {
			t.Fatal(err)
		}
		for i := range order.NumRuns() {
			if run := order.Run(i); strings.Contains(run.String(), "10:32") && strings.HasSuffix(run.String(), "│") {
				dates = append(dates, run.Direction())
			}
		}
		return dates
	}
	const row = "│● مرحبا 10:32│"
	if got := runs(Drawn(row)); len(got) != 1 || got[0] != bidi.LeftToRight {
		t.Errorf("isolated, the date's run goes %v", got)
	}
	if got := runs(row); len(got) == 1 && got[0] == bidi.LeftToRight {
		t.Error("it would stay there unmarked: this test shows nothing")
	}
}
