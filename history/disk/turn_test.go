package disk

import (
	"sync"
	"sync/atomic"
	"testing"
)

// Of many who make files at once only so many are at it as leave a processor free.
func TestTurn(t *testing.T) {
	t.Parallel()
	var now, most atomic.Int64
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			for range 20 {
				done := Turn()
				n := now.Add(1)
				for was := most.Load(); n > was && !most.CompareAndSwap(was, n); was = most.Load() {
				}
				now.Add(-1)
				done()
			}
		})
	}
	all.Wait()
	if n := int(most.Load()); n < 1 || n > cap(turns()) {
		t.Errorf("%d of %d have a turn at once", n, cap(turns()))
	}
}
