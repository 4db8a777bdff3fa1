package history

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history/disk"
	"imagine-tui/history/journal"
)

// What an answer may need where none of its operation is known, and at most.
const (
	roomForPicture = 8 << 20
	roomForVideo   = 64 << 20
	mostOfPicture  = 64 << 20
)

// rooms are what requests in flight have been promised: room on a disk for their
// answers.
type rooms struct {
	mu       sync.Mutex
	promised map[string]int64 // by the device they lie on
	inFlight int
}

// RoomError says that there is no room for an answer. Nothing was sent.
type RoomError struct {
	Need   int64
	Places []Place
	// InFlight is how many other requests were promised room.
	InFlight int
}

// Place is a folder in which an answer could have been kept, and why it cannot.
type Place struct {
	Folder string
	Free   int64 // less what was promised to others
	Err    error // it cannot be written, or files may not become as large
}

// Unusable tells whether the only place there is cannot be written, however much
// room it has.
func (e *RoomError) Unusable() bool { return len(e.Places) == 1 && e.Places[0].Err != nil }

func (e *RoomError) Error() string {
	if e.Unusable() {
		p := e.Places[0]
		return fmt.Sprintf("the result could not be saved, so nothing was sent: %s cannot be used (%s)", p.Folder, disk.Reason(p.Err))
	}
	var parts []string
	for _, p := range e.Places {
		if p.Err != nil {
			parts = append(parts, fmt.Sprintf("%s cannot be used (%s)", p.Folder, disk.Reason(p.Err)))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s has %s, which is %s too little", p.Folder, size(p.Free), size(e.Need-p.Free)))
	}
	text := fmt.Sprintf("no room for the answer, so nothing was sent: it may need %s, and %s", size(e.Need), strings.Join(parts, ", "))
	if e.InFlight > 0 {
		text += fmt.Sprintf(", beside the %d in flight", e.InFlight)
	}
	return text
}

// Unwrap gives why places cannot be used.
func (e *RoomError) Unwrap() []error {
	var errs []error
	for _, p := range e.Places {
		if p.Err != nil {
			errs = append(errs, p.Err)
		}
	}
	return errs
}

// size writes a number of bytes for a person.
func size(n int64) string {
	switch n = max(n, 0); {
	case n >= 10<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	default:
		return fmt.Sprintf("%d KB", n>>10)
	}
}

// need is how much room an answer may take: twice the largest that is known.
func (l *Library) need(op api.Operation) int64 {
	l.fillIndex()
	largest := l.index.largestOf(op)
	switch {
	case op.MakesVideo() && largest > 0:
		return min(2*largest, api.MaxVideo)
	case op.MakesVideo():
		return roomForVideo
	case largest > 0:
		return min(2*largest, mostOfPicture)
	default:
		return roomForPicture
	}
}

// reserve makes sure of room for an answer, and opens the file for it: in the
// state folder, else in the library. It makes sure too that the library takes the
// result afterwards. release gives the room back.
func (l *Library) reserve(rec *journal.Record, op api.Operation) (release func(), err error) {
	need := l.need(op)
	state := string(l.journal)
	l.rooms.mu.Lock()
	defer l.rooms.mu.Unlock()
	failed := &RoomError{Need: need, InFlight: l.rooms.inFlight}
	for _, place := range []struct {
		folder    string
		inLibrary bool
	}{{state, false}, {l.folder, true}} {
		device := disk.Device(existing(place.folder))
		tried := Place{Folder: place.folder}
		var fits bool
		if tried.Free, fits = l.rooms.fits(place.folder, device, need); fits {
			if tried.Err = mayBecome(need); tried.Err == nil {
				tried.Err = rec.Reserve(place.inLibrary)
			}
			if tried.Err == nil {
				return l.keepPlace(device, need)
			}
		}
		failed.Places = append(failed.Places, tried)
	}
	if l.rooms.inFlight > 0 {
		return nil, fmt.Errorf("%w: %w", queue.ErrCrowded, failed)
	}
	return nil, failed
}

// keepPlace promises room where the answer comes to, and in the library as well
// where that is another disk. The lock is held.
func (l *Library) keepPlace(device string, need int64) (release func(), err error) {
	there := Place{Folder: l.folder, Err: disk.Writable(existing(filepath.Join(l.folder, l.now().Format(time.DateOnly))))}
	other := disk.Device(existing(l.folder))
	fits := true
	if other != device {
		there.Free, fits = l.rooms.fits(l.folder, other, need/2) // twice the largest is for both
	}
	if there.Err != nil || !fits {
		failed := &RoomError{Need: need, InFlight: l.rooms.inFlight, Places: []Place{there}}
		if there.Err == nil {
			failed.Need = need / 2
		}
		if there.Err == nil && l.rooms.inFlight > 0 {
			return nil, fmt.Errorf("%w: %w", queue.ErrCrowded, failed)
		}
		return nil, failed
	}
	if other == device {
		return l.rooms.promise(device, need), nil
	}
	back, too := l.rooms.promise(device, need), l.rooms.promise(other, need/2)
	l.rooms.inFlight-- // it is one request
	return func() {
		back()
		too()
		l.rooms.mu.Lock()
		defer l.rooms.mu.Unlock()
		l.rooms.inFlight++
	}, nil
}

// errAway says that a library that there was is gone.
var errAway = errors.New("results were saved in it, and it is not there any more: mount its disk, or make the folder")

// away refuses a library that is known to have held results and whose folder is
// not there: its disk is most likely not.
func away(folder, known string) error {
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if info, _ := os.Stat(known); info == nil {
		return nil
	}
	return &RoomError{Places: []Place{{Folder: folder, Err: errAway}}}
}

// holdsResults notes that there are results in the library: one of which that is
// not known is taken for a new one.
func (l *Library) holdsResults() {
	l.held.Do(func() {
		if disk.MakeAll(filepath.Dir(l.known), 0o700) == nil {
			_ = os.WriteFile(l.known, nil, 0o600) // the next process tries again
		}
	})
}

// spare is how much of a disk a video leaves to others, in bytes.
const spare = 32 << 20

// makeWay opens the file for a video where it fits, before it is fetched.
func (l *Library) makeWay(rec *journal.Record, total int64) error {
	state := string(l.journal)
	for i, folder := range []string{state, l.folder} {
		if l.rooms.has(folder, total) {
			return rec.Reserve(i > 0)
		}
	}
	return fmt.Errorf("the video has %s, and there is less room in %s and %s: make room first", size(total), state, l.folder)
}

func (r *rooms) has(folder string, total int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, fits := r.fits(folder, disk.Device(existing(folder)), max(total, 0)+spare)
	return fits || total < 0
}

// fits tells how much is free in a folder, less what was promised, and whether
// that will do. The lock is held.
func (r *rooms) fits(folder, device string, need int64) (free int64, fits bool) {
	free, known := disk.Free(existing(folder))
	if !known {
		return 0, true
	}
	free -= r.promised[device]
	return free, free >= need
}

// promise keeps room until it is given back. The lock is held.
func (r *rooms) promise(device string, need int64) (release func()) {
	if r.promised == nil {
		r.promised = map[string]int64{}
	}
	r.promised[device] += need
	r.inFlight++
	return sync.OnceFunc(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.promised[device] -= need
		r.inFlight--
	})
}

// flying is how many requests are in flight.
func (r *rooms) flying() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.inFlight
}

// errLargest says that files may not become as large as an answer.
var errLargest = errors.New("files may not become as large, see ulimit -f")

// mayBecome tells whether a file may become as large.
func mayBecome(need int64) error {
	if most, limited := disk.LargestFile(); limited && most < need {
		return errLargest
	}
	return nil
}

// existing is a folder, or the nearest one above it that is there.
func existing(folder string) string {
	for {
		if _, err := os.Stat(folder); err == nil {
			return folder
		}
		above := filepath.Dir(folder)
		if above == folder {
			return folder
		}
		folder = above
	}
}
