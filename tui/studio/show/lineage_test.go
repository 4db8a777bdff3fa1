package show

import (
	"strings"
	"testing"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow/flowtest"
)

// family makes run1 and run2 from run0, and run3 from run1; run4 is from a file
// that is not listed.
func family(w *world) {
	for child, parent := range map[string]string{"run1": "run0", "run2": "run0", "run3": "run1"} {
		from, _ := w.gallery.Row(parent)
		w.gallery.Change(child, func(r *gallery.Row) { r.Parent = from.Path })
	}
	w.gallery.Change("run4", func(r *gallery.Row) { r.Parent = "/elsewhere/old.png" })
}

func selected(w *world) string {
	row, _ := w.results.Selected()
	return row.ID
}

func TestParent(t *testing.T) {
	w := open(t, 6)
	family(w)
	w.run(w.Select("run3"))
	for _, want := range []string{"run1", "run0", "run0"} {
		if w.run(w.Parent()); selected(w) != want {
			t.Errorf("%s is selected, want %s", selected(w), want)
		}
	}
	if got := flowtest.Last(w.host.Said); got != "This one was made from a prompt alone." {
		t.Errorf("said %q", got)
	}
	w.run(w.Select("run4"))
	if w.run(w.Parent()); selected(w) != "run4" || !strings.Contains(flowtest.Last(w.host.Said), "old.png") {
		t.Errorf("%s is selected, said %q", selected(w), w.host.Said)
	}
}

// A filter that hides what is gone to is cleared, any other stays.
func TestSelectClearsAFilter(t *testing.T) {
	w := open(t, 3)
	w.gallery.Change("run2", func(r *gallery.Row) { r.Picked = true })
	w.results.SetFilter("is:picked")
	if w.run(w.Select("run2")); !w.results.Filtered() {
		t.Error("the filter is gone though it shows the row")
	}
	if w.run(w.Select("run0")); w.results.Filtered() || selected(w) != "run0" {
		t.Errorf("%s is selected", selected(w))
	}
}

// The tree is shown from the oldest down, and leads to any of it.
func TestOpenLineage(t *testing.T) {
	w := open(t, 6)
	family(w)
	w.run(w.Select("run3"))
	w.run(w.OpenLineage())
	words := w.host.Words()
	for _, want := range []string{"Lineage", "seed 811", "└─ ", "└─── ", "seed 813", "here"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not in\n%s", want, words)
		}
	}
	if w.run(w.host.Answer(t).Item("run2")); selected(w) != "run2" {
		t.Errorf("%s is selected", selected(w))
	}
	w.run(w.Select("run4"))
	w.run(w.OpenLineage())
	if words := w.host.Words(); !strings.Contains(words, "old.png") || !strings.Contains(words, "one of your files") {
		t.Errorf("\n%s", words)
	}
	w.host.Answer(t)
	w.run(w.Select("run5"))
	if w.run(w.OpenLineage()); w.host.Dialog() != nil || !strings.Contains(flowtest.Last(w.host.Said), "a prompt alone") {
		t.Errorf("said %q", w.host.Said)
	}
}

// A chain that bites its tail ends.
func TestLineageInACircle(t *testing.T) {
	w := open(t, 3)
	for child, parent := range map[string]string{"run0": "run2", "run1": "run0", "run2": "run1"} {
		from, _ := w.gallery.Row(parent)
		w.gallery.Change(child, func(r *gallery.Row) { r.Parent = from.Path })
	}
	w.run(w.Select("run1"))
	w.run(w.OpenLineage())
	if words := w.host.Words(); strings.Count(words, "seed ") != 3 {
		t.Errorf("\n%s", words)
	}
}
