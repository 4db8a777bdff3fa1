//go:build unix

package studio

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/creack/pty"

	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/studio/flow/flowtest"
)

// screenBytes collects what a program writes, and tells when words came.
type screenBytes struct {
	mu   sync.Mutex
	all  bytes.Buffer
	news chan struct{}
	// answered is closed when every question was answered that there is an answer to.
	answered chan struct{}
}

func newScreenBytes() *screenBytes {
	return &screenBytes{news: make(chan struct{}, 1), answered: make(chan struct{})}
}

func (s *screenBytes) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.all.Write(b)
	select {
	case s.news <- struct{}{}:
	default:
	}
	return n, err
}

func (s *screenBytes) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.String()
}

func (s *screenBytes) wait(t *testing.T, words string) {
	t.Helper()
	s.await(t, words, func(all string) bool { return strings.Contains(all, words) })
}

// await waits until what came fulfils a condition.
func (s *screenBytes) await(t *testing.T, what string, condition func(all string) bool) {
	t.Helper()
	late := time.After(time.Minute)
	for !condition(s.String()) {
		select {
		case <-s.news:
		case <-late:
			t.Fatalf("waited in vain for %q in %q", what, s.String())
		}
	}
}

// afterwards is what the shell writes when the program has ended.
const afterwards = "the shell's prompt"

// read takes what a program writes to a terminal until afterwards, and answers the
// questions among it, each once. The near end stays open until then: nobody waits
// for whoever reads keys there.
func (s *screenBytes) read(far *os.File, answers map[string]string) {
	open := maps.Clone(answers)
	buffer := make([]byte, 1<<16)
	for {
		n, err := far.Read(buffer)
		_, _ = s.Write(buffer[:n])
		all := s.String()
		if err != nil || strings.Contains(all, afterwards) {
			return
		}
		asked := slices.DeleteFunc(slices.Collect(maps.Keys(open)), func(q string) bool { return !strings.Contains(all, q) })
		slices.SortFunc(asked, func(a, b string) int { return strings.Index(all, a) - strings.Index(all, b) })
		for _, question := range asked {
			_, _ = far.WriteString(open[question])
			if delete(open, question); len(open) == 0 {
				close(s.answered)
			}
		}
	}
}

// A panic takes the pictures out of the terminal's memory, as every other way
// out does.
func TestPanicFreesPictures(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	day := filepath.Join(dir, "results", "2026-11-24")
	if err := os.MkdirAll(day, 0o755); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewNRGBA(image.Rect(0, 0, 64, 64))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(day, "142233-boat-a1b2c3.png"), file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	library, err := history.Open(history.Options{Folder: filepath.Join(dir, "results"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	store, err := key.Open(key.Options{
		ConfigDir: filepath.Join(dir, "config"), StateDir: filepath.Join(dir, "state"), Environ: func(string) (string, bool) { return "", false },
	})
	if err != nil {
		t.Fatal(err)
	}
	far, near, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = far.Close() }()
	if err := pty.Setsize(near, &pty.Winsize{Cols: 120, Rows: 40}); err != nil {
		t.Fatal(err)
	}
	// After a panic nobody waits for whoever reads keys, while what it reads is closed:
	// a pipe bears that.
	keys, keyboard := io.Pipe()
	defer func() { _ = keyboard.Close() }()
	screen := newScreenBytes()
	var reading sync.WaitGroup
	reading.Go(func() { screen.read(far, nil) })
	var broken atomic.Bool
	config := app.DefaultSettings().Studio
	config.Graphics = "kitty"
	ended := make(chan error, 1)
	go func() {
		ended <- Run(t.Context(), Options{
			Config: config, Keys: store, Library: library, Queue: flowtest.Queue(t), StateDir: filepath.Join(dir, "state"),
			Accounts: func(name string) (queue.Account, error) {
				if broken.Load() {
					panic("forced by the test")
				}
				return queue.Account{Name: name}, nil
			},
			In: keys, Out: near, Environ: []string{"TERM=xterm-kitty", "COLORTERM=truecolor"}, Size: [2]int{120, 40},
		})
	}()
	screen.wait(t, "Prompt")
	if _, err := io.WriteString(keyboard, "\x1b[27u"); err != nil { // esc, to the results; a bare one could become a part of what follows
		t.Fatal(err)
	}
	screen.wait(t, "\x1b_G")
	screen.wait(t, "64×64")
	broken.Store(true)
	go func() { _, _ = io.WriteString(keyboard, "i\r") }() // it may have ended before
	if err := <-ended; err == nil {
		t.Error("the panic was not told")
	}
	if _, err := near.WriteString(afterwards); err != nil {
		t.Fatal(err)
	}
	reading.Wait()
	raw := screen.String()
	sent, freed := strings.LastIndex(raw, "a=t"), strings.LastIndex(raw, "a=d")
	if at := strings.LastIndex(raw, "a=T"); at > sent {
		sent = at
	}
	if sent < 0 || freed < sent {
		t.Errorf("sent at %d, freed at %d", sent, freed)
	}
}
