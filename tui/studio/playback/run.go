package playback

import (
	"context"
	"fmt"
	"hash/maphash"
	"io"
	"time"

	"imagine-tui/api/plainfile"
	"imagine-tui/api/videofile"
	"imagine-tui/api/wording"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/picture/player"
)

// Frames a second: as many as films have, and fewer where what is sent is counted.
const (
	rate     = 24
	rateSlow = 12
)

// Clock is the time that a film goes by.
type Clock struct {
	Now func() time.Time
	// Wait waits, and tells whether ctx is still alive after that.
	Wait func(ctx context.Context, d time.Duration) bool
}

func wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// run is a film in one size, from one place on. Its commands come one after the
// other; what is below belongs to the one under way.
type run struct {
	ctx      context.Context
	cancel   context.CancelFunc
	key      picture.Key
	pixels   int // of a cell
	reel     *picture.Reel
	from     time.Duration
	rate     int
	limit    int // bytes a second, 0 for any number
	patience time.Duration

	display *display.Display
	stage   *stage
	clock   *Clock
	find    func() (string, error)
	environ func() []string

	film    *player.Film
	begun   time.Time // when the first frame was due
	rest    time.Time // until when the terminal is let alone
	dropped int       // frames in a row
	drawn   bool      // there was a frame before
	seen    uint64    // what was in it
	sent    []int     // bytes of each frame of the last second
}

func (f *Flow) newRun(key picture.Key, w, h int) *run {
	ctx, cancel := context.WithCancel(f.o.Context)
	r := &run{
		ctx: ctx, cancel: cancel, key: key, pixels: f.o.Display.Pixels(1, 1), reel: f.o.Display.Cache().Reel(key, w, h), from: f.at, rate: rate, limit: f.o.Display.Limit(),
		display: f.o.Display, stage: &f.stage, clock: f.o.Clock, find: f.o.Find, environ: f.o.Environ, patience: f.o.Patience,
	}
	if r.limit > 0 {
		r.rate = rateSlow
	}
	f.fresh = true
	return r
}

// every is how long a frame is seen.
func (r *run) every() time.Duration { return time.Second / time.Duration(r.rate) }

// pace says which frame comes next.
type pace struct {
	play  bool // the one that is due; else the next but so many
	skip  int
	fresh bool // the next one is due now
}

// frameMsg is a frame that was drawn, and sent as far as it has to be before its
// cells are painted.
type frameMsg struct {
	run   *run
	at    time.Duration
	same  bool // it shows what the one before did
	drawn picture.Rendered
	err   error
}

// next draws a frame.
func (r *run) next(p pace) frameMsg {
	msg := frameMsg{run: r}
	if r.film == nil {
		if r.film, msg.err = r.open(); msg.err != nil {
			return msg
		}
	}
	frame, err := r.due(p)
	if err != nil {
		msg.err = err
		return msg
	}
	msg.at = r.from + r.every()*time.Duration(frame.Number)
	now := maphash.Bytes(seed, frame.Pix)
	if r.drawn && now == r.seen {
		msg.same, msg.err = true, r.count(0)
		return msg
	}
	r.drawn, r.seen = true, now
	msg.drawn, msg.err = r.send(frame.Pix)
	return msg
}

var seed = maphash.MakeSeed()

// open starts the program, after the film before has ended.
func (r *run) open() (*player.Film, error) {
	program, err := r.find()
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(r.key.Path)
	if err != nil {
		return nil, err
	}
	w, h := r.reel.Size()
	return r.stage.start(r.ctx, player.Options{
		Program: program, Env: r.environ(), Path: r.key.Path, Kind: kind, Width: w, Height: h, Rate: r.rate, From: r.from, Patience: r.patience,
	})
}

// kindOf looks into a file for what it is.
func kindOf(path string) (string, error) {
	f, err := plainfile.Open(path)
	if err != nil {
		return "", fmt.Errorf("the video cannot be read: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	head := make([]byte, 16)
	n, _ := io.ReadFull(f, head)
	kind, _ := videofile.Sniff(head[:n])
	return kind, nil
}

const (
	// mostDropped is how many frames in a row are dropped to catch up.
	mostDropped = rate / 2
	// hopeless is how late a frame is when there is nothing to catch up with: time
	// then counts anew.
	hopeless = time.Second / 2
)

// due waits for the frame of a pace, and drops those whose time has passed.
func (r *run) due(p pace) (player.Frame, error) {
	for {
		frame, err := r.film.Next(r.ctx)
		if err != nil {
			return frame, err
		}
		if !p.play {
			if p.skip--; p.skip < 0 {
				return frame, nil
			}
			continue
		}
		at, now := r.every()*time.Duration(frame.Number), r.clock.Now()
		if p.fresh {
			r.begun, p.fresh = now.Add(-at), false
		}
		late := now.Sub(r.begun.Add(at))
		if late > r.every() && r.dropped < mostDropped {
			r.dropped++
			if err := r.count(0); err != nil {
				return frame, err
			}
			continue
		}
		if late > hopeless {
			r.begun = r.begun.Add(late)
		}
		r.dropped = 0
		if !r.clock.Wait(r.ctx, max(-late, r.rest.Sub(now))) {
			return frame, r.ctx.Err()
		}
		return frame, nil
	}
}

// send draws a frame and sends it. The terminal is then let alone for as long as
// that took it, so that keys are answered in between.
func (r *run) send(pix []byte) (picture.Rendered, error) {
	drawn, sent := r.reel.Draw(pix)
	if err := r.count(sent); err != nil {
		return drawn, err
	}
	if drawn.Transmit != "" || drawn.Graphic != nil {
		if limit := r.limit; limit > 0 && sent*r.rate > limit {
			return drawn, slowError{sent * r.rate, limit}
		}
	}
	before := r.clock.Now()
	if !r.stage.draw(r.ctx, func() error { return r.display.Film(r.ctx, drawn) }) {
		return drawn, context.Canceled
	}
	now := r.clock.Now()
	r.rest = now.Add(now.Sub(before))
	return drawn, nil
}

// count counts what was sent in the last second.
func (r *run) count(bytes int) error {
	r.sent = append(r.sent, bytes)
	if n := len(r.sent) - r.rate; n > 0 {
		r.sent = r.sent[n:]
	}
	sum := 0
	for _, n := range r.sent {
		sum += n
	}
	if limit := r.limit; limit > 0 && sum > limit {
		return slowError{sum, limit}
	}
	return nil
}

// slowError says that more would be sent than the line is for.
type slowError struct{ bytes, limit int }

func (e slowError) Error() string { return e.words() }

func (e slowError) words() string {
	return fmt.Sprintf("The video is not played over this connection: a second of it takes %s here, and picture_bytes allows %s.", wording.Bytes(int64(e.bytes)), wording.Bytes(int64(e.limit)))
}
