package disk

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// turns are the rights to make, name and remove files.
var turns = sync.OnceValue(func() chan struct{} {
	return make(chan struct{}, max(1, runtime.GOMAXPROCS(0)-1))
})

// screen says that this process answers somebody's keys.
var screen atomic.Bool

// longestTurn is how long anybody waits for their turn: folders on a network are slow
// without keeping a processor busy, and one that hangs must not hold up another.
const longestTurn = 10 * time.Millisecond

// LeaveRoomForScreen has Turn hold requests back from now on.
func LeaveRoomForScreen() { screen.Store(true) }

// Turn waits for the right to make, name and remove files; done gives it back. In a
// process with a screen as many have it at once as leave a processor free: 64 that come
// back from the disk together would otherwise keep a key from being answered for as
// long as all of them take. Who has waited for longestTurn goes on without. Nobody who
// has it waits for anything but the sync of a folder that was made: other syncs, locks
// and sleeps come before it or after it.
func Turn() (done func()) {
	if !screen.Load() {
		return func() {}
	}
	free := turns()
	select {
	case free <- struct{}{}:
		return func() { <-free }
	default:
	}
	late := time.NewTimer(longestTurn)
	defer late.Stop()
	select {
	case free <- struct{}{}:
		return func() { <-free }
	case <-late.C:
		return func() {}
	}
}
