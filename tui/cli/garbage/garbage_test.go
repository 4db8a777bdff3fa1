package garbage

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
)

// percent is what holds now.
func percent() int {
	now := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(now)
	return int(int64(now[0].Value.Uint64())) // #nosec G115 -- off is all bits of it
}

func TestLater(t *testing.T) {
	standing := debug.SetGCPercent(100)
	defer debug.SetGCPercent(standing)
	for _, c := range []struct{ before, first, then, held, after int }{
		{100, 200, 35, 200, 35},
		{100, 400, 0, 400, 100},
		{50, 400, 0, 400, 50},
		{-1, 200, 35, -1, -1},
		{800, 200, 35, 800, 800},
	} {
		debug.SetGCPercent(c.before)
		Later(c.first, c.then)
		if held := percent(); held != c.held {
			t.Errorf("%+v: %d before the first collection", c, held)
		}
		for percent() != c.after { // what is to be done after a collection is done soon
			runtime.GC()
			runtime.Gosched()
		}
	}
}
