package sets

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/plan/styleset"
	"imagine-tui/tui/action"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/style"
	"imagine-tui/tui/widget/theme"
)

type host struct {
	flowtest.Host
	settled int
}

func (h *host) Settled() { h.settled++ }

func open(t *testing.T) (*Flow, *host) {
	t.Helper()
	st, h := theme.New(true), &host{}
	return New(h, t.TempDir(), style.New(st, action.Default()), st), h
}

// A set is saved with the words on both sides of the prompt, and is there at
// once.
func TestSaveASet(t *testing.T) {
	f, h := open(t)
	h.Run(f, func() tea.Msg { return style.SaveSetMsg{Name: "Ink", Styles: []string{"anime"}} })
	h.Run(f, h.Answer(t).Text("ink drawing of …, grain"))
	if !strings.Contains(flowtest.Last(h.Said), "Style set saved") {
		t.Fatalf("said %v, warned %v", h.Said, h.Warned)
	}
	f.pane.SetMarkedSets([]string{"Ink"})
	got := f.Marked()
	if len(got) != 1 || got[0].Prefix != "ink drawing of " || got[0].Suffix != ", grain" || !slices.Equal(got[0].Styles, []string{"anime"}) {
		t.Errorf("%+v", got)
	}
}

// What is to be marked counts as marked before the folder was read, too.
func TestMarkBeforeTheyAreRead(t *testing.T) {
	f, h := open(t)
	for _, s := range []styleset.Set{{Name: "Ink", Prefix: "ink "}, {Name: "Wide", Prefix: "wide ", AspectRatio: "16:9"}} {
		if _, err := styleset.Save(f.folder, s); err != nil {
			t.Fatal(err)
		}
	}
	f.Mark([]string{"Ink"})
	if got := f.Names(); !slices.Equal(got, []string{"Ink"}) {
		t.Fatalf("%v", got)
	}
	h.Run(f, f.Load())
	if got := f.Marked(); len(got) != 1 || h.settled != 1 {
		t.Fatalf("%v, settled %d times", got, h.settled)
	}
	if got := f.Ratio([]string{"Ink", "Wide"}, []string{"Ink"}); got != "16:9" {
		t.Errorf("a set that was just marked brings %q", got)
	}
	if got := f.Ratio([]string{"Ink", "Wide"}, []string{"Wide"}); got != "" {
		t.Errorf("one that was marked before brings %q", got)
	}
	f.pane.SetMarkedSets(nil)
	if got := f.Names(); len(got) > 0 {
		t.Errorf("none is marked: %v", got)
	}
}

func TestNoFolder(t *testing.T) {
	f, h := open(t)
	f.folder = ""
	if f.Load() != nil {
		t.Error("something is read")
	}
	h.Run(f, f.save(styleset.Set{Name: "Ink"}))
	if len(h.Warned) != 1 {
		t.Errorf("warned %v", h.Warned)
	}
}
