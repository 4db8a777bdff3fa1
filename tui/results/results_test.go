package results

import (
	"fmt"
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

func pane(batches, rows int) *Pane {
	p := New(theme.New(true), action.Default(), gallery.New())
	p.SetSize(60, 20)
	for b := range batches {
		var rs []gallery.Row
		for i := range rows {
			rs = append(rs, gallery.Row{
				ID: fmt.Sprintf("b%dr%d", b, i), Prompt: fmt.Sprintf("Harbour at dusk %d", b), Style: "anime",
				Seed: int64(i + 1), State: gallery.Saved, Elapsed: time.Second, Priced: true, Tokens: 5,
				When: time.Date(2026, 10, 19, 14, 22, 33, 0, time.UTC),
			})
		}
		p.gallery.AddBatch(gallery.Batch{ID: fmt.Sprintf("b%d", b), Title: "Harbour at dusk"}, rs, true)
	}
	p.Focus()
	return p
}

func press(p *Pane, keys ...string) {
	for _, k := range keys {
		msg := tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
		switch k {
		case "enter":
			msg = tea.KeyPressMsg{Code: tea.KeyEnter}
		case "home":
			msg = tea.KeyPressMsg{Code: tea.KeyHome}
		case "esc":
			msg = tea.KeyPressMsg{Code: tea.KeyEscape}
		case "space":
			msg = tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
		}
		p.Update(msg)
		settle(p)
	}
}

// settle goes on with a search until there is nothing more to find, as the studio
// does.
func settle(p *Pane) {
	for cmd := p.Search(); cmd != nil; cmd = p.Search() {
		if msg, ok := cmd().(FoundMsg); ok {
			p.Found(msg)
		}
	}
}

func TestSelectionBelongsToTheResult(t *testing.T) {
	p := pane(2, 3)
	p.Select("b0r1")
	p.gallery.AddBatch(gallery.Batch{ID: "new", Title: "New"}, []gallery.Row{{ID: "n0", State: gallery.Waiting}}, true)
	if r, _ := p.Selected(); r.ID != "b0r1" {
		t.Fatalf("a new batch moved the selection to %s", r.ID)
	}
}

func TestFilterHidesAndBringsBack(t *testing.T) {
	p := pane(1, 4)
	p.Select("b0r3")
	p.gallery.Change("b0r0", func(r *gallery.Row) { r.Picked = true })
	press(p, "/")
	for _, c := range "is:picked" {
		press(p, string(c))
	}
	if r, _ := p.Selected(); r.ID != "b0r0" {
		t.Fatalf("selected %s, want the only match", r.ID)
	}
	press(p, "esc")
	if r, _ := p.Selected(); r.ID != "b0r3" {
		t.Fatalf("selected %s after the filter went, want what was selected before", r.ID)
	}
}

// Whatever matches first is selected, also when nothing was selected before
// and when the words matched nothing on the way.
func TestFilterSelectsWhatItFinds(t *testing.T) {
	p := pane(1, 4)
	press(p, "/", "x")
	if _, ok := p.Selected(); ok {
		t.Fatal("something is selected though nothing matches")
	}
	press(p, "backspace")
	for _, c := range "harb" {
		press(p, string(c))
	}
	if r, ok := p.Selected(); !ok || r.ID != "b0r0" {
		t.Fatalf("selected %q, want the first match", r.ID)
	}
}

func TestNoMatchSuggestsAWord(t *testing.T) {
	p := pane(1, 4)
	press(p, "/")
	for _, c := range "habour" {
		press(p, string(c))
	}
	if v := ansi.Strip(strings.Join(p.View(), "\n")); !strings.Contains(v, `Did you mean "harbour" (4)?`) {
		t.Fatal(v)
	}
}

func TestMarksSurviveTheFilterAndRange(t *testing.T) {
	p := pane(1, 6)
	p.Select("b0r0")
	press(p, "space", "j", "j", "v")
	if n := len(p.gallery.Marked()); n != 4 {
		t.Fatalf("%d marked, want 4", n)
	}
	press(p, "/", "x", "y", "z", "esc")
	if n := len(p.gallery.Marked()); n != 4 {
		t.Fatalf("%d marked after a filter, want 4", n)
	}
}

func TestLongWaitingTailIsOneLine(t *testing.T) {
	p := New(theme.New(true), action.Default(), gallery.New())
	p.SetSize(60, 20)
	var rs []gallery.Row
	for i := range 12 {
		rs = append(rs, gallery.Row{ID: fmt.Sprint(i), State: gallery.Waiting, Note: "queued"})
	}
	p.gallery.AddBatch(gallery.Batch{ID: "b"}, rs, true)
	if v := ansi.Strip(strings.Join(p.View(), "\n")); !strings.Contains(v, "11 more queued") {
		t.Fatal(v)
	}
}

func TestWhatTellsPromptsApartIsNotCutWhileThereIsRoom(t *testing.T) {
	p := New(theme.New(true), action.Default(), gallery.New())
	p.SetSize(53, 20)
	var rs []gallery.Row
	// What all have in common is left out, the rest is there in full.
	for i, label := range []string{"a red boat, oil · red · dawn · ink, on the water", "a red boat, tar · blue · dusk · oil, on the water"} {
		rs = append(rs, gallery.Row{ID: fmt.Sprint(i), Label: label, Style: "anime", Seed: 7, State: gallery.Saved, Elapsed: time.Second})
	}
	p.gallery.AddBatch(gallery.Batch{ID: "b"}, rs, true)
	v := ansi.Strip(strings.Join(p.View(), "\n"))
	for _, r := range rs {
		what := strings.TrimSuffix(strings.TrimPrefix(r.Label, "a red boat, "), ", on the water")
		if !strings.Contains(v, "✓ "+what) || strings.Contains(v, "red boat") {
			t.Errorf("%q is cut, or more than it is shown:\n%s", what, v)
		}
	}
}

func TestEveryLineFitsAtEverySize(t *testing.T) {
	p := pane(2, 5)
	p.gallery.AddBatch(gallery.Batch{ID: "h", Title: "日本語 🎨 \u0627\u0644"}, []gallery.Row{{ID: "h0", Prompt: "日本語", Label: "日本語日本語", State: gallery.Failed, Note: "402 tokens"}}, true)
	for _, filter := range []string{"", "日本", "zzz"} {
		p.filter.set(filter)
		p.refilter()
		for w := range 70 {
			for h := range 24 {
				p.SetSize(w, h)
				v := p.View()
				if len(v) != h {
					t.Fatalf("%dx%d: %d lines", w, h, len(v))
				}
				for _, l := range v {
					if n := cells.Width(l); n != w {
						t.Fatalf("%dx%d: line of %d cells: %q", w, h, n, l)
					}
				}
			}
		}
	}
}

func BenchmarkFilter100000(b *testing.B) {
	p := pane(1000, 100)
	p.filter.set("harb fog")
	for b.Loop() {
		p.refilter()
		settle(p)
		p.View()
	}
}

func BenchmarkMove10000(b *testing.B) {
	p := pane(100, 100)
	for b.Loop() {
		p.move(1)
		p.View()
	}
}
