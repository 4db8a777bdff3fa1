package queue

import (
	"testing"
	"testing/synctest"
)

// A picture that is here and is put into the library takes no place among the requests
// in flight; where as many are saved as may be in flight, no more are sent. With one
// at a time, one is done before the next begins.
func TestSavingTakesNoPlaceInFlight(t *testing.T) {
	for parallel, want := range map[int]int{1: 1, 2: 4, 3: 6} {
		srv, store := &server{}, &shelf{}
		bubble(t, Options{Store: store, SaveAside: true}, func(t trial) {
			store.saveHook = make(chan func())
			a := account(srv)
			a.Parallel = parallel
			t.q.Submit(somePlan(10), a, SubmitOptions{})
			synctest.Wait()
			if got := srv.count(); got != want {
				t.Errorf("%d at once: %d were sent while nothing could be saved, not %d", parallel, got, want)
			}
			store.saveHook <- func() {}
			synctest.Wait()
			if got := srv.count(); got != want+1 {
				t.Errorf("%d at once: %d were sent after one was saved, not %d", parallel, got, want+1)
			}
			for range 9 {
				store.saveHook <- func() {}
			}
			wait(t.T, t.q)
			if got := states(t.q)[StateSaved]; got != 10 || t.q.lanes[a.Name].saving != 0 || t.q.lanes[a.Name].running != 0 {
				t.Errorf("%d at once: %d are saved, %+v", parallel, got, t.q.lanes[a.Name])
			}
		})
	}
}
