package app

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"go.uber.org/goleak"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/sandbox"
)

// soakFaults are all kinds of faults the sandbox knows, each so often that
// together they hit one request in twenty.
func soakFaults() []sandbox.Fault {
	names := []string{
		"cut", "short", "slow", "html", "empty", "reset", "hang",
		"300", "302", "307", "400", "403", "404", "408", "413", "422", "429", "500", "502", "503", "504",
		"1100", "1102", "1200", "1201", "1202",
	}
	var faults []sandbox.Fault
	for _, name := range names {
		if f, err := sandbox.ParseFault(name); err == nil { // codes come and go with the documentation
			faults = append(faults, f)
		}
	}
	for i := range faults {
		faults[i].Rate = 0.05 / float64(len(faults))
	}
	return faults
}

// TestSoak makes many small pictures with a server that lets one in twenty go
// wrong, in all the ways it knows: nothing may pile up, and the books of the
// server, the queue, the library and the journal have to agree. It counts
// goroutines and memory, so it is not run beside others. SOAK=10000 makes it
// as long as wanted.
func TestSoak(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	total := 500
	if text := os.Getenv("SOAK"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			t.Fatalf("SOAK=%s is no number of pictures", text)
		}
		total = n
	}
	service := sandbox.New(sandbox.Options{MaxSide: 64, Faults: soakFaults(), FaultSeed: 1, Slow: 300 * time.Millisecond})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Refusals for a while are over at once, so that the test is.
		w.Header().Set("Retry-After", "0")
		service.ServeHTTP(w, r)
	}))
	defer srv.Close()
	w := newWorks(t, srv.URL+"/v2", nil)
	w.account.Parallel = 16
	w.account.Connect = func(context.Context) (queue.Generator, error) {
		secret, err := key.NewSecret(engineCanary)
		if err != nil {
			return nil, err
		}
		return api.NewClient(srv.URL+"/v2", secret, api.WithHeaderTimeout(2*time.Second)) // the sandbox's hang is for ever
	}

	ctx := context.WithoutCancel(t.Context())
	ended := map[queue.State]int{}
	const portion = 250
	var heap []uint64
	for first := 0; first < total; first += portion {
		var p plan.Plan
		for i := first; i < min(first+portion, total); i++ {
			p.Items = append(p.Items, plan.Item{Tokens: 1, Priced: true, Request: api.Request{
				Operation: api.TextToImage, Prompt: "a boat", Style: "imagine-turbo", AspectRatio: "1:1", Seed: int64(i + 1),
			}})
		}
		_, runs := w.queue.Submit(p, w.account, queue.SubmitOptions{})
		if err := w.queue.Wait(ctx); err != nil {
			t.Fatal(err)
		}
		for _, run := range runs {
			last, _ := w.queue.Run(run.ID)
			ended[last.State]++
			if last.State == queue.StateFailed && last.Err == nil {
				t.Errorf("seed %d failed here: %v", last.Item.Request.Seed, last.LocalErr)
			}
			w.queue.Drop(run.ID) // as the studio does with those it no longer shows
		}
		heap = append(heap, heapAfterGC())
	}
	if c := w.queue.Counts(); c != (queue.Counts{}) {
		t.Errorf("dropped runs are still counted: %+v", c)
	}
	if err := w.queue.Close(ctx); err != nil {
		t.Fatal(err)
	}
	soakBooks(t, w, ended, total, service.Stats())
	// What the library knows of each picture stays; everything else must not.
	if first, last := heap[0], heap[len(heap)-1]; last > first+uint64(total)*4<<10+(16<<20) {
		t.Errorf("the heap grew from %d to %d MB", first>>20, last>>20)
	}
	t.Logf("ended %v, faults %v, heap %d … %d KB", ended, service.Stats().Faults, heap[0]>>10, heap[len(heap)-1]>>10)
}

func heapAfterGC() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// soakBooks compares what everybody counted.
func soakBooks(t *testing.T, w *works, ended map[queue.State]int, total int, stats sandbox.Stats) {
	t.Helper()
	if sum := ended[queue.StateSaved] + ended[queue.StateFailed] + ended[queue.StateUnknown]; sum != total {
		t.Errorf("%d of %d ended: %v", sum, total, ended)
	}
	if ended[queue.StateUnknown] == 0 || ended[queue.StateFailed] == 0 || ended[queue.StateSaved] < total*9/10 {
		t.Errorf("not a trial of anything: %v", ended)
	}
	if n := w.pictures(); n != ended[queue.StateSaved] {
		t.Errorf("%d pictures in the library, %d were saved", n, ended[queue.StateSaved])
	}
	if today := w.library.Today(); today.Runs != ended[queue.StateSaved] {
		t.Errorf("the ledger has %d, %d were saved", today.Runs, ended[queue.StateSaved])
	}
	// Unknown ones were dropped with a person's word, which empties the journal.
	if left := w.left(); len(left) != 0 {
		t.Errorf("%d are left in the journal, first %+v", len(left), left[0])
	}
	// What was billed is saved, or was without a usable answer.
	sum := 0
	for _, n := range stats.Faults {
		sum += n
	}
	if stats.Billed < ended[queue.StateSaved] || stats.Billed > ended[queue.StateSaved]+ended[queue.StateUnknown] {
		t.Errorf("%d billed, %d saved, %d unknown", stats.Billed, ended[queue.StateSaved], ended[queue.StateUnknown])
	}
	if requests := stats.Requests[api.TextToImage]; sum == 0 || requests < total || requests > total+4*sum {
		t.Errorf("%d requests for %d pictures and %d faults", requests, total, sum)
	}
}
