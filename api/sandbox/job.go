package sandbox

import (
	"crypto/rand"
	"fmt"
	"image"
	"slices"
	"sync"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/sandbox/film"
)

// maxVideos is how many videos are kept; the oldest goes first.
const maxVideos = 256

// phase is how far a video is.
type phase int

const (
	isPending phase = iota
	isProcessing
	isFinished
	hasFailed
)

// word and number are what the two forms of the status call a phase. The
// numbers are those one client has seen; only 2 is in the vendor's sample.
func (p phase) word() string {
	return [...]string{"pending", "processing", "finished", "failed"}[p]
}

func (p phase) number() int { return int(p) }

// job is a video: asked for, being made, or made.
type job struct {
	id      string
	number  int
	op      api.Operation
	text    map[string]string
	created time.Time
	takes   time.Duration
	print   uint64  // the fingerprint of the request
	faults  []Fault // of its life
	by      caller  // who asked for it

	width, height int
	source        *image.NRGBA // what it starts from; nil until it is painted

	mu      sync.Mutex
	asked   int // how often its status was
	linked  int // how often links to it were handed out
	fetched int // how often they were followed

	film             sync.Once
	video, thumbnail []byte
	err              error
}

// phase is how far the video is at a time.
func (j *job) phase(now time.Time) phase {
	const waiting = 8 // the part of the time it spends in a queue
	passed := now.Sub(j.created)
	switch {
	case passed < j.takes/waiting:
		return isPending
	case passed < j.takes, j.has("forever"):
		return isProcessing
	case j.has("failed"):
		return hasFailed
	}
	return isFinished
}

// has tells whether the video's life takes a bad course.
func (j *job) has(course string) bool {
	return slices.ContainsFunc(j.faults, func(f Fault) bool { return f.Name == course })
}

// count counts a question and says how many there were before.
func (j *job) count(what *int) int {
	j.mu.Lock()
	defer j.mu.Unlock()
	*what++
	return *what - 1
}

// files makes the video when it is first wanted: it takes a fifth of a second.
func (j *job) files() (video, thumbnail []byte, err error) {
	j.film.Do(func() {
		if j.source == nil {
			w, h := film.Margin(j.width, j.height)
			j.source = scene(j.text["prompt"], lookFor(j.text["style"]), w, h, int64(j.print>>33), false)
		}
		j.video, j.thumbnail, j.err = film.Make(film.Shot{
			Picture: j.source, Width: j.width, Height: j.height, Words: j.text["prompt"], Seed: mix(j.print),
		})
		j.source = nil
	})
	return j.video, j.thumbnail, j.err
}

// lookFor gives each video style the look of one of the image styles.
func lookFor(style string) string {
	looks := api.Styles(api.TextToImage)
	h := uint64(len(style))
	for _, b := range []byte(style) {
		h = mix(h ^ uint64(b))
	}
	return looks[h%uint64(len(looks))].ID
}

// videos are those that were asked for and not deleted.
type videos struct {
	shelf shelf
	mu    sync.Mutex
	byID  map[string]*job
	order []string
	count int
}

func newVideos(on shelf) *videos {
	on.prune()
	return &videos{shelf: on, byID: map[string]*job{}}
}

// add keeps a video and gives it its names. It is kept even with an error,
// but then it does not outlive the sandbox.
func (v *videos) add(j *job) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.count++
	j.id, j.number = newID(), 1000+v.count
	v.hold(j)
	return v.shelf.put(j)
}

// hold keeps a video in memory.
func (v *videos) hold(j *job) {
	v.byID[j.id] = j
	v.order = append(v.order, j.id)
	if len(v.order) > maxVideos {
		delete(v.byID, v.order[0])
		v.shelf.remove(v.order[0])
		v.order = v.order[1:]
	}
}

func (v *videos) get(id string) (*job, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	j, ok := v.byID[id]
	if !ok {
		if j, ok = v.shelf.get(id); ok {
			v.hold(j)
		}
	}
	return j, ok
}

// remove forgets a video.
func (v *videos) remove(id string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.byID, id)
	v.shelf.remove(id)
	v.order = slices.DeleteFunc(v.order, func(o string) bool { return o == id })
}

// newID is a UUID of random bits (version 4).
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: it would end the program
	b[6], b[8] = b[6]&15|64, b[8]&63|128
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
