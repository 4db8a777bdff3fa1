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
	proved   proof
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
	text := fmt.Sprintf("not enough space for the result, so nothing was sent: it may need %s, and %s", size(e.Need), strings.Join(parts, ", "))
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
// result afterwards. release gives the room back. Room is promised before anything
// is made, so that nobody waits for another's files.
func (l *Library) reserve(rec *journal.Record, op api.Operation) (release func(), err error) {
	need := l.need(op)
	var places []Place
	for i, folder := range []string{string(l.journal), l.folder} {
		back, device, tried := l.rooms.promiseIn(folder, need)
		if back != nil {
			if tried.Err = mayBecome(need); tried.Err == nil {
				tried.Err = rec.Reserve(i > 0)
			}
			if tried.Err == nil {
				return l.keepPlace(back, device, need)
			}
			back()
		}
		places = append(places, tried)
	}
	return nil, l.rooms.lacking(&RoomError{Need: need, Places: places}, true)
}

// keepPlace promises room in the library as well where the answer comes to another
// disk. back gives back what was promised there.
func (l *Library) keepPlace(back func(), device string, need int64) (release func(), err error) {
	if err := l.rooms.takes(existing(filepath.Join(l.folder, l.now().Format(time.DateOnly)))); err != nil {
		back()
		return nil, l.rooms.lacking(&RoomError{Need: need, Places: []Place{{Folder: l.folder, Err: err}}}, false)
	}
	near := existing(l.folder)
	if disk.Device(near) == device {
		return back, nil
	}
	too, _, there := l.rooms.promiseIn(l.folder, need/2) // twice the largest is for both
	if too == nil {
		back()
		return nil, l.rooms.lacking(&RoomError{Need: need / 2, Places: []Place{there}}, true)
	}
	l.rooms.mu.Lock()
	l.rooms.inFlight-- // it is one request
	l.rooms.mu.Unlock()
	return func() {
		back()
		too()
		l.rooms.mu.Lock()
		defer l.rooms.mu.Unlock()
		l.rooms.inFlight++
	}, nil
}

// lacking completes an error. later says that it may be over when another request
// has ended.
func (r *rooms) lacking(failed *RoomError, later bool) error {
	failed.InFlight = r.flying()
	if later && failed.InFlight > 0 {
		return fmt.Errorf("%w: %w", queue.ErrCrowded, failed)
	}
	return failed
}

// proof is that a file could be made in a folder, a moment ago.
type proof struct {
	folder os.FileInfo
	at     time.Time
}

// proofLasts is how long that holds, unless the folder says otherwise.
const proofLasts = time.Second

// takes tells whether files can be made in a folder. Many that begin at once need
// not all try.
func (r *rooms) takes(folder string) error {
	info, err := os.Stat(folder)
	if err != nil {
		return err
	}
	r.mu.Lock()
	proved := r.proved
	r.mu.Unlock()
	if proved.folder != nil && time.Since(proved.at) < proofLasts && os.SameFile(proved.folder, info) && disk.MayWrite(folder) {
		return nil
	}
	if err := disk.Writable(folder); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.proved = proof{info, time.Now()}
	return nil
}

// errAway says that a library that there was is gone.
var errAway = errors.New("results were saved in it, but it is gone: mount its disk, or create the folder")

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
	return fmt.Errorf("the video has %s, more than the free space in %s and %s: free some space first", size(total), state, l.folder)
}

func (r *rooms) has(folder string, total int64) bool {
	near := existing(folder)
	r.mu.Lock()
	defer r.mu.Unlock()
	_, fits := r.fits(near, disk.Device(near), max(total, 0)+spare)
	return fits || total < 0
}

// fits tells how much is free in a folder that is there, less what was promised, and
// whether that will do. The lock is held.
func (r *rooms) fits(folder, device string, need int64) (free int64, fits bool) {
	free, known := disk.Free(folder)
	if !known {
		return 0, true
	}
	free -= r.promised[device]
	return free, free >= need
}

// promiseIn keeps room in a folder until it is given back; release is nil where there
// is too little.
func (r *rooms) promiseIn(folder string, need int64) (release func(), device string, tried Place) {
	near := existing(folder)
	device = disk.Device(near)
	tried.Folder = folder
	r.mu.Lock()
	defer r.mu.Unlock()
	var fits bool
	if tried.Free, fits = r.fits(near, device, need); !fits {
		return nil, device, tried
	}
	return r.promise(device, need), device, tried
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
var errLargest = errors.New("the file size limit is reached, see ulimit -f")

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
