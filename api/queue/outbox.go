package queue

import (
	"sync"
	"time"
)

// outbox hands events to a reader who may be slow, without ever holding up
// the engine: changes of state wait in order, of progress only the newest.
type outbox struct {
	ch   chan Event
	wake chan struct{}
	quit chan struct{}
	gone chan struct{}

	mu       sync.Mutex
	states   []Run
	progress map[string]Run
}

func newOutbox() *outbox {
	o := &outbox{
		ch: make(chan Event), wake: make(chan struct{}, 1), quit: make(chan struct{}), gone: make(chan struct{}),
		progress: map[string]Run{},
	}
	go o.pump()
	return o
}

// put queues a change of state. Progress of the same run that was not read
// yet is old news now.
func (o *outbox) put(r Run) {
	o.mu.Lock()
	delete(o.progress, r.ID)
	o.states = append(o.states, r)
	o.mu.Unlock()
	o.stir()
}

// putProgress replaces what was not read yet of the run's progress.
func (o *outbox) putProgress(r Run) {
	o.mu.Lock()
	o.progress[r.ID] = r
	o.mu.Unlock()
	o.stir()
}

func (o *outbox) stir() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

func (o *outbox) next() (Run, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.states) > 0 {
		r := o.states[0]
		o.states = o.states[1:]
		return r, true
	}
	for id, r := range o.progress {
		delete(o.progress, id)
		return r, true
	}
	return Run{}, false
}

func (o *outbox) pump() {
	defer close(o.gone)
	defer close(o.ch)
	for {
		r, ok := o.next()
		if !ok {
			select {
			case <-o.wake:
				continue
			case <-o.quit:
				// The last event and the end can come in the same instant.
				if r, ok = o.next(); !ok {
					return
				}
			}
		}
		if !o.offer(r) {
			return
		}
	}
}

// patience is how long a closing outbox waits for its reader to take an event.
const patience = 200 * time.Millisecond

// offer hands over one event. While the outbox is not closing it waits for as
// long as the reader takes; then it gives up on one who seems to be gone.
func (o *outbox) offer(r Run) bool {
	e := Event{Run: r}
	select {
	case o.ch <- e:
		return true
	case <-o.quit:
	}
	gone := time.NewTimer(patience)
	defer gone.Stop()
	select {
	case o.ch <- e:
		return true
	case <-gone.C:
		return false
	}
}

// close ends the pump once a reader has what there is, or no reader is left.
func (o *outbox) close() {
	select {
	case <-o.quit:
	default:
		close(o.quit)
	}
	<-o.gone
}
