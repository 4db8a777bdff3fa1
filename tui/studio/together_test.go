package studio

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/studio/keep"
	"imagine-tui/tui/studio/listing"
)

// seat is somebody in front of a studio: what lists results and what judges
// them, in a loop of its own.
type seat struct {
	flowtest.Host
	name    string
	library *history.Library
	gallery *gallery.Gallery
	undo    flow.Undo
	keep    *keep.Flow
	listing *listing.Flow
	chosen  []gallery.Row
	program *tea.Program
}

func (s *seat) Chosen() []gallery.Row                       { return s.chosen }
func (s *seat) OnHeader() bool                              { return false }
func (s *seat) Resend([]gallery.Row, flow.Repeat) tea.Cmd   { return nil }
func (s *seat) ListChanged() tea.Cmd                        { return nil }
func (s *seat) RecipesChanged() tea.Cmd                     { return nil }
func (s *seat) Listed() tea.Cmd                             { return nil }
func (s *seat) ListedAll()                                  {}
func (s *seat) Heard() tea.Cmd                              { return nil }
func (s *seat) Init() tea.Cmd                               { cmd := s.listing.Start(); s.listing.Rest(); return cmd }
func (s *seat) View() tea.View                              { return tea.NewView("") }
func (s *seat) Update(msg tea.Msg) (m tea.Model, c tea.Cmd) { return s, s.route(msg) }

func (s *seat) route(msg tea.Msg) tea.Cmd {
	if act, ok := msg.(func() tea.Cmd); ok {
		return act()
	}
	if handled, cmd := s.keep.Update(msg); handled {
		return cmd
	}
	_, cmd := s.listing.Update(msg)
	return cmd
}

// do lets the person act, and waits until what they said is written.
func (s *seat) do(act func() tea.Cmd) {
	done := make(chan struct{})
	s.program.Send(func() tea.Cmd {
		cmd := act()
		return func() tea.Msg {
			defer close(done)
			s.carryOut(cmd)
			return nil
		}
	})
	<-done
}

func (s *seat) carryOut(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			s.carryOut(c)
		}
	default:
		s.program.Send(msg)
	}
}

// storm is a library at which several are at work, and what they said last.
type storm struct {
	t     *testing.T
	dir   string
	paths []string

	mu   sync.Mutex
	said map[string]*said
	acts map[string]int
}

// said is what was said last of one result. A field's lock is held while somebody
// says something else, so that it is known who was last; whoever edits by hand
// holds them all, since an editor knows no locks.
type said struct {
	verdict, stars, hand sync.RWMutex
	rating               int
	picked, rejected     bool

	mu   sync.Mutex
	tags map[string]bool
}

// newStorm makes a library of n results over three days.
func newStorm(t *testing.T, n int) *storm {
	t.Helper()
	w := &storm{t: t, dir: t.TempDir(), said: map[string]*said{}, acts: map[string]int{}}
	l := w.open("first")
	for i := range n {
		path := filepath.Join(l.Folder(), fmt.Sprintf("2026-11-2%d", 1+i%3), fmt.Sprintf("%06d-boat-a1b2c3.png", i))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := l.Update(path, func(s *history.Sidecar) { s.Request.Prompt = fmt.Sprint("boat ", i) }); err != nil {
			t.Fatal(err)
		}
		w.paths = append(w.paths, path)
		w.said[path] = &said{tags: map[string]bool{}}
	}
	return w
}

// open opens the library as a process of its own does.
func (w *storm) open(name string) *history.Library {
	l, err := history.Open(history.Options{Folder: filepath.Join(w.dir, "pictures"), StateDir: filepath.Join(w.dir, name)})
	if err != nil {
		w.t.Fatal(err)
	}
	return l
}

func (w *storm) acted(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.acts[what]++
}

// seat opens a studio.
func (w *storm) seat(ctx context.Context, name string) *seat {
	s := &seat{name: name, library: w.open(name), gallery: gallery.New()}
	s.keep = keep.New(s, keep.Options{
		Context: ctx, Library: s.library, StateDir: filepath.Join(w.dir, name), Gallery: s.gallery, Undo: &s.undo, Now: time.Now,
		Selected: func() (gallery.Row, bool) { return gallery.Row{}, false }, Free: func() bool { return true },
	})
	s.listing = listing.New(s, listing.Options{Context: ctx, Library: s.library, Gallery: s.gallery, Watch: true})
	s.program = tea.NewProgram(s, tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(io.Discard), tea.WithoutRenderer(), tea.WithoutSignalHandler())
	return s
}

// judge has the person in front of a studio say something of a result that is
// listed there.
func (w *storm) judge(s *seat, r *rand.Rand, n int) {
	path := w.paths[r.IntN(len(w.paths))]
	is := w.said[path]
	is.hand.RLock()
	defer is.hand.RUnlock()
	switch kind := r.IntN(4); kind {
	case 0:
		is.stars.Lock()
		defer is.stars.Unlock()
		stars := r.IntN(6)
		w.say(s, path, func() tea.Cmd { return s.keep.Rate(stars) }, func(was, row gallery.Row) {
			if was.Rating != row.Rating {
				is.rating = row.Rating
			}
		})
	case 1, 2:
		is.verdict.Lock()
		defer is.verdict.Unlock()
		w.say(s, path, func() tea.Cmd {
			if kind == 1 {
				return s.keep.Pick()
			}
			_, _, cmd := s.keep.Reject(s.chosen)
			return cmd
		}, func(was, row gallery.Row) {
			if was.Picked != row.Picked {
				is.picked, is.rejected = row.Picked, is.rejected && !row.Picked
			}
			if was.Rejected != row.Rejected {
				is.rejected, is.picked = row.Rejected, is.picked && !row.Rejected
			}
		})
	case 3:
		tag := fmt.Sprintf("%s-%d", s.name, n)
		w.say(s, path, func() tea.Cmd {
			s.keep.AskTags()
			row, _ := s.gallery.Row(path)
			return s.Answer(w.t).Text(strings.Join(append(row.Tags, tag), " "))
		}, func(_, row gallery.Row) { is.tag(slices.Contains(row.Tags, tag), tag) })
	}
	w.acted(s.name)
}

func (is *said) tag(on bool, tag string) {
	is.mu.Lock()
	defer is.mu.Unlock()
	if on {
		is.tags[tag] = true
	}
}

// say acts on one row and notes what it says then.
func (w *storm) say(s *seat, path string, act func() tea.Cmd, note func(was, row gallery.Row)) {
	s.do(func() tea.Cmd {
		was, there := s.gallery.Row(path)
		if !there {
			return nil // it is in the trash
		}
		s.chosen = []gallery.Row{was}
		cmd := act()
		row, _ := s.gallery.Row(path)
		note(was, row)
		return cmd
	})
}

// edit edits a sidecar by hand, in place or by putting another in its place.
func (w *storm) edit(r *rand.Rand, n int) {
	path := w.paths[r.IntN(len(w.paths))]
	is := w.said[path]
	is.hand.Lock()
	defer is.hand.Unlock()
	data, err := os.ReadFile(path + ".json")
	if err != nil {
		return // it is in the trash
	}
	var sidecar map[string]any
	if err := json.Unmarshal(data, &sidecar); err != nil {
		w.t.Errorf("a sidecar in pieces: %q", data)
		return
	}
	tags, _ := sidecar["tags"].([]any)
	tag, stars := fmt.Sprint("hand-", n), r.IntN(6)
	sidecar["tags"], sidecar["rating"] = append(tags, tag), stars
	if data, err = json.MarshalIndent(sidecar, "", "\t"); err != nil {
		w.t.Error(err)
		return
	}
	if n%2 == 0 {
		err = os.WriteFile(path+".json", data, 0o600)
	} else if err = os.WriteFile(path+".json~", data, 0o600); err == nil {
		err = os.Rename(path+".json~", path+".json")
	}
	if err != nil {
		w.t.Error(err)
		return
	}
	is.rating = stars
	is.tag(true, tag)
	w.acted("hand")
}

// trash puts a result in the trash and takes it out again, as a command line
// does. An editor that has the sidecar open would write it beside nothing.
func (w *storm) trash(l *history.Library, r *rand.Rand) {
	path := w.paths[r.IntN(len(w.paths))]
	is := w.said[path]
	is.hand.RLock()
	defer is.hand.RUnlock()
	gone, err := l.Trash(path)
	if err == nil {
		_, err = l.Restore(gone)
	}
	if err != nil {
		w.t.Error(err)
	}
	w.acted("trash")
}

// copy copies a result, as another command line does.
func (w *storm) copy(ctx context.Context, r *rand.Rand, to string) {
	path := w.paths[r.IntN(len(w.paths))]
	if _, err := history.Keep(ctx, path, to, history.Nothing); err == nil {
		w.acted("keep")
	}
}

// length is how long the storm lasts: IMAGINE_TEST_TOGETHER says otherwise.
func length(t *testing.T) time.Duration {
	t.Helper()
	text := os.Getenv("IMAGINE_TEST_TOGETHER")
	if text == "" {
		return 1500 * time.Millisecond
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Two studios, two command lines and somebody with an editor are at work on the
// same results at once: the last word of each field stands, no tag is lost, and
// both studios show what stands.
func TestTogether(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w := newStorm(t, 60)
	seats := []*seat{w.seat(ctx, "anna"), w.seat(ctx, "ben")}
	var running sync.WaitGroup
	for _, s := range seats {
		running.Go(func() { _, _ = s.program.Run() })
	}
	w.blow(ctx, seats, time.Now().Add(length(t)))
	for _, s := range seats {
		w.compare(s)
	}
	w.check()
	t.Logf("%v", w.acts)
	for _, s := range seats {
		s.program.Quit()
	}
	cancel()
	running.Wait()
}

// blow has everybody act until a time.
func (w *storm) blow(ctx context.Context, seats []*seat, until time.Time) {
	trasher, to := w.open("trasher"), w.t.TempDir()
	acts := []func(r *rand.Rand, n int){
		func(r *rand.Rand, n int) { w.judge(seats[0], r, n) },
		func(r *rand.Rand, n int) { w.judge(seats[1], r, n) },
		w.edit,
		func(r *rand.Rand, _ int) { w.trash(trasher, r) },
		func(r *rand.Rand, _ int) { w.copy(ctx, r, to) },
	}
	var all sync.WaitGroup
	for i, act := range acts {
		all.Go(func() {
			r := rand.New(rand.NewPCG(16, uint64(i)))
			for n := 0; time.Now().Before(until); n++ {
				act(r, n)
			}
		})
	}
	all.Wait()
}

// check compares the sidecars with what was said last.
func (w *storm) check() {
	l := w.open("checker")
	for _, path := range w.paths {
		e, err := l.Entry(path)
		if err != nil || e.Problem != "" {
			w.t.Errorf("%s: %s, %v", path, e.Problem, err)
			continue
		}
		s, is := e.Sidecar, w.said[path]
		if s.Rating != is.rating || s.Picked != is.picked || s.Rejected != is.rejected {
			w.t.Errorf("%s: rating %d, picked %v, rejected %v; the last word was %d, %v, %v", filepath.Base(path), s.Rating, s.Picked, s.Rejected, is.rating, is.picked, is.rejected)
		}
		for tag := range is.tags {
			if !slices.Contains(s.Tags, tag) {
				w.t.Errorf("%s: the tag %s is lost", filepath.Base(path), tag)
			}
		}
		if s.Picked && s.Rejected {
			w.t.Errorf("%s is picked and rejected", filepath.Base(path))
		}
	}
}

// compare waits until a studio shows what the sidecars say. It looks now and then:
// what the studio hears may come between a look and the wait after it.
func (w *storm) compare(s *seat) {
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for late := time.After(time.Minute); ; {
		differs := ""
		s.do(func() tea.Cmd {
			for _, path := range w.paths {
				row, _ := s.gallery.Row(path)
				e, err := s.library.Entry(path)
				if said := e.Sidecar; err != nil || row.Rating != said.Rating || row.Picked != said.Picked || row.Rejected != said.Rejected || !slices.Equal(row.Tags, said.Tags) {
					differs = fmt.Sprintf("%s shows %+v, which is %+v", s.name, row, said)
				}
			}
			return nil
		})
		if differs == "" {
			return
		}
		select {
		case <-again.C:
		case <-late:
			w.t.Fatal(differs)
		}
	}
}
