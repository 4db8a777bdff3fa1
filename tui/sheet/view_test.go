package sheet

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/theme"
)

// The sheet in full: every state a cell can have.
func TestSheetAsDesigned(t *testing.T) {
	items := grid([]string{"dawn", "night"}, []string{"flux-dev", "anime"}, []string{"1:1"}, 811, 812, 813)
	s := sheetOf(80, 19, items)
	s.SetTitle("A futuristic cityscape at {dawn|dusk|night} with neon lights")
	s.gallery.Change("dawn/flux-dev/1:1/812", func(it *gallery.Row) { it.Rating, it.New = 2, true })
	s.gallery.Change("dawn/flux-dev/1:1/813", func(it *gallery.Row) { it.Picked = true })
	s.gallery.Change("night/flux-dev/1:1/811", func(it *gallery.Row) { it.State, it.Note = gallery.Rendering, "4.1 s" })
	s.gallery.Change("night/flux-dev/1:1/812", func(it *gallery.Row) { it.State = gallery.Waiting })
	s.gallery.Change("night/flux-dev/1:1/813", func(it *gallery.Row) { it.State, it.Note = gallery.Held, "held: no tokens" })
	w, h := s.ThumbSize()
	pic := make([]string, h)
	for i := range pic {
		pic[i] = "\x1b[38;2;1;2;3m" + strings.Repeat("▄", w-2) + "\x1b[m"
	}
	s.SetThumb("dawn/flux-dev/1:1/811", w, h, pic)
	s.SetUndrawn("dawn/flux-dev/1:1/812", w, h, "The PNG picture is cut short: unexpected EOF.")
	do(s, "l")
	golden := strings.TrimPrefix(`
 Sheet · prompt × seed · flux-dev (1 of 2, ] next)       9/12 · 15 tokens to go
        s811            s812            s813
       ╭──────────────╮┏ ▸• ★★ ━━━━━━━┓╭ ♥ ───────────╮
 dawn  │ ▄▄▄▄▄▄▄▄▄▄▄▄ │┃  ✓ The PNG   ┃│              │
       │ ▄▄▄▄▄▄▄▄▄▄▄▄ │┃  picture is  ┃│              │
       │ ▄▄▄▄▄▄▄▄▄▄▄▄ │┃  cut short:  ┃│      …       │
       │ ▄▄▄▄▄▄▄▄▄▄▄▄ │┃  unexpected  ┃│              │
       │ ▄▄▄▄▄▄▄▄▄▄▄▄ │┃     EOF.     ┃│              │
       │ ▄▄▄▄▄▄▄▄▄▄▄▄ │┃              ┃│              │
       ╰──────────────╯┗━━━━━━━━━━━━━━┛╰──────────────╯
       ╭──────────────╮╭──────────────╮╭──────────────╮
 night │              ││              ││              │
       │              ││              ││              │
       │   ⣾ 4.1 s    ││  · waiting   ││  ‖ held: no  │
       │              ││              ││    tokens    │
       │              ││              ││              │
       │              ││              ││              │
       ╰──────────────╯╰──────────────╯╰──────────────╯
 dawn · flux-dev · 1:1 · s812`, "\n")
	if got := screen(t, s); got != golden {
		t.Errorf("got\n%s\nwant\n%s", got, golden)
	}
}

func TestOneAxisFlows(t *testing.T) {
	s := sheetOf(50, 18, grid([]string{"x"}, []string{"anime"}, []string{"1:1"}, 1, 2, 3, 4, 5, 6, 7))
	do(s, "space j")
	golden := strings.TrimPrefix(`
 Sheet · by seed          5 of 7 · 7/7 · 1 marked
╭ ◉ s1 ────────╮╭ s2 ──────────╮╭ s3 ──────────╮
│              ││              ││              │
│              ││              ││              │
│      …       ││      …       ││      …       │
│              ││              ││              │
│              ││              ││              │
│              ││              ││              │
╰──────────────╯╰──────────────╯╰──────────────╯
╭ s4 ──────────╮┏ ▸ s5 ━━━━━━━━┓╭ s6 ──────────╮
│              │┃              ┃│              │
│              │┃              ┃│              │
│      …       │┃      …       ┃│      …       │
│              │┃              ┃│              │
│              │┃              ┃│              │
│              │┃              ┃│              │
╰──────────────╯┗━━━━━━━━━━━━━━┛╰──────────────╯
 x · anime · 1:1 · s5`, "\n")
	if got := screen(t, s); got != golden {
		t.Errorf("got\n%s\nwant\n%s", got, golden)
	}
	do(s, "j")
	if got := selected(s); got != "x/anime/1:1/7" {
		t.Errorf("below s5 is %s, want the last cell", got)
	}
}

func TestEmptyCellIsADot(t *testing.T) {
	items := grid([]string{"dawn", "dusk"}, []string{"anime"}, []string{"1:1"}, 1, 2)
	s := sheetOf(60, 20, items[:3])
	got := screen(t, s)
	if !strings.Contains(got, "·") || strings.Contains(got, "enter makes it") {
		t.Fatalf("got\n%s", got)
	}
	do(s, "j l")
	if got := screen(t, s); !strings.Contains(got, "enter makes it") {
		t.Fatalf("got\n%s", got)
	}
}

func TestLabelsAreCutByWidth(t *testing.T) {
	s := sheetOf(60, 14, grid([]string{"a very long variant that says everything about 夜の港と灯台", "b"},
		[]string{"anime"}, []string{"1:1"}, 1, 2147483647))
	got := screen(t, s)
	if !strings.Contains(got, "a very") || !strings.Contains(got, "…") || !strings.Contains(got, "s2147483647") {
		t.Fatalf("got\n%s", got)
	}
}

func TestNothing(t *testing.T) {
	s := sheetOf(70, 10, nil)
	if got := screen(t, s); !strings.Contains(got, "Nothing to show.") {
		t.Fatalf("got\n%s", got)
	}
	do(s, "j l ] A T N enter space v + - x")
	screen(t, s)
}

// Whatever is in the sheet and wherever one stands, each frame is exact.
func TestEverySize(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 7))
	states := []gallery.State{gallery.Waiting, gallery.Held, gallery.Rendering, gallery.Retrying, gallery.Saved, gallery.Failed, gallery.Unknown, gallery.Cancelled}
	keys := strings.Fields("h j k l [ ] + - T A N r c space v G g pgup pgdown enter esc home end left right up down")
	sets := [][]gallery.Row{
		city(), nil, grid([]string{"夜の港", ""}, []string{"a", "b"}, []string{"16:9", "9:16"}, 0, 5),
		grid([]string{"x"}, []string{"a"}, []string{"1:1"}, 1),
		grid([]string{"x"}, []string{"a"}, []string{"21:9"}, 1, 2, 3, 4, 5, 6, 7),
	}
	for i := range sets {
		set := sets[i]
		for j := range set {
			it := &set[j]
			it.State = states[r.IntN(len(states))]
			it.Note, it.Rating = []string{"", "held: no tokens", "夜夜夜夜夜夜"}[r.IntN(3)], r.IntN(6)
			it.Picked, it.Rejected, it.New = r.IntN(3) == 0, r.IntN(3) == 0, r.IntN(2) == 0
		}
		if len(set) > 6 {
			sets[i] = append(set[:len(set)-2], gallery.Row{ID: "take", Seed: 99, State: gallery.Saved})
		}
	}
	for w := range 161 {
		for h := range 51 {
			if (w > 8 && r.IntN(4) > 0) || (h > 8 && r.IntN(3) > 0) { // a sample, but every small one
				continue
			}
			s := New(theme.New(r.IntN(2) == 0), action.Default(), gallery.New())
			s.SetSize(w, h)
			set := sets[r.IntN(len(sets))]
			if len(set) > 1 {
				s.gallery.SetTakeOf("take", set[1].ID)
			}
			add(s, set...)
			s.SetTitle("夜の港 and a title")
			if r.IntN(2) == 0 {
				s.Focus()
			}
			for range 2 {
				do(s, keys[r.IntN(len(keys))])
				tw, th := s.ThumbSize()
				for p := range s.table.inView {
					if e := s.table.space.face(p); e != nil && r.IntN(2) == 0 {
						s.SetThumb(e.row.ID, tw, th, blocks(r.IntN(tw+3), r.IntN(th+3)))
					}
				}
				s.SetFrame(r.IntN(8))
				s.Wheel(r.IntN(3)-1, r.IntN(3)-1)
				screen(t, s)
			}
		}
	}
}

func blocks(w, h int) []string {
	out := make([]string, h)
	for i := range out {
		for j := range w {
			out[i] += fmt.Sprintf("\x1b[38;2;%d;%d;9;48;2;1;2;3m▄", i%256, j%256)
		}
		out[i] += "\x1b[m"
	}
	return out
}

func TestViewIsKeptWhileNothingChanges(t *testing.T) {
	s := sheetOf(80, 24, city())
	before := s.View()
	s.SetFrame(3) // nothing moves
	s.SetSize(80, 24)
	if after := s.View(); &after[0] != &before[0] {
		t.Fatal("drawn again though nothing changed")
	}
	s.gallery.Change("dusk/flux-dev/1:1/811", func(it *gallery.Row) { it.State = gallery.Rendering })
	s.View()
	spin := ansi.Strip(strings.Join(s.View(), "\n"))
	s.SetFrame(4)
	if ansi.Strip(strings.Join(s.View(), "\n")) == spin {
		t.Fatal("the spinner does not turn")
	}
	want(t, slices.Collect(s.Moving), []string{"dusk/flux-dev/1:1/811"})
}

func TestOneAxisHasNothingToSwap(t *testing.T) {
	for _, k := range []string{"N r", "N c", "T", "A"} {
		s := sheetOf(50, 18, grid([]string{"x"}, []string{"anime"}, []string{"1:1"}, 1, 2))
		if msgs := do(s, k); !slices.ContainsFunc(msgs, func(m tea.Msg) bool { _, ok := m.(NoteMsg); return ok }) {
			t.Errorf("%s says nothing", k)
		}
	}
}
