package disk

import (
	"runtime"
	"sync"
)

// turns are the rights to make, name and remove files.
var turns = sync.OnceValue(func() chan struct{} {
	return make(chan struct{}, max(1, runtime.GOMAXPROCS(0)-1))
})

// Turn waits for the right to make, name and remove files; done gives it back. As many
// have it at once as leave a processor free: 64 that come back from the disk together
// would otherwise keep the screen from answering a key for as long as all of them
// take. Nobody who has it waits for anything but the sync of a folder that was made:
// other syncs, locks and sleeps come before it or after it.
func Turn() (done func()) {
	free := turns()
	free <- struct{}{}
	return func() { <-free }
}
