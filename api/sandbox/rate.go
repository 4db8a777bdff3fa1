package sandbox

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Rate is how many requests a key may make in how much time. The zero Rate
// keeps to nothing.
type Rate struct {
	Requests int
	In       time.Duration
}

// stated is the limit that the API's answers name. It is for a minute.
const stated = 50

const (
	maxRate   = 100_000
	maxWindow = 24 * time.Hour
	// maxCallers bounds the keys whose requests are counted.
	maxCallers = 4096
)

// ParseRate reads how many requests are allowed in how long: "50/60s".
func ParseRate(s string) (Rate, error) {
	number, window, _ := strings.Cut(s, "/")
	n, wrong := strconv.Atoi(number)
	d, err := time.ParseDuration(window)
	if wrong != nil || err != nil || n < 1 || n > maxRate || d < time.Millisecond || d > maxWindow {
		return Rate{}, fmt.Errorf("the rate %q is not a number of requests and a time such as 50/60s or 1000/1h, from 1 to %d requests in 1ms to 24h", s, maxRate)
	}
	return Rate{n, d}, nil
}

// String returns what ParseRate reads.
func (r Rate) String() string {
	return strconv.Itoa(r.Requests) + "/" + strconv.FormatFloat(r.In.Seconds(), 'f', -1, 64) + "s"
}

// pace counts the requests of each key.
type pace struct {
	rate Rate
	mu   sync.Mutex
	// made is when each key made its last requests, the oldest first.
	made map[[sha256.Size]byte][]time.Time
}

func newPace(r Rate) *pace {
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
