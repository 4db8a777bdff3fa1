package show

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow/flowtest"
)

func TestPace(t *testing.T) {
	var p pace
	now := flowtest.Noon
	for i, c := range []struct{ after, want time.Duration }{
		{time.Hour, 0},
		{time.Second, 0},
		{hurry, 0},
		{hurry - 1, passing},
		{0, passing},
		{30 * time.Millisecond, passing},
		{hurry + 1, 0},
	} {
		now = now.Add(c.after)
		p.move(now)
		if got := p.wait(); got != c.want {
			t.Errorf("move %d, after %v: waits %v, want %v", i, c.after, got, c.want)
		}
		if p.wait() != 0 {
			t.Error("the same move waits twice")
		}
	}
}

func TestPicturesBesideArePrepared(t *testing.T) {
	w := open(t, 9)
	w.run(w.Select("run4"))
	for id, want := range map[string]bool{"run4": true, "run5": true, "run3": true, "run6": false, "run0": false} {
		if w.drawn(id) != want {
			t.Errorf("%s drawn: %v", id, !want)
		}
	}
	// What was prepared is there at once.
	w.Select("run5")
	if !w.shows("run5") {
		t.Fatal("the next picture is not shown")
	}
	if w.pace.cancel == nil {
		t.Fatal("nothing more is prepared")
	}
}

func TestPreparingEndsWhenTheSelectionMoves(t *testing.T) {
	w := open(t, 9)
	w.Select("run4")
	fetch := w.prefetch()
	w.now = w.now.Add(time.Second)
	w.Select("run8")
	if fetch() != nil || w.drawn("run5") || w.drawn("run3") {
		t.Fatal("pictures beside one that was left are prepared")
	}
}

// A key held down decodes only where it stops; a single press waits for
// nothing.
func TestPicturesPassedByAreNotDecoded(t *testing.T) {
	w := open(t, 9)
	w.now = w.now.Add(time.Second)
	moves := map[string]tea.Cmd{}
	for _, id := range []string{"run1", "run2", "run3", "run4"} {
		moves[id] = w.Select(id)
		w.now = w.now.Add(33 * time.Millisecond)
	}
	for _, id := range []string{"run1", "run2", "run3"} {
		if moves[id]() != nil || w.drawn(id) {
			t.Errorf("%s was decoded though it was only passed by", id)
		}
	}
	if msg, ok := moves["run4"]().(pictureMsg); !ok || msg.err != nil || !w.drawn("run4") {
		t.Error("the last one is not shown")
	}
}

func TestAPictureDoesNotCoverARunSelectedMeanwhile(t *testing.T) {
	w := open(t, 3)
	w.gallery.Change("run1", func(r *gallery.Row) { r.State = gallery.Failed })
	late := w.Select("run0")
	w.Select("run1")
	before := w.pane.View()
	w.run(late)
	if after := w.pane.View(); len(before) != len(after) || &before[0] != &after[0] {
		t.Fatal("a picture that came late covers what is selected")
	}
}
