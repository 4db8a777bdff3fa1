package queue

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/theme"
)

func runs() []Run {
	return []Run{
		{Row: &gallery.Row{ID: "r1", Key: "work", Seed: 813, State: gallery.Receiving, Note: "receiving 61%"}, Label: "dusk", Style: "turbo", Elapsed: 900 * time.Millisecond, Left: time.Second, LeftKnown: true},
		{Row: &gallery.Row{ID: "r2", Key: "work", Seed: 811, State: gallery.Rendering, Note: "rendering"}, Label: "dusk", Style: "flux-dev", Elapsed: 4100 * time.Millisecond, Left: 2 * time.Second, LeftKnown: true},
		{Row: &gallery.Row{ID: "r3", Key: "work", Seed: 812, State: gallery.Waiting, Note: "queued, 2nd"}, Label: "dusk", Style: "flux-dev", Position: 2, Left: 14 * time.Second, LeftKnown: true},
		{Row: &gallery.Row{ID: "r4", Key: "work", Seed: 811, State: gallery.Waiting, Note: "queued, 1st"}, Label: "night", Style: "turbo", Position: 1, Left: 9 * time.Second, LeftKnown: true},
		{Row: &gallery.Row{ID: "r5", Key: "personal", Seed: 812, State: gallery.Held, Note: "held: no tokens"}, Label: "night", Style: "turbo"},
		{Row: &gallery.Row{ID: "r6", Key: "work", Seed: 812, State: gallery.Failed, Note: "busy"}, Label: "dawn", Style: "flux-dev"},
		{Row: &gallery.Row{ID: "r7", Key: "work", Seed: 812, State: gallery.Saved}, Label: "dawn", Style: "turbo"},
		{Row: &gallery.Row{ID: "r8", Key: "work", Seed: 814, State: gallery.Retrying, Note: "busy, retry in 3 s (1 of 3)"}, Label: "dawn", Style: "turbo", Left: 5 * time.Second, LeftKnown: true},
	}
}

var known = []Lane{
	{Key: "work", Tail: "…9f2a", Parallel: 4, Allowed: 2, Left: 40 * time.Second, LeftKnown: true},
	{Key: "personal", Tail: "…77c1", Parallel: 2, Allowed: 2, Trouble: "no tokens"},
}

func queue(w, h int) *Screen {
	p := New(theme.New(true), action.Default(), gallery.New())
	p.SetSize(w, h)
	p.SetLanes(known)
	set(p, runs())
	p.SetLeft(40*time.Second, true)
	p.Focus()
	return p
}

// set lists runs, and their rows in the gallery.
func set(p *Screen, list []Run) {
	for i, r := range list {
		p.gallery.AddBatch(gallery.Batch{ID: "batch"}, []gallery.Row{*r.Row}, true)
		list[i].Row = p.gallery.Find(r.Row.ID)
	}
	p.SetRuns(list)
}

// change changes a run and its row.
func change(p *Screen, id string, row func(*gallery.Row), run func(*Run)) {
	p.gallery.Change(id, row)
	if r := p.byID[id]; r != nil {
		run(r)
		p.stale()
	}
}

// screen is the queue as text, checked for its exact size.
func screen(t *testing.T, p *Screen) string {
	t.Helper()
	lines := slices.Clone(p.View())
	if len(lines) != p.h {
		t.Fatalf("%d lines, want %d", len(lines), p.h)
	}
	for i, l := range lines {
		if n := cells.Width(l); n != p.w {
			t.Fatalf("%d×%d: line %d has %d cells: %q", p.w, p.h, i, n, l)
		}
		lines[i] = strings.TrimRight(ansi.Strip(l), " ")
	}
	return strings.Join(lines, "\n")
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "space": {Code: tea.KeySpace, Text: " "},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
}

// do presses keys named with spaces between and returns what the last said.
func do(p *Screen, names string) tea.Msg {
	var out tea.Msg
	for name := range strings.FieldsSeq(names) {
		k, ok := special[name]
		if !ok {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		out = nil
		if cmd := p.Update(k); cmd != nil {
			out = cmd()
		}
	}
	return out
}

func want(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, want %+v", got, want)
	}
}

func selected(p *Screen) string {
	if r, ok := p.Selected(); ok {
		return r.Row.ID
	}
	return ""
}

func TestWide(t *testing.T) {
	p := queue(90, 12)
	do(p, "j")
	golden := strings.TrimPrefix(`
 Queue · 3 running · 2 queued · 1 held · 1 failed                              ~40 s left
   work …9f2a   4 at once (2 for now)   going   3 running · 2 queued           ~40 s left
    ⣾ dusk   turbo     s813  0 s  receiving 61%                          ▰▰▰▱▱▱▱▱    ~1 s
 ▸  ⣾ dusk   flux-dev  s811  4.1 s  rendering                            ▰▰▰▰▰▱▱▱    ~2 s
    ⣾ dawn   turbo     s814  busy, retry in 3 s (1 of 3)                             ~5 s
    · night  turbo     s811  queued, 1st                                             ~9 s
    · dusk   flux-dev  s812  queued, 2nd                                            ~15 s
    ✗ dawn   flux-dev  s812  busy
   personal …77c1   2 at once   no tokens   1 held
    ‖ night  turbo     s812  held: no tokens

`, "\n")
	if got := screen(t, p); got != golden {
		t.Errorf("got\n%s\nwant\n%s", got, golden)
	}
}

// batched has what is known of two batches, and what runs cost.
func batched(w, h int) *Screen {
	p := queue(w, h)
	for i, cost := range []string{"1t", "15t", "15t", "1t", "1t", "15t", "1t", "?t"} {
		change(p, fmt.Sprint("r", i+1), func(*gallery.Row) {}, func(r *Run) { r.Cost = cost })
	}
	p.SetBatches([]Batch{
		{ID: "batch", Key: "work", Title: "A futuristic cityscape at {dawn|dusk|night}", Done: 5, Of: 12, Cost: "40 of 96 tokens", Left: 40 * time.Second, LeftKnown: true},
		{ID: "batch", Key: "personal", Title: "港の夕暮れ、提灯", Of: 1, Cost: "1 token"},
		{ID: "over", Key: "work", Title: "Nothing of it is left", Done: 4, Of: 4, Cost: "free"},
	})
	return p
}

// What was asked for together says how far it is, what it costs and how long it
// takes still; so does each run.
func TestBatchesAndCosts(t *testing.T) {
	golden := strings.TrimPrefix(`
 Queue · 3 running · 2 queued · 1 held · 1 failed                                        ~40 s left
   work …9f2a   4 at once (2 for now)   going   3 running · 2 queued · 1 failed          ~40 s left
    ▰▰▰▱▱▱▱▱ 5/12  A futuristic cityscape at {dawn|dusk|night}         40 of 96 tokens   ~40 s left
 ▸  ⣾ dusk   turbo     s813  0.9 s  receiving 61%                             ▰▰▰▱▱▱▱▱    ~1 s   1t
    ⣾ dusk   flux-dev  s811  4 s  rendering                                   ▰▰▰▰▰▱▱▱    ~2 s  15t
    ⣾ dawn   turbo     s814  busy, retry in 3 s (1 of 3)                                  ~5 s   ?t
    · night  turbo     s811  queued, 1st                                                  ~9 s   1t
    · dusk   flux-dev  s812  queued, 2nd                                                 ~15 s  15t
    ✗ dawn   flux-dev  s812  busy                                                               15t
   personal …77c1   2 at once   no tokens   1 held
    ▱▱▱▱▱▱▱▱ 0/1  港の夕暮れ、提灯                                                        1 token
    ‖ night  turbo     s812  held: no tokens                                                     1t
`, "\n")
	if got := screen(t, batched(100, 12)); got+"\n" != golden {
		t.Errorf("got\n%s\nwant\n%s", got, golden)
	}
	p := batched(100, 12)
	do(p, "k")
	want(t, selected(p), "")
	want(t, p.SelectedKey(), "work")
	want(t, do(p, "x"), StopBatchMsg{"batch", "work"})
	want(t, do(p, "k x"), StopWaitingMsg{"work"})
	for w := range 140 {
		p.SetSize(w, 12)
		screen(t, p)
	}
}

func TestNarrowAndEmpty(t *testing.T) {
	got := screen(t, queue(44, 8))
	if !strings.Contains(got, "⣾ dusk   0.9 s  receiving 61%") {
		t.Errorf("got\n%s", got)
	}
	p := New(theme.New(false), action.Default(), gallery.New())
	p.SetSize(60, 5)
	p.Focus()
	if got := screen(t, p); !strings.Contains(got, "Nothing is running, queued or failed.") {
		t.Errorf("got\n%s", got)
	}
	want(t, do(p, "j G + - x X r R H < > enter"), nil)
	want(t, do(p, "esc"), CloseMsg{})
}

func TestWhatTheKeysSay(t *testing.T) {
	p := queue(80, 20)
	want(t, selected(p), "r1")
	want(t, do(p, "enter"), LookMsg{"r1"})
	want(t, do(p, "+"), nil) // it is on its way
	want(t, do(p, "x"), StopMsg{"r1"})
	want(t, do(p, "r"), nil)
	want(t, do(p, "j j j"), SelectedMsg{ID: "r4", Key: "work"})
	want(t, do(p, "+"), nil) // it is the first
	want(t, do(p, "-"), MoveMsg{ID: "r4", By: 1})
	want(t, do(p, "j"), SelectedMsg{ID: "r3", Key: "work"})
	want(t, do(p, "+"), MoveMsg{ID: "r3", By: -1})
	want(t, do(p, "X"), StopWaitingMsg{})
	do(p, "j")
	want(t, do(p, "r"), RetryMsg{"r6"})
	want(t, do(p, "R"), RetryAllMsg{"r6"})
	want(t, do(p, "j"), SelectedMsg{Key: "personal"})
	want(t, do(p, "x"), StopWaitingMsg{Key: "personal"})
	want(t, do(p, "enter"), nil)
	want(t, do(p, "["), SelectedMsg{Key: "work"})
	want(t, do(p, "]"), SelectedMsg{Key: "personal"})
	want(t, do(p, "home"), SelectedMsg{Key: "work"})
	want(t, do(p, "G"), SelectedMsg{ID: "r5", Key: "personal"})
	want(t, do(p, "pgup"), SelectedMsg{Key: "work"})
	want(t, do(p, "q"), CloseMsg{})
}

func TestHoldAndParallel(t *testing.T) {
	p := queue(100, 20)
	want(t, do(p, "H"), HoldMsg{Key: "work", Hold: true})
	if got := screen(t, p); !strings.Contains(got, "on hold, H resumes") {
		t.Fatalf("got\n%s", got)
	}
	want(t, do(p, "H"), HoldMsg{Key: "work", Hold: false})
	want(t, do(p, "> right"), ParallelMsg{Key: "work", N: 6})
	want(t, do(p, "< left h"), ParallelMsg{Key: "work", N: 3})
	want(t, do(p, "< < < <"), nil) // one is the least
	if got := screen(t, p); !strings.Contains(got, "work …9f2a   1 at once") {
		t.Fatalf("got\n%s", got)
	}
	p.SetLanes(known) // the engine has the last word
	if got := screen(t, p); !strings.Contains(got, "4 at once (2 for now)") {
		t.Fatalf("got\n%s", got)
	}
}

// Whatever happens to the runs, the selected one stays selected, and on its
// line of the screen.
func TestTheSelectionBelongsToTheRun(t *testing.T) {
	var many []Run
	for i := range 100 {
		many = append(many, waiting(i))
	}
	p := queue(80, 12)
	set(p, many)
	p.Select("m50")
	line := p.index() - p.top
	for i := range 20 {
		change(p, fmt.Sprint("m", i), func(r *gallery.Row) { r.State = gallery.Saved }, func(r *Run) { r.Position = 0 })
	}
	change(p, "m70", func(*gallery.Row) {}, func(r *Run) { r.Position = 1 })
	screen(t, p)
	want(t, selected(p), "m50")
	want(t, p.index()-p.top, line)
	// Once it is done it stays until the person moves on.
	p.gallery.Change("m50", func(r *gallery.Row) { r.State = gallery.Saved })
	want(t, selected(p), "m50")
	do(p, "k")
	screen(t, p)
	want(t, slices.ContainsFunc(p.items, func(it item) bool { return it.id() == "m50" }), false)
	at := selected(p)
	p.Wheel(5)
	want(t, selected(p), at)
	// A run that is gone leaves the nearest selected.
	p.SetRuns(many[:3])
	if selected(p) == "" && p.SelectedKey() == "" {
		t.Fatal("nothing is selected any more")
	}
}

func TestClick(t *testing.T) {
	p := queue(80, 20)
	want(t, p.Click(5, 4)(), SelectedMsg{ID: "r8", Key: "work"})
	want(t, p.Click(5, 4)(), LookMsg{ID: "r8"})
	want(t, p.Click(5, 1)(), SelectedMsg{Key: "work"})
	for _, y := range []int{-1, 0, 11, 19} {
		if p.Click(5, y) != nil {
			t.Errorf("a click on line %d does something", y)
		}
	}
}

func TestHintsFitTheRun(t *testing.T) {
	p := queue(80, 20)
	text := func() string {
		var out []string
		for _, h := range p.Hints() {
			out = append(out, h.Key+" "+h.Desc)
		}
		return strings.Join(out, " · ")
	}
	if got := text(); strings.Contains(got, "move up") || !strings.Contains(got, "H hold") {
		t.Error(got)
	}
	p.Select("r3")
	do(p, "H")
	if got := text(); !strings.Contains(got, "+ move up · - move down · x stop") || !strings.Contains(got, "H resume") {
		t.Error(got)
	}
	p.Select("r6")
	if got := text(); !strings.Contains(got, "r retry · R retry all") {
		t.Error(got)
	}
}

// Whatever is in the queue, each frame is exact.
func TestEverySize(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 9))
	keys := strings.Fields("j k g G + - H < > x X r R [ ] pgup pgdown enter home end")
	states := []gallery.State{gallery.Waiting, gallery.Held, gallery.Sending, gallery.Retrying, gallery.Saved, gallery.Failed, gallery.Unknown, gallery.Cancelled}
	labels := []string{"", "dusk", "夜の港と灯台", strings.Repeat("long ", 30)}
	for w := range 161 {
		for h := range 51 {
			if (w > 8 && r.IntN(4) > 0) || (h > 8 && r.IntN(3) > 0) {
				continue
			}
			p := queue(w, h)
			if r.IntN(2) == 0 {
				p = batched(w, h)
			}
			if r.IntN(2) == 0 {
				p.Blur()
			}
			for range 2 {
				change(p, fmt.Sprint("r", 1+r.IntN(8)), func(x *gallery.Row) { x.State = states[r.IntN(len(states))] }, func(x *Run) {
					x.Label, x.Position = labels[r.IntN(len(labels))], r.IntN(3)
					x.Left = time.Duration(r.Int64N(int64(9 * time.Hour)))
				})
				do(p, keys[r.IntN(len(keys))])
				p.SetFrame(r.IntN(9))
				screen(t, p)
			}
		}
	}
}

// waiting is a run at a place in the line.
func waiting(i int) Run {
	return Run{Row: &gallery.Row{ID: fmt.Sprint("m", i), Key: "work", State: gallery.Waiting}, Label: "x", Position: i + 1}
}

func TestAbout(t *testing.T) {
	for d, text := range map[time.Duration]string{
		0: "~1 s", 4400 * time.Millisecond: "~4 s", 42 * time.Second: "~40 s", 89 * time.Second: "~90 s",
		100 * time.Second: "~2 min", 89 * time.Minute: "~89 min", 5 * time.Hour: "~5 h",
	} {
		if got := about(d); got != text {
			t.Errorf("%v is %s, want %s", d, got, text)
		}
	}
}

// BenchmarkKey is a key and the frame after it over 10,000 waiting runs;
// BenchmarkEvent the start of one and the frame after it.
func BenchmarkKey(b *testing.B) {
	benchmark(b, func(p *Screen, i int) { do(p, []string{"j", "k"}[i%2]) })
}

func BenchmarkEvent(b *testing.B) {
	states := []gallery.State{gallery.Sending, gallery.Waiting}
	benchmark(b, func(p *Screen, i int) { p.gallery.Change("m0", func(r *gallery.Row) { r.State = states[i%2] }) })
}

func benchmark(b *testing.B, act func(*Screen, int)) {
	b.Helper()
	p := queue(120, 40)
	many := make([]Run, 10_000)
	for i := range many {
		many[i] = waiting(i)
	}
	set(p, many)
	i := 0
	for b.Loop() {
		act(p, i)
		p.View()
		i++
	}
}

// The terminal's cursor stands on the selected line, also after the list scrolled.
func TestTheCursorStandsOnTheSelectedLine(t *testing.T) {
	for _, h := range []int{20, 5} {
		p := queue(100, h)
		for range 9 {
			lines := strings.Split(screen(t, p), "\n")
			c := p.Cursor()
			if c == nil || !strings.HasPrefix(strings.TrimSpace(ansi.Cut(lines[c.Y], c.X, 100)), theme.SignRow) {
				t.Fatalf("%d lines: the cursor is at %+v:\n%s", h, c, strings.Join(lines, "\n"))
			}
			do(p, "down")
		}
	}
}
