package claim

import "time"

// keep touches the claims of this process while there are any.
func (d *Dir) keep(c *Claim) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.held[c] = true
	if d.timer == nil {
		d.timer = time.AfterFunc(touchEvery, d.touch)
	}
}

func (d *Dir) forget(c *Claim) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.held, c)
	if len(d.held) == 0 && d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
}

// touch writes an empty line into each claim: the folder's own clock then
// stamps it, which no setting of times would do.
func (d *Dir) touch() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for c := range d.held {
		if f, err := c.append([]byte("\n")); err == nil { // else the next touch may go better
			_ = f.Close()
		}
	}
	if d.timer != nil {
		d.timer.Reset(touchEvery)
	}
}
