package picture

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// A terminal may leave the cursor anywhere behind a file: each strip of a picture
// is brought to its own place, on the screen and as output.
func TestStripsAreBroughtToTheirPlaces(t *testing.T) {
	t.Parallel()
	g := &Graphic{Data: "whole", Under: make([]string, 5), Step: 2, Apart: true}
	g.Part = func(from, to int) string { return strings.Repeat("#", to-from) }
	s := &spot{graphic: g, x: 3, y: 7, spoilt: make([]bool, 5), awaited: make([]bool, 5), intact: make([]bool, 5)}
	for i := range s.spoilt {
		s.spoilt[i], s.intact[i] = true, true
	}
	want := ansi.CursorPosition(4, 8) + "##" + ansi.CursorPosition(4, 10) + "##" + ansi.CursorPosition(4, 12) + "#"
	if due := s.due(slices.Repeat([]row{{painted: true}}, 12), make([]pen, 12)); len(due) != 1 {
		t.Errorf("drawn in %d pieces", len(due))
	} else if got := due[0].bytes(); got != want {
		t.Errorf("drawn by %q, want %q", got, want)
	}
	var out bytes.Buffer
	if err := WriteTo(&out, Rendered{Graphic: g}); err != nil {
		t.Fatal(err)
	}
	want = strings.Repeat("\n", 5) + ansi.CursorUp(5)
	for _, n := range []int{2, 2, 1} {
		want += ansi.SaveCursor + strings.Repeat("#", n) + ansi.RestoreCursor + ansi.CursorDown(n)
	}
	if out.String() != want {
		t.Errorf("printed %q, want %q", out.String(), want)
	}
}
