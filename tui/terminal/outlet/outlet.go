// Package outlet writes to a terminal that may stop reading. While the alternate
// screen is shown nobody waits for that: what is written waits in order, each
// Write as a whole, and those who would write more can ask before whether it has
// gone. Outside of that screen others write to the terminal, too, so there a Write
// returns when the terminal has taken it, or has taken nothing for a while.
package outlet

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// piece is how much is written at once: what was given up ends with one.
const piece = 1 << 10

// full is how long a terminal has that is full and does not keep its writer waiting.
const full = 5 * time.Millisecond

// patience is how long the terminal is waited for when the screen is left.
type patience struct {
	quiet time.Duration // while it takes nothing
	total time.Duration // for all of it
	last  time.Duration // for the way back alone, after that
}

var usual = patience{quiet: 2 * time.Second, total: 10 * time.Second, last: 2 * time.Second}

// leaveScreen ends the alternate screen, enterScreen begins it.
var (
	leaveScreen = []byte(ansi.ResetModeAltScreenSaveCursor)
	enterScreen = []byte(ansi.SetModeAltScreenSaveCursor)
)

// endString ends whatever picture or title was cut.
var endString = []byte("\x1b\\")

// Outlet is what a program writes to in place of its terminal.
type Outlet struct {
	out      io.Writer
	patience patience

	mu      sync.Mutex
	waiting [][]byte // what is not begun
	given   int64    // bytes that were written here, and
	taken   int64    // how many of them the terminal took, or never will
	writing bool     // a goroutine passes on what waits
	cut     bool     // it is to leave what it is at
	left    bool     // the alternate screen was left
	stuck   bool     // after that it took not even the little that shows the way back
	err     error
	moved   chan struct{} // closed, and another, with each piece

	turns
}

// New returns an outlet to a terminal.
func New(out io.Writer) *Outlet {
	return &Outlet{out: out, patience: usual, moved: make(chan struct{}), turns: newTurns()}
}

// Write takes p. On the alternate screen it never waits.
func (o *Outlet) Write(p []byte) (int, error) {
	o.mu.Lock()
	o.let = 0
	if o.err != nil {
		defer o.mu.Unlock()
		return 0, o.err
	}
	if in, out := bytes.LastIndex(p, enterScreen), bytes.LastIndex(p, leaveScreen); in != out {
		o.left = out > in
	}
	if o.stuck = o.stuck && o.left; o.stuck {
		defer o.mu.Unlock()
		return len(p), nil
	}
	p = bytes.Clone(p)
	o.waiting = append(o.waiting, p)
	o.given += int64(len(p))
	if !o.writing {
		o.writing = true
		go o.pass()
	}
	mark, left := o.given, o.left
	o.mu.Unlock()
	if left {
		return len(p), o.leave(p, mark)
	}
	return len(p), nil
}

// pass passes on what waits, until nothing does.
func (o *Outlet) pass() {
	for {
		o.mu.Lock()
		if len(o.waiting) == 0 {
			o.writing = false
			o.mu.Unlock()
			return
		}
		p := o.waiting[0]
		o.waiting = o.waiting[1:]
		o.mu.Unlock()
		for more := true; more && len(p) > 0; {
			n, err := o.out.Write(p[:min(len(p), piece)])
			if errors.Is(err, syscall.EAGAIN) { // somebody left the terminal so that nobody waits in it
				time.Sleep(full)
				err = nil
			}
			p = p[n:]
			more = o.passed(n, len(p), err)
		}
	}
}

// passed takes note that the terminal took something, and tells whether it gets the
// rest.
func (o *Outlet) passed(n, rest int, err error) (more bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	more = !o.cut && err == nil
	o.taken += int64(n)
	o.stuck = false
	if o.cut = false; !more {
		o.taken += int64(rest)
	}
	if err != nil {
		o.err, o.waiting, o.taken = err, nil, o.given
	}
	o.tell()
	return more
}

// tell tells whoever waits that something was taken; mu is held.
func (o *Outlet) tell() {
	close(o.moved)
	o.moved = make(chan struct{})
	if o.given == o.taken {
		o.empty()
	}
}

// leave waits until the terminal has taken everything up to a mark, p last. A
// terminal that takes nothing loses what waits, and what the system keeps for it,
// but for p where that shows the way back to the shell.
func (o *Outlet) leave(p []byte, mark int64) error {
	if o.went(mark, o.patience.quiet, o.patience.total) {
		return o.failed()
	}
	back := bytes.Contains(p, leaveScreen)
	o.mu.Lock()
	for _, w := range o.waiting {
		o.taken += int64(len(w))
	}
	// What is under way counts as taken once its piece is.
	o.cut = o.writing
	o.waiting = [][]byte{endString}
	o.given += int64(len(endString))
	if back {
		o.waiting = append(o.waiting, p)
		o.given += int64(len(p))
	}
	mark = o.given
	if !o.writing { // it ended in the very moment
		o.writing = true
		go o.pass()
	}
	o.mu.Unlock()
	if back {
		discard(o.out)
	}
	if !o.went(mark, o.patience.last, o.patience.last) {
		o.mu.Lock()
		o.stuck = true
		o.mu.Unlock()
	}
	return o.failed()
}

func (o *Outlet) failed() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}

// has tells whether everything up to a mark was taken.
func (o *Outlet) has(mark int64) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.taken >= mark
}

// went waits until everything up to a mark was taken. It tells whether it was, and
// waits no longer once nothing was taken for some time, or it took too long in all.
func (o *Outlet) went(mark int64, quiet, total time.Duration) bool {
	idle, late := time.NewTimer(quiet), time.NewTimer(total)
	defer idle.Stop()
	defer late.Stop()
	for {
		o.mu.Lock()
		there, moved := o.taken >= mark, o.moved
		o.mu.Unlock()
		if there {
			return true
		}
		select {
		case <-moved:
			idle.Reset(quiet)
		case <-idle.C:
			return o.has(mark)
		case <-late.C:
			return o.has(mark)
		}
	}
}
