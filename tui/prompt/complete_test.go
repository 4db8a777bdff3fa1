package prompt

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/text"
)

// completing is a pane that knows some lists.
func completing(w, h int) *Pane {
	p := newPane(w, h)
	p.SetNames(func(before string) (string, []string) {
		_, typed, open := strings.Cut(before, "__")
		if !open || strings.Contains(typed, "__") {
			return "", nil
		}
		var names []string
		for _, n := range []string{"palette", "place", "sea/time", "time"} {
			if strings.HasPrefix(n, typed) || strings.HasPrefix(n[strings.LastIndexByte(n, '/')+1:], typed) {
				names = append(names, n)
			}
		}
		return typed, names
	})
	return p
}

// After __ the names that fit are shown, tab takes the first of them, and one
// step takes that back.
func TestNamesAreCompleted(t *testing.T) {
	p := completing(40, 8)
	p.write("a boat at __p")
	if frame := ansi.Strip(strings.Join(p.View(), "\n")); !strings.Contains(frame, "palette  place") || strings.Contains(frame, "time") {
		t.Fatalf("offered:\n%s", frame)
	}
	if hint := p.Hints()[1]; hint.Desc != "complete" {
		t.Errorf("hints %+v", p.Hints())
	}
	p.write("l")
	p.write("ac")
	if got := p.key(tea.KeyTab, 0); p.Value() != "a boat at __place__" || !slices.Equal(got, []tea.Msg{ChangedMsg{}}) {
		t.Fatalf("%q, says %v", p.Value(), got)
	}
	if _, done := p.Act(action.PaneNext); done {
		t.Error("tab does not go on to the next pane")
	}
	p.key('_', tea.ModCtrl)
	if p.Value() != "a boat at __plac" {
		t.Errorf("taken back it is %q", p.Value())
	}
}

// What follows the name is not written twice, and a name of which only the last
// part was typed is written in full.
func TestCompletedInTheMiddle(t *testing.T) {
	p := completing(60, 8)
	p.SetValue("a __ti__ sea")
	for range len("__ sea") {
		p.key(tea.KeyLeft, 0)
	}
	if p.key(tea.KeyTab, 0); p.Value() != "a __sea/time__ sea" {
		t.Errorf("%q", p.Value())
	}
	p.key('a', tea.ModCtrl)
	p.key(tea.KeyEnd, tea.ModShift)
	if _, done := p.Act(action.PaneNext); done {
		t.Error("a selection was completed")
	}
	p.SetValue("__zzz")
	if _, done := p.Act(action.PaneNext); done {
		t.Error("there is no such name")
	}
}

// Where there is no room under the text the border says it.
func TestNamesInALowPane(t *testing.T) {
	p := completing(40, 3)
	p.SetFooter("Column 1: never closed.", true)
	p.write("__t")
	checkSize(t, p.View(), 40, 3)
	if frame := ansi.Strip(strings.Join(p.View(), "\n")); !strings.Contains(frame, "sea/time  time") {
		t.Errorf("offered:\n%s", frame)
	}
	p.Blur()
	if frame := ansi.Strip(strings.Join(p.View(), "\n")); !strings.Contains(frame, "never closed") {
		t.Errorf("without the keyboard:\n%s", frame)
	}
}

// All mistakes are marked.
func TestMistakesAreMarked(t *testing.T) {
	p := newPane(40, 8)
	p.SetValue("a } b\n灯 {c")
	plain := strings.Join(p.View(), "\n")
	p.SetMistakes(text.Place{Line: 1, Column: 3}, text.Place{Line: 2, Column: 3}, text.Place{Line: 2, Column: 99}, text.Place{Line: 9, Column: 1})
	marked := strings.Join(p.View(), "\n")
	if ansi.Strip(marked) != ansi.Strip(plain) {
		t.Fatalf("the text is another one:\n%s", ansi.Strip(marked))
	}
	bad := p.st.Bad.Reverse(true)
	for _, sign := range []string{"}", "{"} {
		if !strings.Contains(marked, bad.Render(sign)) {
			t.Errorf("%s is not marked:\n%q", sign, marked)
		}
	}
	if p.SetMistakes(); strings.Join(p.View(), "\n") != plain {
		t.Error("marks stay")
	}
}
