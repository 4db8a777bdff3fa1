package comparison

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/studio/flow/flowtest"
)

// duelling is a studio whose results meet two at a time.
func duelling(t *testing.T, n int) *world {
	t.Helper()
	w := open(t, n)
	w.results.Select("run0")
	w.run(w.OpenDuels())
	if !w.OnScreen(DuelScreen) {
		t.Fatalf("no duels: said %q", w.Said)
	}
	return w
}

func (w *world) acts(t *testing.T, id action.ID) {
	t.Helper()
	cmd, done := w.open.duel.Act(id)
	if !done {
		t.Fatalf("%s does nothing", id)
	}
	w.run(cmd)
}

func (w *world) undo() {
	if _, back := w.o.Undo.Pop(); back != nil {
		w.run(back())
	}
}

// says fails where the screen does not say something; it always fits exactly.
func (w *world) says(t *testing.T, words ...string) {
	t.Helper()
	lines := w.open.duel.View()
	if len(lines) != 38 {
		t.Fatalf("%d lines", len(lines))
	}
	shown := ansi.Strip(strings.Join(lines, "\n"))
	for _, word := range words {
		if !strings.Contains(shown, word) {
			t.Errorf("no %q in\n%s", word, shown)
		}
	}
}

// The one that stays keeps its side, the next comes in on the other; the last one
// has the screen, and each step can be taken back from there.
func TestDuels(t *testing.T) {
	w := duelling(t, 4)
	at := func(selected string, want ...string) {
		t.Helper()
		if got := w.compared(); !slices.Equal(got, want) || w.selected() != selected {
			t.Errorf("%v meet, %s is selected; want %v, %s", got, w.selected(), want, selected)
		}
	}
	at("run0", "run0", "run1")
	w.says(t, "duel 1 of 3")
	w.acts(t, action.DuelRight)
	at("run1", "run2", "run1")
	w.says(t, "duel 2 of 3", "has won once")
	w.acts(t, action.DuelRight)
	at("run1", "run3", "run1")
	w.says(t, "has won twice")
	w.acts(t, action.DuelLeft)
	at("run3", "run3")
	w.says(t, "stayed · p picks it · after 3 duels", "▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰")
	w.acts(t, action.DuelLeft)
	at("run3", "run3")
	w.undo()
	at("run1", "run3", "run1")
	w.undo()
	w.undo()
	at("run0", "run0", "run1")
	w.undo()
	at("run0", "run0", "run1")
}

// The mouse lets the picture stay that it is pressed on.
func TestDuelsByTheMouse(t *testing.T) {
	w := duelling(t, 3)
	press := func(x, y int) { w.run(w.open.duel.Click(x, y)) }
	for _, miss := range [][2]int{{70, 0}, {70, 500}, {-1, 10}} {
		if press(miss[0], miss[1]); len(w.open.duel.past) > 0 {
			t.Fatalf("%v decided", miss)
		}
	}
	press(70, 10)
	if got := w.compared(); !slices.Equal(got, []string{"run2", "run1"}) {
		t.Fatalf("%v meet", got)
	}
	press(20, 10)
	if got := w.compared(); !slices.Equal(got, []string{"run2"}) {
		t.Fatalf("%v are left", got)
	}
}

// Who takes part: the marked ones, else the batch; saved and not rejected.
func TestWhoMeets(t *testing.T) {
	for name, c := range map[string]struct {
		marked, rejected []string
		selected         string
		want             []string
	}{
		"the batch":               {nil, nil, "run0", []string{"run0", "run1", "run2", "run3"}},
		"from where one looks":    {nil, nil, "run2", []string{"run2", "run0", "run1", "run3"}},
		"the marked":              {[]string{"run3", "run1"}, nil, "run0", []string{"run1", "run3"}},
		"one marked is no choice": {[]string{"run3"}, nil, "run0", []string{"run0", "run1", "run2", "run3"}},
		"no rejected":             {nil, []string{"run0", "run2"}, "run0", []string{"run1", "run3"}},
		"one left":                {nil, []string{"run0", "run2", "run3"}, "run0", nil},
	} {
		w := open(t, 5)
		w.gallery.Change("run4", func(r *gallery.Row) { r.State = gallery.Sending })
		for _, id := range c.rejected {
			w.gallery.Change(id, func(r *gallery.Row) { r.Rejected = true })
		}
		w.gallery.SetMarked(c.marked)
		w.results.Select(c.selected)
		w.run(w.OpenDuels())
		switch {
		case c.want == nil:
			if w.open != nil || !strings.Contains(flowtest.Last(w.Said), "two saved results") {
				t.Errorf("%s: said %q", name, w.Said)
			}
		case w.open == nil:
			t.Errorf("%s: said %q", name, w.Said)
		case !slices.Equal(w.open.duel.order, c.want):
			t.Errorf("%s: %v meet, want %v", name, w.open.duel.order, c.want)
		}
	}
}

// A rejected one loses its duel; one that was rejected before it came does not
// come.
func TestRejectedInDuels(t *testing.T) {
	w := duelling(t, 5)
	w.gallery.Change("run2", func(r *gallery.Row) { r.Rejected = true })
	w.says(t, "duel 1 of 3")
	w.gallery.Change("run0", func(r *gallery.Row) { r.Rejected = true })
	w.run(w.Rejected("run0"))
	if got := w.compared(); !slices.Equal(got, []string{"run3", "run1"}) || w.selected() != "run1" {
		t.Errorf("%v meet, %s is selected", got, w.selected())
	}
	w.gallery.Change("run4", func(r *gallery.Row) { r.Rejected = true })
	w.acts(t, action.DuelLeft)
	w.says(t, "stayed · p picks it · after 2 duels")
}

// One at full size, the difference and the slider are those of a comparison: the
// keys that decide mean what they mean there.
func TestDuelsLookCloser(t *testing.T) {
	w := duelling(t, 3)
	for _, look := range []action.ID{action.ResultLook, action.CompareDifference, action.CompareSlider} {
		w.acts(t, look)
		if w.open.duel.Place() != action.Compare {
			t.Errorf("%s: keys mean those of %v", look, w.open.duel.Place())
		}
		w.acts(t, action.MoveRight)
		w.acts(t, action.StudioBack)
		if got := w.compared(); !slices.Equal(got, []string{"run0", "run1"}) || w.open.duel.Place() != action.Duel {
			t.Fatalf("%s: %v meet in %v", look, got, w.open.duel.Place())
		}
	}
	if _, done := w.open.duel.Act(action.StudioBack); done {
		t.Error("back does not leave")
	}
}

// What was decided cannot be taken back once the screen is gone.
func TestDuelsEndWithTheirScreen(t *testing.T) {
	w := duelling(t, 3)
	w.o.Undo.Push("pick", func() tea.Cmd { return nil })
	w.acts(t, action.DuelLeft)
	ctx := w.open.ctx
	w.run(w.LeaveScreen(DuelScreen))
	if w.open != nil || ctx.Err() == nil || w.o.Undo.Len() != 1 {
		t.Errorf("open %v, %d steps to take back", w.open, w.o.Undo.Len())
	}
	w.run(func() tea.Msg { return stayMsg{"run0"} })
}

// A result is called by what sets it apart in its batch and its seed in few
// letters; one that stands alone by its seed, one without by what made it.
func TestNames(t *testing.T) {
	w := open(t, 1)
	row := func(id, label, style string, seed int64, operation string) gallery.Row {
		return gallery.Row{ID: id, Label: label, Prompt: label, Style: style, Seed: seed, Operation: operation, State: gallery.Saved}
	}
	for batch, rows := range map[string][]gallery.Row{
		"alone":  {row("a", "", "anime", 7, "")},
		"edit":   {row("b", "", "", 0, "retouch")},
		"styles": {row("c", "", "anime", 3_000_000_001, ""), row("d", "", "flux-dev", 3_000_000_002, "")},
		"words":  {row("e", "dawn", "anime", 811, ""), row("f", "dusk", "anime", 811, "")},
	} {
		w.gallery.AddBatch(gallery.Batch{ID: batch}, rows, true)
	}
	for id, want := range map[string]string{"a": "s7", "b": "retouched", "c": "anime s1", "d": "flux-dev s2", "e": "dawn s811", "f": "dusk s811"} {
		if got := w.name(w.gallery.Find(id)); got != want {
			t.Errorf("%s is called %q, want %q", id, got, want)
		}
	}
}

// The picture of whoever comes next is drawn while the two before are looked at.
func TestTheNextOneIsDrawnAhead(t *testing.T) {
	for _, d := range []*display.Display{flowtest.Display(t), flowtest.KittyDisplay(t)} {
		w := duelling(t, 4)
		w.o.Display = d
		w.DropPictures()
		w.run(w.open.pane.Want())
		there := func(id string) bool {
			for cols := 40; cols < 60; cols++ {
				for rows := 1; rows < 40; rows++ {
					key := picture.Key{Path: w.gallery.Find(id).Path, Cols: cols, Rows: rows, Mode: d.Mode(), Use: picture.InCompare}
					if _, is := d.Cache().Get(key); is {
						return true
					}
				}
			}
			return false
		}
		if !there("run0") || !there("run1") || !there("run2") || there("run3") {
			t.Errorf("%v: %v %v of the two are drawn, %v of the next, %v of the one behind", d.Mode(), there("run0"), there("run1"), there("run2"), there("run3"))
		}
	}
}
