package studio

import (
	"testing"

	"imagine-tui/api"
)

// A form keeps its cursor while nothing in it changes: drawn again, it stands
// where it stood, and the one that was given to the screen is left alone.
func TestCursorStaysWhileNothingChanges(t *testing.T) {
	m := studio(t, 120, 40)
	put(m, "a fox", "sandbox", saved(1))
	m.flows.edit.Start(api.ImageToVideo)
	first := m.View().Cursor
	if first == nil {
		t.Fatal("no cursor in the form")
	}
	x, y := first.X, first.Y
	for range 3 {
		next := m.View().Cursor
		if next == nil || next.X != x || next.Y != y || first.X != x || first.Y != y {
			t.Fatalf("the cursor went from %d,%d to %+v", x, y, next)
		}
		if next == first {
			t.Fatal("the screen's cursor is the form's own")
		}
	}
}
