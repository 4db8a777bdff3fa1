package gallery

import (
	"slices"
	"testing"
	"time"

	"imagine-tui/api/queue"
)

// A video that a service makes goes slowly, and what is said of it changes with the
// slow beat alone; anything else that is under way makes all go fast.
func TestPace(t *testing.T) {
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	g := New()
	video := queue.Run{ID: "video", State: queue.StateRendering, Job: "j", Started: noon, NextPoll: noon.Add(63 * time.Second)}
	coming := queue.Run{ID: "coming", State: queue.StateReceiving, Job: "j"}
	for _, r := range []queue.Run{video, coming, {ID: "picture", State: queue.StateRendering}, {ID: "busy", State: queue.StateRetrying, Job: "j"}} {
		g.Follow(r, Order{})
	}
	for _, c := range []struct {
		ids  []string
		want Pace
	}{
		{nil, Still},
		{[]string{"video"}, Slow},
		{[]string{"video", "video"}, Slow},
		{[]string{"coming"}, Fast},
		{[]string{"video", "picture"}, Fast},
		{[]string{"busy"}, Fast},
		{[]string{"nobody's"}, Fast},
	} {
		if got := PaceOf(g, slices.Values(c.ids)); got != c.want {
			t.Errorf("%v: %v, not %v", c.ids, got, c.want)
		}
	}
	for after, want := range map[time.Duration]string{
		0: "rendering, checked again in 1 min 5 s", 4 * time.Second: "rendering, checked again in 1 min 0 s", 5 * time.Second: "rendering 5 s, checked again in 1 min 0 s",
		62 * time.Second: "rendering 1 min 0 s, checked again in 5 s", 63 * time.Second: "rendering 1 min 0 s",
	} {
		if got := NoteOf(video, noon.Add(after)); got != want {
			t.Errorf("after %s: %q, not %q", after, got, want)
		}
	}
}
