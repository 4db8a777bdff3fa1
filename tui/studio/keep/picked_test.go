package keep

import (
	"fmt"
	"testing"

	"imagine-tui/history"
	"imagine-tui/tui/gallery"
)

// Who wants to know of picks hears of each that is one: not of what is picked already,
// be it by another window, and not of what is written again.
func TestPickedIsToldOfChanges(t *testing.T) {
	t.Parallel()
	w := open(t)
	var told []string
	w.judged.picked = func(_ *history.Library, path string) { told = append(told, path) }
	if err := w.o.Library.Update(w.paths[1], func(s *history.Sidecar) { s.Picked = true }); err != nil { // by another window
		t.Fatal(err)
	}
	w.choose("run0", "run1")
	w.run(w.Pick())
	w.run(w.write([]gallery.Row{{ID: "run0", Path: w.paths[0]}})) // once more
	w.choose("run0", "run1")
	w.run(w.Pick())  // not any more
	w.takeBack(t)    // and again
	w.run(w.Rate(2)) // something else
	want := fmt.Sprint([]string{w.paths[0], w.paths[0], w.paths[1]})
	if got := fmt.Sprint(told); got != want {
		t.Errorf("told of %s, want %s", got, want)
	}
}

// Tags that a program found are added to those there are, each result its own, as one
// step to undo.
func TestTag(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.run(w.Tag(map[string][]string{"run0": {"sea"}, "run2": {"harbour"}, "gone": {"x"}}))
	for i, want := range []string{"[cover sea]", "[cover]", "[cover harbour]"} {
		if got := fmt.Sprint(w.sidecar(t, i).Tags); got != want {
			t.Errorf("%d has %s, want %s", i, got, want)
		}
	}
	w.takeBack(t)
	for i := range 3 {
		if got := fmt.Sprint(w.sidecar(t, i).Tags); got != "[cover]" {
			t.Errorf("undone: %d has %s", i, got)
		}
	}
	w.run(w.Tag(map[string][]string{"run1": {"sea"}}))
	if got := w.Said[len(w.Said)-1]; got != "Tagged sea. u undoes it." {
		t.Errorf("said %q", got)
	}
	w.run(w.Tag(map[string][]string{"gone": {"x"}}))
	if got := w.Said[len(w.Said)-1]; got != "The results that were to be tagged are gone." {
		t.Errorf("said %q", got)
	}
}
