package show

import (
	"strings"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow/flowtest"
)

// While a run is under way its time counts on in the preview; what is saved
// stands still.
func TestTick(t *testing.T) {
	w := open(t, 1)
	w.run(w.Select("run0"))
	if w.Pace() != gallery.Still {
		t.Error("a saved picture moves")
	}
	r := queue.Run{
		ID: "late", Batch: "later", State: queue.StateRendering, Started: flowtest.Noon, Queued: flowtest.Noon,
		Item: plan.Item{Request: api.Request{Operation: api.TextToImage, Prompt: "a fox"}},
	}
	w.gallery.Follow(r, gallery.Order{})
	w.gallery.AddBatch(gallery.Batch{ID: "later", Title: "a fox"}, []gallery.Row{gallery.RowOf(r, flowtest.Noon)}, true)
	w.run(w.Select("late"))
	for after, want := range map[time.Duration]string{4 * time.Second: "4.0 s", 5200 * time.Millisecond: "5.2 s"} {
		w.now = flowtest.Noon.Add(after)
		w.Tick(1)
		if w.Pace() != gallery.Fast || !strings.Contains(w.words(), want) {
			t.Errorf("pace %v\n%s", w.Pace(), w.words())
		}
	}
}
