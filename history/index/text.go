package index

import (
	"sync"
	"sync/atomic"
)

// text is a part of a file that is read when it is first asked for, and may be
// given up to be read again. It is safe for concurrent use.
type text struct {
	read func() (string, error) // nil where the text is in memory for good

	one  sync.Mutex // who reads
	held atomic.Pointer[string]
}

func heldText(all string) *text {
	t := &text{}
	t.held.Store(&all)
	return t
}

// get returns the text. What cannot be read is tried anew the next time.
func (t *text) get() (string, error) {
	if held := t.held.Load(); held != nil {
		return *held, nil
	}
	t.one.Lock()
	defer t.one.Unlock()
	if held := t.held.Load(); held != nil {
		return *held, nil
	}
	all, err := t.read()
	if err != nil {
		return "", err
	}
	t.held.Store(&all)
	return all, nil
}

// giveUp frees the memory, if the text can be read again. It waits for nobody.
func (t *text) giveUp() {
	if t.read != nil {
		t.held.Store(nil)
	}
}

// Warm reads the text that is searched, if it is not in memory. An error says
// that it cannot be read, as with Whole.
func (d *Day) Warm() error {
	_, err := d.search.get()
	return err
}

// Cool gives up the memory of the text that is searched. It is read again when
// it is asked for.
func (d *Day) Cool() { d.search.giveUp() }
