package sheet

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
)

func TestMoving(t *testing.T) {
	s := sheetOf(80, 22, city())
	for _, step := range []struct{ keys, at string }{
		{"l", "dawn/flux-dev/1:1/812"},
		{"j", "dusk/flux-dev/1:1/812"},
		{"right right right right", "dusk/flux-dev/1:1/814"},
		{"G", "night/flux-dev/1:1/814"},
		{"j", "night/flux-dev/1:1/814"},
		{"g g", "dawn/flux-dev/1:1/814"},
		{"end home", "dawn/flux-dev/1:1/814"},
		{"pgdown", "night/flux-dev/1:1/814"},
		{"pgup up", "dawn/flux-dev/1:1/814"},
		{"left h", "dawn/flux-dev/1:1/812"},
		{"]", "dawn/anime/1:1/812"},
		{"]", "dawn/anime/1:1/812"},
		{"[", "dawn/flux-dev/1:1/812"},
	} {
		do(s, step.keys)
		if got := selected(s); got != step.at {
			t.Fatalf("%s leads to %s, want %s", step.keys, got, step.at)
		}
	}
	want(t, do(s, "j"), []tea.Msg{SelectedMsg{ID: "dusk/flux-dev/1:1/812"}})
	want(t, len(do(s, "[")), 0)
}

func TestWhatTheKeysSay(t *testing.T) {
	s := sheetOf(80, 22, city())
	want(t, do(s, "enter"), []tea.Msg{LookMsg{ID: "dawn/flux-dev/1:1/811"}})
	want(t, do(s, "n"), []tea.Msg{RollMsg{IDs: []string{"dawn/flux-dev/1:1/811"}}})
	want(t, do(s, "N r"), []tea.Msg{RollMsg{IDs: []string{
		"dawn/flux-dev/1:1/811", "dawn/flux-dev/1:1/812", "dawn/flux-dev/1:1/813", "dawn/flux-dev/1:1/814",
	}}})
	want(t, do(s, "l N c"), []tea.Msg{
		SelectedMsg{ID: "dawn/flux-dev/1:1/812"},
		RollMsg{IDs: []string{"dawn/flux-dev/1:1/812", "dusk/flux-dev/1:1/812", "night/flux-dev/1:1/812"}},
	})
	want(t, len(do(s, "N j")), 0)
	want(t, selected(s), "dawn/flux-dev/1:1/812")
	want(t, do(s, "esc"), []tea.Msg{CloseMsg{}})
	want(t, do(s, "q"), []tea.Msg{CloseMsg{}})
}

func TestTransposeAndAxes(t *testing.T) {
	s := sheetOf(80, 22, city())
	do(s, "j l l T")
	rows, cols := s.table.rows, s.table.cols
	want(t, []Axis{rows, cols}, []Axis{Seed, Variant})
	want(t, selected(s), "dusk/flux-dev/1:1/813")
	do(s, "l")
	want(t, selected(s), "night/flux-dev/1:1/813")
	// Seed × prompt is the fifth of six pairs, seed × style the sixth.
	do(s, "A j enter")
	rows, cols = s.table.rows, s.table.cols
	want(t, []Axis{rows, cols}, []Axis{Seed, Style})
	want(t, selected(s), "night/flux-dev/1:1/813")
	do(s, "[")
	want(t, selected(s), "dusk/flux-dev/1:1/813")
	do(s, "A j esc")
	want(t, s.SetAxes(Ratio, Seed), false)
	rows, cols = s.table.rows, s.table.cols
	want(t, []Axis{rows, cols}, []Axis{Seed, Style})
}

func TestAsksForAnEmptyCell(t *testing.T) {
	items := city()
	s := sheetOf(80, 22, items[:len(items)-1])
	s.SetAxes(Variant, Seed)
	do(s, "] G l l l")
	want(t, do(s, "enter"), []tea.Msg{AskMsg{Variant: "night", Style: "anime", Ratio: "1:1", Seed: 814, Like: "night/flux-dev/1:1/811"}})
	want(t, selected(s), "")
	want(t, do(s, "n"), []tea.Msg{AskMsg{Variant: "night", Style: "anime", Ratio: "1:1", Seed: 814, Like: "night/flux-dev/1:1/811"}})
}

func TestMarks(t *testing.T) {
	s := sheetOf(80, 22, city())
	msgs := do(s, "space")
	want(t, msgs, []tea.Msg{SelectedMsg{ID: "dawn/flux-dev/1:1/812"}, MarkedMsg{Count: 1}})
	do(s, "j l v")
	want(t, len(s.MarkedIDs()), 6) // from s811 of dawn to s813 of dusk
	s.Show(ids(city())[1:])
	want(t, len(s.MarkedIDs()), 5)
	want(t, s.gallery.ClearMarks(), 6)
	s.gallery.SetMarked([]string{"night/anime/1:1/814"})
	want(t, s.MarkedIDs(), []string{"night/anime/1:1/814"})
}

// What arrives never moves the cursor, not even when it brings new rows and
// columns or takes old ones away.
func TestTheCursorStaysOnItsItem(t *testing.T) {
	items := city()
	s := sheetOf(80, 22, items)
	s.Select("dusk/flux-dev/1:1/813")
	top := s.table.top
	add(s, gallery.Row{ID: "more", Label: "noon", Style: "flux-dev", Ratio: "1:1", Seed: 7, State: gallery.Waiting})
	want(t, selected(s), "dusk/flux-dev/1:1/813")
	want(t, s.table.top, top)
	s.Show(ids(items)[5:])
	want(t, selected(s), "dusk/flux-dev/1:1/813")
	gone, _ := s.gallery.Row("dusk/flux-dev/1:1/813")
	s.gallery.Remove(gone.ID)
	if r := s.Selected(); r != nil && (r.Label != "dusk" || r.Style != "flux-dev") {
		t.Fatalf("the cursor went to %+v", r)
	}
	s.gallery.AddBatch(gallery.Batch{ID: "batch"}, []gallery.Row{gone}, true)
	if got := screen(t, s); !contains(got, "s813") {
		t.Fatalf("what was taken back is not there again:\n%s", got)
	}
}

func TestRolledTakesStandInTheirCell(t *testing.T) {
	s := sheetOf(80, 22, city())
	do(s, "j l")
	old := selected(s)
	s.gallery.SetTakeOf("take", old)
	add(s, gallery.Row{ID: "take", Label: "dusk", Style: "flux-dev", Ratio: "1:1", Seed: 99, State: gallery.Rendering, Note: "rendering"})
	want(t, selected(s), "take")
	if got := screen(t, s); len(s.table.space.values[Seed]) != 4 || !contains(got, "s99 +1") || !contains(got, "rendering") {
		t.Fatalf("got\n%s", got)
	}
	// The old picture stays, dim, until the new one is there.
	w, h := s.ThumbSize()
	s.SetThumb(old, w, h, blocks(w, h))
	if got := screen(t, s); !contains(got, "▄") || !contains(got, "renderi") {
		t.Fatalf("got\n%s", got)
	}
	want(t, do(s, "enter"), []tea.Msg{LookMsg{ID: "take"}})
}

func TestMouse(t *testing.T) {
	s := sheetOf(80, 22, city())
	// The second cell of the second row.
	x, y := s.table.geo.headW+s.table.geo.cellW+3, 2+s.table.geo.cellH+2
	want(t, said(s.Click(x, y)), []tea.Msg{SelectedMsg{ID: "dusk/flux-dev/1:1/812"}})
	want(t, said(s.Click(x, y)), []tea.Msg{LookMsg{ID: "dusk/flux-dev/1:1/812"}})
	for _, at := range [][2]int{{0, 0}, {2, 5}, {79, 5}, {20, 1}, {20, 21}, {-3, -3}} {
		if msgs := said(s.Click(at[0], at[1])); msgs != nil {
			t.Errorf("a click at %v says %v", at, msgs)
		}
	}
	s.Wheel(3, 0)
	want(t, s.table.top, 1)
	want(t, selected(s), "dusk/flux-dev/1:1/812")
	s.Wheel(3, 0)
	want(t, s.table.top, 1)
	s.Wheel(-3, 0)
	do(s, "j")
	want(t, s.table.top, 1)
}

func TestLargerAndSmaller(t *testing.T) {
	s := sheetOf(80, 24, city())
	w, h := s.ThumbSize()
	if w < 14 || h < 6 || s.table.geo.seenC < 2 {
		t.Fatalf("thumbnails of %d×%d in %d columns", w, h, s.table.geo.seenC)
	}
	for range 30 {
		do(s, "+")
	}
	bw, bh := s.ThumbSize()
	if bw <= w || bh <= h || s.table.geo.seenC < 1 || s.table.geo.seenR < 1 {
		t.Fatalf("larger gives %d×%d", bw, bh)
	}
	screen(t, s)
	do(s, "-") // answers at once, however often + was pressed in vain
	if nw, _ := s.ThumbSize(); nw >= bw {
		t.Fatalf("- after many + leaves %d", nw)
	}
	for range 30 {
		do(s, "-")
	}
	if _, nh := s.ThumbSize(); nh != heights[0] {
		t.Fatalf("smaller ends at %d", nh)
	}
	screen(t, s)
}
