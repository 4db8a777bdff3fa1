package sandbox

import (
	"maps"
	"sync"

	"imagine-tui/api"
)

// Stats counts what a sandbox has done since it was made.
type Stats struct {
	// Requests counts the calls of each operation that came through with a
	// key that was accepted; "" is for other addresses.
	Requests map[api.Operation]int
	// Billed counts the calls for which a picture was made or a video begun:
	// those the API would have charged. That includes the ones whose answer
	// was then lost by a fault.
	Billed int
	// Tokens is the catalogue price of the billed calls that have one,
	// Unpriced the number of those that have none.
	Tokens   int
	Unpriced int
	// Refused counts calls answered with an error of the API, those without
	// a good key too.
	Refused int
	// Faults counts the faults that happened, by name.
	Faults map[string]int
	// Downloads counts the videos and thumbnails that were fetched by a good
	// link, WithKey the times a link was asked for with an Authorization
	// header: it must never be.
	Downloads, WithKey int
}

// ledger collects Stats; it also numbers the sendings of equal requests.
type ledger struct {
	mu    sync.Mutex
	stats Stats
	times map[uint64]int
}

func newLedger() *ledger {
	return &ledger{
		stats: Stats{Requests: map[api.Operation]int{}, Faults: map[string]int{}},
		times: map[uint64]int{},
	}
}

func (l *ledger) request(op api.Operation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stats.Requests[op]++
}

func (l *ledger) refused() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stats.Refused++
}

func (l *ledger) fault(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stats.Faults[name]++
}

func (l *ledger) downloaded() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stats.Downloads++
}

func (l *ledger) withKey() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stats.WithKey++
}

// again says how often a request was sent before. What is remembered is
// bounded: after very many different requests the count begins anew.
func (l *ledger) again(fingerprint uint64) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.times) > 1<<20 {
		clear(l.times)
	}
	n := l.times[fingerprint]
	l.times[fingerprint] = n + 1
	return n
}

func (l *ledger) billed(op api.Operation, style string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stats.Billed++
	if tokens, known := api.Price(op, style); known {
		l.stats.Tokens += tokens
		return
	}
	l.stats.Unpriced++
}

func (l *ledger) snapshot() Stats {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.stats
	s.Requests, s.Faults = maps.Clone(s.Requests), maps.Clone(s.Faults)
	return s
}
