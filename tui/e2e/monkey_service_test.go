//go:build unix

package e2e

import (
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"imagine-tui/api/sandbox"
)

// faulty is a service that fails at random, and counts what it would charge.
type faulty struct {
	rogue  *rogue
	server *sandbox.Handler

	mu   sync.Mutex
	dice *rand.Rand
	good bool
}

// faulty starts one, and has its key used.
func (h *home) faulty(seed uint64) *faulty {
	h.t.Helper()
	f := &faulty{dice: rand.New(rand.NewPCG(seed, 0)), good: true, server: sandbox.New(sandbox.Options{MaxSide: 48, VideoTime: time.Second})}
	f.rogue = h.rogue(f.answer)
	return f
}

// change makes the service fail, or work again.
func (f *faulty) change(good bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.good = good
}

func (f *faulty) answer(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	fault := 0
	if !f.good {
		fault = f.dice.IntN(8)
	}
	f.mu.Unlock()
	switch fault {
	case 1:
		http.Error(w, "no", http.StatusInternalServerError)
	case 2:
		w.Header().Set("Retry-After", "1")
		http.Error(w, `{"code":1202}`, http.StatusTooManyRequests)
	case 3:
		http.Error(w, hostile, http.StatusUnauthorized)
	case 4:
		panic(http.ErrAbortHandler) // hung up before anything was made
	case 5: // made, and the answer is lost
		f.server.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	case 6: // late
		<-time.After(200 * time.Millisecond)
		f.server.ServeHTTP(w, r)
	default:
		f.server.ServeHTTP(w, r)
	}
}
