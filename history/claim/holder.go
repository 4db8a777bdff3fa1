package claim

import (
	"os"
	"strconv"
	"sync"
)

// Holder is a process, named so that no later one is taken for it.
type Holder struct {
	// Host is the computer's name. Space tells computers of one name apart,
	// and containers of one computer: numbers of processes mean something only
	// inside it.
	Host  string `json:"host"`
	Space string `json:"space,omitempty"`
	PID   int    `json:"pid"`
	// Started is when the process started, as its system writes it; "" where
	// that cannot be told.
	Started string `json:"started,omitempty"`
}

func (h Holder) number() string { return strconv.Itoa(h.PID) }

// here reports whether h runs, or ran, where numbers of processes mean the
// same as for us.
func (h Holder) here(me Holder) bool { return h.Host == me.Host && h.Space == me.Space }

// alive tells whether a holder that is here still runs.
func (h Holder) alive() bool {
	started, running := startOf(h.PID)
	return running && (started == "" || h.Started == "" || started == h.Started)
}

// self is this process.
var self = sync.OnceValue(func() Holder {
	host, err := os.Hostname()
	if err != nil || host == "" {
		host = "unknown"
	}
	h := Holder{Host: host, Space: space(), PID: os.Getpid()}
	h.Started, _ = startOf(h.PID)
	return h
})

// Me is this process.
func Me() Holder { return self() }

// Alive tells whether a process still runs, where that can be seen from here.
func (h Holder) Alive() (here, alive bool) {
	if !h.here(self()) {
		return false, false
	}
	return true, h.alive()
}
