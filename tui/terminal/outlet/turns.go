package outlet

import "context"

const (
	// few is how much may wait when another picture has its turn: then keys are
	// answered between two of them on a slow line.
	few = 64 << 10
	// most is how much may wait for its turn. What is more is left out.
	most = 16 << 20
)

// turns say who may write more.
type turns struct {
	held   bool  // a frame waits until the terminal has taken what was written
	missed bool  // a picture was left out
	asked  int   // bytes of the pictures that wait for their turn
	let    int   // bytes of those that had it and are not written yet
	before int64 // what was written when the last one had it
	turn   chan struct{}
	ready  chan struct{}
}

func newTurns() turns {
	return turns{turn: make(chan struct{}, 1), ready: make(chan struct{}, 1)}
}

// empty takes note that the terminal has taken everything.
func (t *turns) empty() {
	if !t.held && !t.missed {
		return
	}
	select {
	case t.ready <- struct{}{}:
	default: // it was told already
	}
}

// Behind tells whether the terminal has yet to take something. No new frame need be
// made then: Ready tells when one is worth it, and shows all that has happened
// meanwhile.
func (o *Outlet) Behind() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.given > o.taken {
		o.held = true
		return true
	}
	if o.held {
		o.held = false
		o.tell()
	}
	return false
}

// Ready tells, after Behind did or a picture was left out, that the terminal has
// taken everything.
func (o *Outlet) Ready() <-chan struct{} { return o.ready }

// Missed tells, once, whether pictures were left out since it was asked last,
// because too many waited for their turn.
func (o *Outlet) Missed() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	missed := o.missed
	o.missed = false
	return missed
}

// Turn waits for the turn of a picture of some bytes, which ends with Done. There is
// none where too many wait, and once ctx ends.
func (o *Outlet) Turn(ctx context.Context, bytes int) bool {
	o.mu.Lock()
	if o.asked > 0 && o.asked+bytes > most {
		o.missed = true
		o.mu.Unlock()
		return false
	}
	o.asked += bytes
	o.mu.Unlock()
	select {
	case o.turn <- struct{}{}:
	case <-ctx.Done():
		o.less(bytes)
		return false
	}
	for {
		o.mu.Lock()
		now, moved := !o.held && o.given-o.taken+int64(o.let) < few, o.moved
		if now {
			o.before = o.given
		}
		o.mu.Unlock()
		if now {
			return true
		}
		select {
		case <-moved:
		case <-ctx.Done():
			o.less(bytes)
			<-o.turn
			return false
		}
	}
}

// Done ends a turn, when the picture was given to whoever writes it. Until something
// is written it counts as waiting: several given at once would be written at once.
func (o *Outlet) Done(bytes int) {
	o.mu.Lock()
	o.asked -= bytes
	if o.given-o.before < int64(bytes) { // else it was written meanwhile
		o.let += bytes
	}
	o.mu.Unlock()
	<-o.turn
}

func (o *Outlet) less(bytes int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.asked -= bytes
}

// Taken waits until the terminal has taken what was written so far, or ctx ends.
func (o *Outlet) Taken(ctx context.Context) error {
	o.mu.Lock()
	mark := o.given
	o.mu.Unlock()
	for {
		o.mu.Lock()
		there, moved, err := o.taken >= mark, o.moved, o.err
		o.mu.Unlock()
		if err != nil || there {
			return err
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
