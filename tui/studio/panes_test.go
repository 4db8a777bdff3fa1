package studio

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Whoever has the keyboard knows it, and what lies elsewhere is heard of once.
func TestPanesMove(t *testing.T) {
	p := newPanes(theme.New(true), action.Default(), gallery.New(), [2]int{120, 40})
	p.arrange()
	arranged, moved := 0, 0
	p.arranged = func() { arranged++ }
	p.moved = func() tea.Cmd { moved++; return nil }
	p.focusOn(panePrompt)
	p.zoom(false)
	if moved != 0 || !p.prompt.Focused() {
		t.Fatalf("moved %d times", moved)
	}
	p.cycle(1)
	p.cycle(-2)
	if p.focus != paneKeys || p.prompt.Focused() || moved != 2 || p.onPicture() {
		t.Errorf("pane %d has the keys, moved %d times", p.focus, moved)
	}
	p.zoom(true)
	if p.shows(paneResults) || !p.shows(paneKeys) || moved != 3 || arranged != 3 {
		t.Errorf("moved %d times, arranged %d times", moved, arranged)
	}
	p.zoom(false)
	before := p.lay.panes[panePreview].w
	p.widen(4)
	if got := p.lay.panes[panePreview].w; got != before+4 {
		t.Errorf("the preview has %d cells, before %d", got, before)
	}
	if p.widen(1000); p.wider != widest {
		t.Errorf("wider by %d", p.wider)
	}
}

// small is a screen that knows its size.
type small struct {
	flow.Screen
	w, h, painted int
}

func (s *small) SetSize(w, h int)       { s.w, s.h = w, h }
func (s *small) Invalidate()            { s.painted++ }
func (s *small) Update(tea.Msg) tea.Cmd { return nil }

// A screen fits between header and last line, and what lay below comes back when
// it goes.
func TestScreensLieOverOneAnother(t *testing.T) {
	uncovered, changed := 0, 0
	s := &screens{notices: quiet(), w: 80, h: 24, uncovered: func() { uncovered++ }, changed: func() tea.Cmd { changed++; return nil }}
	s.notices.Say("Reading…")
	first, second := &small{}, &small{}
	closed := ""
	open := func(name string, one *small) {
		s.OpenScreen(flow.Opened{Screen: one, Name: name, Closed: func() tea.Cmd { closed += name; return nil }})
	}
	open("first", first)
	open("second", second)
	if first.h != 22 || s.notices.now.text != "" || !s.OnScreen("second") || s.OnScreen("first") || changed != 2 {
		t.Fatalf("%d lines, %q, changed %d times", first.h, s.notices.now.text, changed)
	}
	s.setSize(40, 2)
	s.repaint()
	if first.w != 40 || second.h != 1 || first.painted != 1 {
		t.Errorf("%+v, %+v", first, second)
	}
	if s.LeaveScreen("first"); closed != "" {
		t.Error("one below was left")
	}
	s.closeAll()
	if closed != "secondfirst" || !s.none() || s.top() != nil || uncovered != 2 || s.close() != nil {
		t.Errorf("closed %q, uncovered %d times", closed, uncovered)
	}
}
