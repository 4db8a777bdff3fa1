package queue

import (
	"testing"
	"time"
)

// What is asked for together is recorded as that, in its order; what goes on an
// earlier batch stands behind what is in it.
func TestBatchesAreRecorded(t *testing.T) {
	store := &shelf{}
	bubble(t, Options{Store: store}, func(t trial) {
		id, runs := t.q.Submit(somePlan(3), account(&server{}), SubmitOptions{})
		wait(t.T, t.q)
		before := Batch{ID: "earlier", At: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), Index: 5}
		t.q.Submit(styled(2, "x"), account(&server{}), SubmitOptions{Into: before})
		wait(t.T, t.q)
		for i, prompt := range []string{"p0", "p1", "p2"} {
			if got := store.batches[prompt]; got.ID != id || got.Index != i || !got.At.Equal(runs[0].Queued) {
				t.Errorf("%s: %+v", prompt, got)
			}
		}
		for i, prompt := range []string{"p0x", "p1x"} {
			if got := store.batches[prompt]; got.ID != "earlier" || got.Index != 5+i || !got.At.Equal(before.At) {
				t.Errorf("%s: %+v", prompt, got)
			}
		}
	})
}
