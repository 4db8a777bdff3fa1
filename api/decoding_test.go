package api

import (
	"bytes"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// Answers that do not come on keep no other from being looked through, big ones
// neither, which besides wait for each other.
func TestSlowAnswersHoldNobodyUp(t *testing.T) {
	t.Parallel()
	small, big := jpegSample(t, 64, 48), jpegSample(t, 5000, 3300)
	feed := make([]*io.PipeWriter, 4*runtime.GOMAXPROCS(0))
	var slow, rest sync.WaitGroup
	for i := range feed {
		var r *io.PipeReader
		r, feed[i] = io.Pipe()
		slow.Go(func() {
			if _, err := inspect(r); err != nil {
				t.Error(err)
			}
		})
		if _, err := feed[i].Write(small[:100]); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 2 * runtime.GOMAXPROCS(0) {
		data := small
		if i%2 == 0 {
			data = big
		}
		rest.Go(func() {
			if _, err := inspect(bytes.NewReader(data)); err != nil {
				t.Error(err)
			}
		})
	}
	rest.Wait()
	for _, w := range feed {
		if _, err := w.Write(small[100:]); err != nil {
			t.Error(err)
		}
		_ = w.Close()
	}
	slow.Wait()
}

func TestATurnLeavesAProcessorFree(t *testing.T) {
	t.Parallel()
	free := make(chan struct{}, 3)
	var now, most atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			turn := turn{free}
			for range 50 {
				turn.take()
				n := now.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				runtime.Gosched()
				now.Add(-1)
				turn.leave()
			}
		})
	}
	all.Wait()
	if most.Load() > 3 {
		t.Errorf("%d had the turn at once", most.Load())
	}
	if n := cap(turns()); n < 1 || n >= max(2, runtime.GOMAXPROCS(0)) {
		t.Errorf("%d pictures at once on %d processors", n, runtime.GOMAXPROCS(0))
	}
}
