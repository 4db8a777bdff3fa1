package studio

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
)

func drawnFor(m *Model, id string) bool {
	key := m.shown.key
	key.Path = row(m, id).Path
	_, seen := m.display.Cache().Get(key)
	return seen
}

// turning lets a test say what time it is.
func turning(m *Model) func(time.Duration) {
	now := noon
	m.clock.read = func() time.Time { return now }
	return func(d time.Duration) { now = now.Add(d) }
}

func TestPace(t *testing.T) {
	var p pace
	now := noon
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
	m := studio(t, 120, 40)
	halfBlocks(t, m)
	putFiles(t, m, 9)
	m.results.Select("run4")
	runAll(t, m, m.refreshPreview())
	for id, want := range map[string]bool{"run4": true, "run5": true, "run3": true, "run6": false, "run0": false} {
		if drawnFor(m, id) != want {
			t.Errorf("%s drawn: %v", id, !want)
		}
	}
	// What was prepared is there at once.
	m.results.Select("run5")
	m.refreshPreview()
	if lines := m.preview.View(); len(lines) == 0 || m.shown.key.Path != row(m, "run5").Path {
		t.Fatal("the next picture is not shown")
	}
	if before := m.pace.cancel; before == nil {
		t.Fatal("nothing more is prepared")
	}
}

func TestPreparingEndsWhenTheSelectionMoves(t *testing.T) {
	m := studio(t, 120, 40)
	halfBlocks(t, m)
	pass := turning(m)
	putFiles(t, m, 9)
	m.results.Select("run4")
	m.refreshPreview()
	prepare := m.prepare()
	pass(time.Second)
	m.results.Select("run8")
	m.refreshPreview()
	if prepare() != nil || drawnFor(m, "run5") || drawnFor(m, "run3") {
		t.Fatal("pictures beside one that was left are prepared")
	}
}

// A key held down decodes only where it stops; a single press waits for
// nothing.
func TestPicturesPassedByAreNotDecoded(t *testing.T) {
	m := studio(t, 120, 40)
	halfBlocks(t, m)
	pass := turning(m)
	putFiles(t, m, 9)
	pass(time.Second)
	moves := map[string]tea.Cmd{}
	for _, id := range []string{"run1", "run2", "run3", "run4"} {
		m.results.Select(id)
		moves[id] = m.refreshPreview()
		pass(33 * time.Millisecond)
	}
	for _, id := range []string{"run1", "run2", "run3"} {
		if moves[id]() != nil || drawnFor(m, id) {
			t.Errorf("%s was decoded though it was only passed by", id)
		}
	}
	if msg, ok := moves["run4"]().(pictureMsg); !ok || msg.err != nil || !drawnFor(m, "run4") {
		t.Error("the last one is not shown")
	}
}

func TestAPictureDoesNotCoverARunSelectedMeanwhile(t *testing.T) {
	m := studio(t, 120, 40)
	halfBlocks(t, m)
	put(m, "Harbour", "sandbox", saved(1), queue.Run{State: queue.StateFailed})
	m.gallery.Change("run0", func(r *gallery.Row) { r.Path = "/nowhere.png" })
	m.results.Select("run0")
	late := m.refreshPreview()
	m.results.Select("run1")
	m.refreshPreview()
	before := m.preview.View()
	if msg := late(); msg != nil {
		m.Update(msg)
	}
	if after := m.preview.View(); len(before) != len(after) || &before[0] != &after[0] {
		t.Fatal("a picture that came late covers what is selected")
	}
}
