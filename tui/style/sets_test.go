package style

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/cells"
)

var someSets = []Set{
	{Name: "Film still", Description: "cinematic film still of …, grain", Styles: []string{"realistic", "flux-dev"}},
	{Name: "anime", Description: "a set with the name of a style"},
}

func withSets(w, h int) *Pane {
	p := newPane(w, h)
	p.SetSets(someSets)
	return p
}

func TestSetsStandBelowTheStyles(t *testing.T) {
	p := withSets(25, 14)
	if got := p.text(); !strings.Contains(got, "○ Film still     set") {
		t.Fatalf("got\n%s", got)
	}
	got := p.do("G space")
	if want := []tea.Msg{ChangedMsg{Marked: []string{"imagine-turbo"}, Sets: []string{"anime"}}}; !reflect.DeepEqual(got, want) {
		t.Fatalf("says %v, want %v", got, want)
	}
	// A set brings its styles along; taking its mark away leaves them.
	p.do("k space")
	if got := p.Marked(); !slices.Equal(got, []string{"imagine-turbo", "realistic", "flux-dev"}) || len(p.MarkedSets()) != 2 {
		t.Fatalf("marked %v, %v", got, p.MarkedSets())
	}
	p.do("k space")
	if got := p.Marked(); len(got) != 3 || !slices.Equal(p.MarkedSets(), []string{"anime"}) {
		t.Fatalf("marked %v, %v", got, p.MarkedSets())
	}
	// Marks and selection survive new lists.
	p.SetRows(catalogue)
	p.SetSets(someSets[1:])
	if !slices.Equal(p.MarkedSets(), []string{"anime"}) || p.selectedID() != "anime" || !p.sel.set {
		t.Fatalf("marked %v, selected %q", p.MarkedSets(), p.selectedID())
	}
	p.SetMarkedSets(nil)
	p.SetMarked([]string{"anime"})
	if p.sel.set || len(p.MarkedSets()) != 0 {
		t.Fatal("the set was taken for the style of that name")
	}
}

func TestEnterOnASetTakesItAlone(t *testing.T) {
	p := withSets(25, 14)
	p.SetMarkedSets([]string{"anime"})
	got := p.do("G k enter")
	if want := []tea.Msg{ChangedMsg{Marked: []string{"realistic", "flux-dev"}, Sets: []string{"Film still"}}, DoneMsg{}}; !reflect.DeepEqual(got, want) {
		t.Fatalf("says %v, want %v", got, want)
	}
	// One without styles leaves those that are marked.
	p.do("G O")
	if got := p.Marked(); !slices.Equal(got, []string{"realistic", "flux-dev"}) || !slices.Equal(p.MarkedSets(), []string{"anime"}) {
		t.Fatalf("marked %v, %v", got, p.MarkedSets())
	}
	// A style alone is without any set.
	p.do("home O")
	if got := p.Marked(); !slices.Equal(got, []string{"imagine-turbo"}) || len(p.MarkedSets()) != 0 {
		t.Fatalf("marked %v, %v", got, p.MarkedSets())
	}
}

func TestFilterFindsSets(t *testing.T) {
	p := withSets(25, 14)
	p.do("/ f i l m enter space")
	if got := p.MarkedSets(); !slices.Equal(got, []string{"Film still"}) {
		t.Fatalf("marked %v:\n%s", got, p.text())
	}
}

func TestSaveMarksAsASet(t *testing.T) {
	p := withSets(25, 14)
	p.do("j space w")
	if !p.Capturing() || p.Cursor() == nil || !strings.Contains(p.text(), " save as ") {
		t.Fatalf("no field:\n%s", p.text())
	}
	p.Update(tea.PasteMsg{Content: "my \x1b[1mset\n"})
	if got, want := p.do("enter"), []tea.Msg{SaveSetMsg{"my set", []string{"imagine-turbo", "anime"}}}; !reflect.DeepEqual(got, want) || p.Capturing() {
		t.Fatalf("says %v, want %v", got, want)
	}
	if got := p.do("w enter x esc"); got != nil || p.Capturing() {
		t.Fatalf("says %v", got)
	}
	p.do("w")
	p.Update(tea.PasteMsg{Content: "vk-test-CANARY0123456789"})
	for _, r := range "vk-test-CANARY0123456789" {
		p.do(string(r))
	}
	if got := p.do("enter"); got != nil || strings.Contains(p.text(), "CANARY") {
		t.Fatalf("says %v:\n%s", got, p.text())
	}
	p.do("esc")
	p.SetMarked(nil)
	if p.do("w"); p.Capturing() {
		t.Fatal("nothing is marked, and a name is asked for")
	}
}

// The list keeps its order, whatever is marked, written or filtered; styles that the
// person wrote stand below those of the catalogue, and sets at the end.
func TestStylesKeepTheirOrder(t *testing.T) {
	p := withSets(25, 14)
	p.SetMarked([]string{"mine", "anime"})
	order := func() (ids []string) {
		for _, r := range p.shown {
			ids = append(ids, r.ID)
		}
		return ids
	}
	var want []string
	for _, r := range catalogue {
		want = append(want, r.ID)
	}
	want = append(want, "mine", "Film still", "anime")
	if got := order(); !slices.Equal(got, want) {
		t.Fatalf("order %v, want %v", got, want)
	}
	p.do("/ a enter")
	at := -1
	for _, id := range order() {
		next := slices.Index(want[at+1:], id)
		if next < 0 {
			t.Fatalf("%s of %v is out of order", id, order())
		}
		at += next + 1
	}
	p.do("/ esc")
	p.SetRows(catalogue)
	p.do("e n e w enter")
	if want = slices.Insert(want, len(catalogue)+1, "new"); !slices.Equal(order(), want) || p.selectedID() != "new" {
		t.Fatalf("order %v, want %v", order(), want)
	}
}

func TestSetsFillExactlyTheirSize(t *testing.T) {
	for _, keys := range []string{"", "G", "w", "w 夜 夜 夜 夜 夜 夜 夜 夜 夜 夜 夜 夜", "/ 夜"} {
		for w := 0; w <= 120; w += 1 + w/8 {
			for h := 0; h <= 30; h += 1 + h/8 {
				p := withSets(w, h)
				p.SetSets(append(slices.Clone(someSets), Set{Name: "夜\x1b[31m\nred" + strings.Repeat("x", 90), Description: "שלום \u202eevil"}))
				p.do(keys)
				view := p.View()
				if len(view) != max(0, h) {
					t.Fatalf("%dx%d: %d lines", w, h, len(view))
				}
				for _, line := range view {
					if n := cells.Width(line); n != w {
						t.Fatalf("%q at %dx%d: %d cells: %q", keys, w, h, n, line)
					}
				}
				if c := p.Cursor(); c != nil && (c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= h) {
					t.Fatalf("%q at %dx%d: cursor at %d,%d", keys, w, h, c.X, c.Y)
				}
			}
		}
	}
}
