// Package playback plays the video that is looked at, in the place of its still: a
// program decodes it, and its frames are drawn as pictures are. A key starts it,
// and it ends when the person turns to something else.
package playback

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/picture/player"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/studio/flow"
)

// Options are what the flow works with. It owns none of it.
type Options struct {
	Context context.Context
	Display *display.Display
	// Pane shows the still, and the frames in its place.
	Pane *preview.Pane
	// Selected is the row that is looked at.
	Selected func() (gallery.Row, bool)
	// InView tells whether the person looks at the pane, Covered whether something
	// lies over it.
	InView, Covered func() bool
	// Unplayed hears that nothing here can decode a video.
	Unplayed func()
	// Environ is the environment of the program that decodes.
	Environ func() []string
	// Find returns where that is; nil means as usual.
	Find func() (string, error)
	// Clock tells the time; nil means the computer's.
	Clock *Clock
	// Patience is how long a frame may take; 0 means as usual.
	Patience time.Duration
}

// Flow plays a video.
type Flow struct {
	host Host
	o    Options

	row    string // id of the row that plays, "" for none
	paused bool
	shown  bool          // a frame of it is seen
	at     time.Duration // where in the video that is
	step   int           // frames to go on by while it stands still, or back
	fresh  bool          // time counts from the next frame on

	run    *run
	busy   bool // a command is under way: there is one at most
	looked bool // it was looked for what decodes a video
	missed bool // there is none

	stage stage
}

// Host is what the flow needs of the studio.
type Host = flow.Host

// New returns the flow while nothing plays.
func New(host Host, o Options) *Flow {
	if o.Find == nil {
		o.Find = player.Find
	}
	if o.Clock == nil {
		o.Clock = &Clock{Now: time.Now, Wait: wait}
	}
	return &Flow{host: host, o: o}
}

// Update takes in frames. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case frameMsg:
		return true, f.drawn(msg)
	case foundMsg:
		f.missed = msg.err != nil
		if f.missed {
			f.o.Unplayed()
			f.o.Pane.SetUnplayed(f.host.WithKeys("{result.open} opens it · to play it here install " + player.Program))
		}
		return true, nil
	}
	return false, nil
}

// Playing tells whether a video is seen that plays, or stands still.
func (f *Flow) Playing() bool { return f.row != "" }

// Open plays the selected row from its beginning if it is a video, and one can be
// played here.
func (f *Flow) Open() tea.Cmd {
	if f.missed {
		return nil
	}
	return f.start()
}

// start plays the selected video from its beginning.
func (f *Flow) start() tea.Cmd {
	row, ok := f.o.Selected()
	if !ok || !gallery.IsVideo(row.Operation) || row.State != gallery.Saved || row.ID == f.row {
		return nil
	}
	end := f.Stop()
	f.row, f.paused, f.at, f.fresh = row.ID, false, 0, true
	return end
}

// Toggle plays the selected video, stops it where it is, and goes on.
func (f *Flow) Toggle() tea.Cmd {
	if f.row == "" {
		return f.start()
	}
	f.paused, f.fresh, f.step = !f.paused, true, 0
	f.o.Pane.NoteFrame(f.note())
	return nil
}

// Step stops the selected video, and goes on by so many frames, or back.
func (f *Flow) Step(by int) tea.Cmd {
	if f.row == "" {
		cmd := f.start()
		f.paused = true
		return cmd
	}
	f.paused, f.step = true, f.step+by
	f.o.Pane.NoteFrame(f.note())
	return nil
}

// Stop ends what plays; its still is seen again.
func (f *Flow) Stop() tea.Cmd {
	if f.row == "" {
		return nil
	}
	f.row, f.step = "", 0
	f.o.Pane.EndFilm()
	return f.drop()
}

// drop ends the program, and takes the frames out of the terminal's memory.
func (f *Flow) drop() tea.Cmd {
	f.shown = false
	if f.run == nil {
		return nil
	}
	f.run.cancel()
	forget := f.o.Display.EndFilm(f.run.reel)
	f.run = nil
	return raw(forget)
}

func raw(s string) tea.Cmd {
	if s == "" {
		return nil
	}
	return tea.Raw(s)
}

// Halt is Stop that waits until the program has ended, before something else has
// the terminal.
func (f *Flow) Halt() tea.Cmd {
	return tea.Sequence(f.Stop(), func() tea.Msg { f.stage.end(); return nil })
}

// Close ends what plays when the studio ends, and waits until nothing is left of
// it.
func (f *Flow) Close() { f.stage.close() }

// Want goes on with what plays, and stops it where the person looks at something
// else. The studio asks after everything that happened.
func (f *Flow) Want() tea.Cmd {
	row, ok := f.o.Selected()
	if f.row == "" {
		return f.look(row)
	}
	if !ok || row.ID != f.row || row.State != gallery.Saved || !f.o.InView() {
		return f.Stop()
	}
	w, h, _, ready := f.o.Pane.Video()
	cols, rows := f.o.Pane.Room()
	key := picture.Key{Path: row.Path, Cols: cols, Rows: rows, Mode: f.o.Display.Mode(), Zoom: f.o.Pane.Zoom()}
	var end tea.Cmd
	if f.run != nil && (!ready || f.run.key != key || f.run.pixels != f.o.Display.Pixels(1, 1)) {
		f.o.Pane.EndFilm()
		end = f.drop() // the same frame comes in the new size
	}
	if f.o.Covered() {
		f.fresh = true // it stands still meanwhile
		return end
	}
	switch {
	case !ready, cols < 1, rows < 1, f.busy:
		return end
	case f.paused && f.shown && f.step == 0:
		return end
	case f.paused && f.shown && f.step < 0:
		f.back()
	}
	if f.run == nil {
		f.run = f.newRun(key, w, h)
	}
	return tea.Batch(end, f.next())
}

// foundMsg says whether something is there that decodes a video.
type foundMsg struct{ err error }

// look looks for what decodes a video, once, when the first one is seen.
func (f *Flow) look(row gallery.Row) tea.Cmd {
	if f.looked || !gallery.IsVideo(row.Operation) {
		return nil
	}
	f.looked = true
	find := f.o.Find
	return func() tea.Msg {
		_, err := find()
		return foundMsg{err}
	}
}

// back goes to the frame before: a film only goes on, so it begins anew there.
func (f *Flow) back() {
	f.at = max(0, f.at-f.run.every()*time.Duration(-f.step))
	f.step = 0
	f.run.cancel()
	f.run, f.shown = nil, false
}

// next has the frame drawn that is due, or the one to go on to.
func (f *Flow) next() tea.Cmd {
	f.busy = true
	run, pace := f.run, pace{play: !f.paused, fresh: f.fresh}
	if f.paused && f.shown {
		pace.skip, f.step = f.step-1, 0
	}
	f.fresh = false
	return func() tea.Msg { return run.next(pace) }
}

// drawn takes in a frame, or why there is none.
func (f *Flow) drawn(msg frameMsg) tea.Cmd {
	f.busy = false
	if msg.run != f.run {
		return raw(f.o.Display.EndFilm(msg.run.reel)) // it was sent after its film was over
	}
	if msg.err != nil {
		return f.ended(msg.err)
	}
	f.at, f.shown = msg.at, true
	if msg.same {
		f.o.Pane.NoteFrame(f.note())
		return nil
	}
	f.o.Pane.ShowFrame(msg.drawn, f.note())
	return nil
}

// ended says why there is no other frame, unless the film is over.
func (f *Flow) ended(err error) tea.Cmd {
	stop := f.Stop()
	var slow slowError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, context.Canceled):
		return stop
	case errors.Is(err, player.ErrMissing):
		return tea.Batch(stop, f.host.Warn(f.Missing()))
	case errors.As(err, &slow):
		return tea.Batch(stop, f.host.Say(f.host.WithKeys(slow.words()+" {result.open} opens the video.")))
	}
	return tea.Batch(stop, f.host.Warn(wording.Sentence(wording.Problem(err))+f.host.WithKeys(" {result.open} opens it in another program.")))
}

// Missing is what to do where nothing can decode a video.
func (f *Flow) Missing() string {
	return f.host.WithKeys("A video plays here with " + player.Program + ", which is not installed: install it from your system's packages, or press {result.open} to open the video.")
}

// note says how far the video is.
func (f *Flow) note() string {
	_, _, d, _ := f.o.Pane.Video()
	word := "playing"
	if f.paused {
		word = "paused"
	}
	if d <= 1 { // the file does not say
		return fmt.Sprintf("%s %s", word, picture.Clock(f.at))
	}
	return fmt.Sprintf("%s %s of %s", word, picture.Clock(f.at), picture.Clock(d))
}
