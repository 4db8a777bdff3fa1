package history

import (
	"sync"
	"sync/atomic"
	"testing"
)

// A run that stands where the disk may take long keeps no other from beginning, nor
// from saving what it received.
func TestNobodyWaitsForASync(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	data := pngBytes(t, 8)
	for _, step := range []string{"claimed", "described", "saved", "freed"} {
		reached, goOn := make(chan struct{}), make(chan struct{})
		var stood atomic.Bool
		l.step = func(name string) {
			if name == step && stood.CompareAndSwap(false, true) {
				close(reached)
				<-goOn
			}
		}
		var slow sync.WaitGroup
		slow.Go(func() { _ = save(t, l, request("slow "+step), data) })
		<-reached
		done := make(chan struct{})
		go func() {
			defer close(done)
			ticket, img := received(t, l.Library, request("quick "+step), testAccount, data)
			if _, err := ticket.Save(t.Context(), img, metaAt(l.now())); err != nil {
				t.Error(err)
			}
		}()
		select {
		case <-done:
		case <-t.Context().Done():
			t.Fatalf("others wait while one stands at %q", step)
		}
		close(goOn)
		slow.Wait()
	}
	if n := len(all(t, l.Library)); n != 8 {
		t.Errorf("%d results", n)
	}
}
