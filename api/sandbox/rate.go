package sandbox

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"imagine-tui/api/rate"
)

// stated is the limit that the API's answers name. It is for a minute.
const stated = 50

// maxCallers bounds the keys whose requests are counted.
const maxCallers = 4096

// pace counts the requests of each key.
type pace struct {
	rate rate.Rate
	mu   sync.Mutex
	// made is when each key made its last requests, the oldest first.
	made map[[sha256.Size]byte][]time.Time
}

func newPace(r rate.Rate) *pace {
	return &pace{rate: r, made: map[[sha256.Size]byte][]time.Time{}}
}

// limit is what the answers name as the limit.
func (p *pace) limit() string {
	if p.rate.Requests > 0 {
		return strconv.Itoa(p.rate.Requests)
	}
	return strconv.Itoa(stated)
}

// wait counts a request of a key, or says how long it must wait if it made as
// many as it may.
func (p *pace) wait(key string, now time.Time) time.Duration {
	if p.rate.Requests == 0 {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.made) >= maxCallers {
		clear(p.made) // nobody has that many keys
	}
	who := sha256.Sum256([]byte(key))
	made := p.made[who]
	for len(made) > 0 && now.Sub(made[0]) >= p.rate.In {
		made = made[1:]
	}
	if len(made) >= p.rate.Requests {
		p.made[who] = made
		return made[0].Add(p.rate.In).Sub(now)
	}
	p.made[who] = append(made, now)
	return 0
}

// slowDown answers a request that is one too many. It reports whether the
// request was.
func (h *Handler) slowDown(w http.ResponseWriter, r *http.Request) bool {
	wait := h.pace.wait(bearer(r), h.o.Now())
	if wait <= 0 {
		return false
	}
	seconds := (wait + time.Second - 1) / time.Second
	w.Header().Set("Retry-After", strconv.FormatInt(int64(seconds), 10))
	h.refuse(w, r, "", failed(codeTooMany, fmt.Sprintf("Too many requests: at most %s. Slow down.", h.pace.rate)))
	return true
}
