package playback

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/player"
	"imagine-tui/tui/picture/player/playertest"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/studio/flow/flowtest"
)

// shade is the red part of a frame.
func shade(n int) string { return fmt.Sprint(playertest.Shade(n)) }

// shows fails the test unless a frame is seen, with some words.
func (w *world) shows(n int, words string) {
	w.t.Helper()
	if w.red() != shade(n) || !strings.Contains(w.words(), words) {
		w.t.Errorf("%s is seen, want %s of frame %d, with %q\n%s", w.red(), shade(n), n, words, w.words())
	}
}

// A video plays to its end, each frame at its time, and its still is seen again.
func TestPlay(t *testing.T) {
	w := open(t, "half", playertest.Frames+"49")
	still := w.frame()
	w.do(w.Toggle(), 1)
	w.shows(0, "playing 0:00 of 1:00")
	w.do(nil, 24)
	w.shows(24, "playing 0:01 of 1:00")
	if w.waited < 990*time.Millisecond || w.waited > time.Second {
		t.Errorf("24 frames take %v", w.waited)
	}
	w.do(nil, 100)
	w.over()
	if w.frame() != still || len(w.starts()) != 1 || len(w.host.Warned)+len(w.host.Said) > 0 {
		t.Errorf("%d programs, said %q, warned %q", len(w.starts()), w.host.Said, w.host.Warned)
	}
}

// One key stops it where it is and goes on; others go on by a frame, or back.
func TestPauseAndStep(t *testing.T) {
	w := open(t, "half", playertest.Frames+"100")
	w.do(w.Toggle(), 10)
	w.shows(9, "playing 0:00")
	w.do(w.Toggle(), 5)
	w.shows(10, "paused 0:00") // the one that was on its way
	if w.next != nil {
		t.Error("it goes on while it stands still")
	}
	w.now = w.now.Add(time.Hour)
	w.do(w.Step(1), 5)
	w.shows(11, "paused")
	w.do(w.Step(3), 5)
	w.shows(14, "paused")
	w.do(w.Step(-1), 5)
	w.shows(13, "paused")
	w.do(w.Step(-100), 5)
	w.shows(0, "paused 0:00")
	w.do(w.Step(1), 5)
	w.shows(1, "paused")
	w.waited = 0
	w.do(w.Toggle(), 24)
	w.shows(25, "playing 0:01") // and none was dropped for the time it stood still
	if w.waited > time.Second {
		t.Errorf("24 frames take %v", w.waited)
	}
	w.starts()

	// A step begins with the first frame, which stands still.
	w = open(t, "half", playertest.Frames+"100")
	w.do(w.Step(1), 5)
	w.shows(0, "paused 0:00 of 1:00")
}

// Whoever turns to something else does not have it play on.
func TestLeaving(t *testing.T) {
	for what, leave := range map[string]func(*world){
		"another row": func(w *world) { w.row.ID = "other" },
		"no row":      func(w *world) { w.row = gallery.Row{} },
		"out of view": func(w *world) { w.away = true },
		"suspended":   func(w *world) { w.take(w.Halt()) },
		"quit":        func(w *world) { w.take(w.Stop()); w.Close() },
	} {
		for _, mode := range []string{"half", "kitty", "iterm2", "sixel"} {
			w := open(t, mode, playertest.Frames+"1000")
			w.do(w.Toggle(), 4)
			if !w.Playing() || w.next == nil {
				t.Fatalf("%s, %s: it does not play", mode, what)
			}
			leave(w)
			w.do(nil, 10) // the one on its way too
			w.over()
			if w.next != nil {
				t.Errorf("%s, %s: frames still come", mode, what)
			}
		}
	}
}

// While something lies over it a video stands still, and then goes on.
func TestCovered(t *testing.T) {
	w := open(t, "half", playertest.Frames+"1000")
	w.do(w.Toggle(), 4)
	w.covered = true
	w.do(nil, 10)
	w.shows(4, "playing")
	if w.next != nil {
		t.Error("frames come under a dialog")
	}
	w.now, w.covered = w.now.Add(time.Minute), false
	w.do(nil, 2)
	w.shows(6, "playing")
	w.starts()
}

// In another size it goes on where it was, whether it plays or stands still.
func TestResizeWhileItPlays(t *testing.T) {
	for _, mode := range []string{"half", "kitty", "iterm2", "sixel"} {
		w := open(t, mode, playertest.Frames+"1000")
		w.do(w.Toggle(), 10)
		w.pane.SetSize(60, 20)
		w.pane.Wait(preview.Soon)
		w.do(nil, 3)
		if w.next != nil {
			t.Errorf("%s: frames come before the still", mode)
		}
		w.still()
		w.do(nil, 1)
		if !strings.Contains(w.words(), "playing 0:00") || mode == "half" && w.red() != shade(9) && w.red() != shade(10) {
			t.Errorf("%s: after a new size %s\n%s", mode, w.red(), w.words())
		}
		w.do(w.Toggle(), 2)
		at := w.at
		w.pane.SetSize(42, 14)
		w.still()
		w.do(nil, 5)
		if w.at != at || w.next != nil || !strings.Contains(w.words(), "paused") {
			t.Errorf("%s: at %v, was at %v\n%s", mode, w.at, at, w.words())
		}
		if starts := w.starts(); len(starts) != 3 {
			t.Errorf("%s: %q", mode, starts)
		}
	}
}

// Frames whose time has passed are dropped, and time counts anew where there is
// nothing to catch up with.
func TestSlowTerminal(t *testing.T) {
	w := open(t, "half", playertest.Frames+"1000")
	w.do(w.Toggle(), 1)
	for range 10 {
		w.now = w.now.Add(250 * time.Millisecond) // what drawing one takes
		w.do(nil, 1)
	}
	if seconds := w.at.Seconds(); seconds < 2.3 || seconds > 2.6 {
		t.Errorf("after 2.5 s it is at %v", w.at)
	}
	w.now = w.now.Add(time.Hour)
	w.do(nil, 1)
	if seconds := w.at.Seconds(); seconds > 3.2 {
		t.Errorf("an hour was caught up with: %v", w.at)
	}
}

// What is the same as before is neither drawn nor sent.
func TestOnlyWhatDiffersIsSent(t *testing.T) {
	for _, mode := range []string{"kitty", "iterm2", "sixel"} {
		w := open(t, mode, playertest.Still+"100")
		w.do(w.Toggle(), 1)
		w.screen.take()
		for range 20 {
			w.take(w.next)
			w.next = w.Want()
		}
		if sent := w.screen.take(); sent != "" || w.raw != "" || w.at == 0 {
			t.Errorf("%s: %d bytes, %q, at %v", mode, len(sent), w.raw, w.at)
		}
	}
}

// What goes wrong is told, with another way to see the video.
func TestTroubles(t *testing.T) {
	for act, want := range map[string]string{
		playertest.Fails:    "The video cannot be played: ffmpeg says: moov atom not found. o opens it in another program.",
		playertest.Nonsense: "The video cannot be played: ffmpeg printed something that is not a frame. o opens it in another program.",
	} {
		w := open(t, "half", act)
		w.do(w.Toggle(), 5)
		w.over()
		if got := flowtest.Last(w.host.Warned); got != want {
			t.Errorf("%s: %q", act, got)
		}
	}
	w := open(t, "half", playertest.Silent)
	w.program = player.ErrMissing
	w.do(w.Toggle(), 5)
	w.over()
	if got := flowtest.Last(w.host.Warned); !strings.Contains(got, "with ffmpeg, which is not installed") || !strings.Contains(got, "press o") {
		t.Errorf("%q", got)
	}
	if !w.unplayed || !strings.Contains(w.words(), "o opens it · to play it here install") || len(w.pane.FilmHints(0)) > 0 {
		t.Errorf("below the still:\n%s", w.words())
	}
	if w.Open() != nil || w.Playing() {
		t.Error("it is tried though nothing can play it")
	}
}

// What is no saved video does not play.
func TestNoVideo(t *testing.T) {
	w := open(t, "half", playertest.Frames+"3")
	for _, change := range []func(*gallery.Row){
		func(r *gallery.Row) { r.Operation = "upscale" }, func(r *gallery.Row) { r.State = gallery.Rendering }, func(r *gallery.Row) { *r = gallery.Row{} },
	} {
		row := w.row
		change(&w.row)
		if w.do(w.Toggle(), 3); w.Playing() {
			t.Errorf("%+v plays", w.row)
		}
		w.row = row
	}
	if len(w.starts()) > 0 {
		t.Errorf("%q", w.starts())
	}
}

// Over a slow line no more is sent in a second than for a picture: there the still
// stays, and it is said why.
func TestSlowLine(t *testing.T) {
	for _, mode := range []string{"half", "kitty", "iterm2", "sixel"} {
		w := openOver(t, mode, playertest.Frames+"1000", 600)
		w.screen.take()
		w.do(w.Toggle(), 50)
		if w.Playing() {
			t.Fatalf("%s plays: %v bytes", mode, w.run.sent)
		}
		w.over()
		if got := flowtest.Last(w.host.Said); len(w.host.Said) != 1 || !strings.Contains(got, "is not played over this connection") || !strings.Contains(got, "o opens the video") {
			t.Errorf("%s: said %q", mode, w.host.Said)
		}
	}
	w := openOver(t, "half", playertest.Frames+"1000", picture.RemoteBytes)
	if w.do(w.Toggle(), 60); !w.Playing() || w.run.rate != rateSlow {
		t.Errorf("a small one does not play: said %q", w.host.Said)
	}
}
