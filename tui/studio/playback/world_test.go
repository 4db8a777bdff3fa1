package playback

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/api/sandbox/mp4"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/picture/player/playertest"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

// screen is what was written to the terminal.
type screen struct {
	mu  sync.Mutex
	got bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got.Write(p)
}

// take is what came since it was called last.
func (s *screen) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.got.Reset()
	return s.got.String()
}

// world is a studio that shows a video and nothing else.
type world struct {
	*Flow
	t        *testing.T
	host     *flowtest.Host
	row      gallery.Row
	pane     *preview.Pane
	display  *display.Display
	screen   *screen
	raw      string // what went to the terminal by messages
	away     bool   // the person looks at something else
	covered  bool
	unplayed bool     // it was said that no video can be
	painted  []string // lines that were shown last
	log      string   // of the programs
	program  error    // why there is none
	now      time.Time
	waited   time.Duration
	next     tea.Cmd // draws the next frame
}

// open shows a video of a minute, which the program decodes in a way of playertest.
func open(t *testing.T, mode, act string) *world {
	t.Helper()
	return openOver(t, mode, act, 0)
}

// openOver does the same over a line on which so many bytes may be sent at once.
func openOver(t *testing.T, mode, act string, most int) *world {
	t.Helper()
	w := &world{
		t: t, host: &flowtest.Host{}, screen: new(screen), pane: preview.New(theme.New(true), action.Default()), now: flowtest.Noon,
		log: filepath.Join(t.TempDir(), "log"),
	}
	w.row = gallery.Row{ID: "film", Path: videoFile(t), State: gallery.Saved, Operation: string(api.TextToVideo)}
	w.display = display.New(display.Options{Out: w.screen, Setting: mode, Bytes: most, Environ: []string{"TERM=xterm-256color"}})
	w.display.Feed(tea.WindowSizeMsg{Width: 120, Height: 40})
	w.pane.SetSize(42, 14)
	w.Flow = New(w.host, Options{
		Context: t.Context(), Display: w.display, Pane: w.pane,
		Selected: func() (gallery.Row, bool) { return w.row, w.row.ID != "" },
		InView:   func() bool { return !w.away }, Covered: func() bool { return w.covered },
		Unplayed: func() { w.unplayed = true },
		Environ: func() []string {
			return []string{playertest.Variable + "=" + act, playertest.Log + "=" + w.log}
		},
		Find:     func() (string, error) { return playertest.Program(t), w.program },
		Patience: time.Minute,
		Clock: &Clock{
			Now: func() time.Time { return w.now },
			Wait: func(ctx context.Context, d time.Duration) bool {
				w.waited += max(0, d)
				w.now = w.now.Add(max(0, d))
				return ctx.Err() == nil
			},
		},
	})
	t.Cleanup(w.Close)
	w.still()
	return w
}

func videoFile(t *testing.T) string {
	t.Helper()
	var frame bytes.Buffer
	if err := jpeg.Encode(&frame, image.NewGray(image.Rect(0, 0, 64, 36)), nil); err != nil {
		t.Fatal(err)
	}
	frames := make([][]byte, 60)
	for i := range frames {
		frames[i] = frame.Bytes()
	}
	data, err := mp4.Encode(mp4.Track{Width: 64, Height: 36, Rate: 1, Frames: frames})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "film.mp4")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// still shows the still of the video in the size of the pane, as show does.
func (w *world) still() {
	w.t.Helper()
	cols, rows := w.pane.Room()
	r, err := w.display.Cache().Load(w.t.Context(), picture.Key{Path: w.row.Path, Cols: cols, Rows: rows, Mode: w.display.Mode(), Zoom: w.pane.Zoom()})
	if err != nil {
		w.t.Fatal(err)
	}
	w.pane.ShowPicture(r)
	w.display.Hold(r)
}

// do does what a key leads to, and lets so many frames come.
func (w *world) do(cmd tea.Cmd, frames int) {
	w.t.Helper()
	w.take(cmd)
	w.settle()
	for ; frames > 0 && w.next != nil; frames-- {
		next := w.next
		w.next = nil
		w.take(next)
		w.settle()
		w.frame()
	}
}

// settle asks what is to be done next, as the studio does after each message. The
// next frame is under way then.
func (w *world) settle() {
	w.t.Helper()
	was := w.busy
	cmd := w.Want()
	if w.busy && !was {
		w.next = cmd
		return
	}
	w.take(cmd)
}

// take carries out a command.
func (w *world) take(cmd tea.Cmd) {
	w.t.Helper()
	for _, msg := range w.host.Run(w.Flow, cmd) {
		if raw, is := msg.(tea.RawMsg); is {
			w.raw += fmt.Sprint(raw.Msg)
		}
	}
}

// frame shows what there is to see, as the studio does after each message: lines
// that changed are painted.
func (w *world) frame() string {
	w.t.Helper()
	lines := w.display.Place(w.pane.View())
	var changed strings.Builder
	for y, l := range lines {
		if y >= len(w.painted) || w.painted[y] != l {
			changed.WriteString(ansi.CursorPosition(1, y+1) + l)
		}
	}
	w.painted = lines
	if _, err := w.display.Output().Write([]byte(changed.String())); err != nil {
		w.t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

func (w *world) words() string { return ansi.Strip(strings.Join(w.pane.View(), "\n")) }

// red is the red part of the picture that is seen in cells.
func (w *world) red() string {
	_, after, _ := strings.Cut(w.pane.View()[5], "48;2;")
	red, _, _ := strings.Cut(after, ";")
	return red
}

// starts are what the programs were asked for; none ran beside another.
func (w *world) starts() []string {
	w.t.Helper()
	starts := playertest.Starts(w.t, w.log)
	for _, line := range starts {
		if strings.Contains(line, "beside") {
			w.t.Errorf("two programs at once: %s", line)
		}
	}
	return starts
}

// over tells that nothing plays, and that no program is left.
func (w *world) over() {
	w.t.Helper()
	if w.Playing() {
		w.t.Fatal("it still plays")
	}
	w.stage.mu.Lock()
	film := w.stage.film
	w.stage.mu.Unlock()
	if film != nil {
		<-film.Done()
	}
	if strings.Contains(w.words(), "playing") || strings.Contains(w.words(), "paused") {
		w.t.Errorf("the still is not back:\n%s", w.words())
	}
}
