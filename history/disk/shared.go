package disk

import (
	"io/fs"
	"os"
	"sync"
)

// rounds are the syncs of folders that are under way or about to begin.
var rounds struct {
	sync.Mutex
	folders []*folderRounds
}

// folderRounds are those of one folder: the one that is under way, and the next one
// once somebody waits for that.
type folderRounds struct {
	folder        fs.FileInfo
	running, next *round
}

// round is one sync, for all who came before it began.
type round struct {
	done chan struct{}
	err  error
}

// SyncShared is Sync together with all others who sync the same file at the same
// time: what each wrote before is on disk with one sync.
func SyncShared(f *os.File) error { return shared(f, Sync) }

// shared syncs a folder or a file together with all others who want that at the same time:
// the names of many are on disk with one sync. Who comes while one is under way
// cannot know what it covers, and waits for the next.
func shared(dir *os.File, flush func(*os.File) error) error {
	info, err := dir.Stat()
	if err != nil {
		return flush(dir)
	}
	rounds.Lock()
	f := roundsOf(info)
	if r := f.next; r != nil { // somebody waits to do it for all
		rounds.Unlock()
		<-r.done
		return r.err
	}
	r := &round{done: make(chan struct{})}
	if before := f.running; before != nil {
		f.next = r
		rounds.Unlock()
		<-before.done
		rounds.Lock()
		f.next = nil
	}
	f.running = r
	rounds.Unlock()
	defer func() {
		rounds.Lock()
		f.over()
		rounds.Unlock()
		close(r.done)
	}()
	r.err = flush(dir)
	return r.err
}

// roundsOf finds those of a folder. The lock is held.
func roundsOf(info fs.FileInfo) *folderRounds {
	for _, f := range rounds.folders {
		if os.SameFile(f.folder, info) {
			return f
		}
	}
	f := &folderRounds{folder: info}
	rounds.folders = append(rounds.folders, f)
	return f
}

// over notes that the sync that ran is over. The lock is held.
func (f *folderRounds) over() {
	f.running = nil
	if f.next != nil {
		return
	}
	for i, other := range rounds.folders {
		if other == f {
			rounds.folders = append(rounds.folders[:i], rounds.folders[i+1:]...)
			return
		}
	}
}
