package cull

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/results"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/gauge"
	"imagine-tui/tui/widget/theme"
)

// screen is one picture, how far the person got, and the pictures of its batch
// in a strip below. It shares preview and results with what lies below it.
type screen struct {
	st      *theme.Styles
	acts    *action.Table
	preview *preview.Pane
	results *results.Pane
	film    int // lines of the strip, where it begins
	w, h    int

	version func() int // of what is known of results
	counted int        // version that tally is of
	tally   tally
}

// SetSize sets the size in cells.
func (s *screen) SetSize(w, h int) {
	s.w, s.h = w, h
	s.film = max(0, min(h/5+2, 12))
	if h < 12 {
		s.film = 0
	}
	s.preview.SetSize(w, max(0, h-s.film-1))
	s.results.SetSize(w, s.film)
}

// Update takes clicks into the strip: all its keys are actions.
func (s *screen) Update(msg tea.Msg) tea.Cmd {
	if click, ok := msg.(tea.MouseClickMsg); ok && click.Y >= s.h-s.film {
		return s.results.Click(click.X, click.Y-(s.h-s.film))
	}
	return nil
}

// View returns exactly h lines of exactly w cells.
func (s *screen) View() []string {
	if s.h <= 0 {
		return nil
	}
	out := append(append(make([]string, 0, s.h), s.preview.View()...), s.bar())
	return append(out, s.results.View()...)
}

// Cursor returns nil: there is nothing to type.
func (s *screen) Cursor() *tea.Cursor { return nil }

// Capturing tells whether letters are text; they never are.
func (s *screen) Capturing() bool { return false }

// Place is what keys mean here.
func (s *screen) Place() action.Place { return action.Cull }

// Act moves along the strip, zooms and pans.
func (s *screen) Act(id action.ID) (tea.Cmd, bool) {
	if cmd, done := s.preview.Act(id); done {
		return cmd, true
	}
	switch id {
	case action.MoveDown, action.MoveUp, action.MoveLeft, action.MoveRight, action.MoveTop, action.MoveBottom,
		action.MovePageDown, action.MovePageUp, action.BatchNext, action.BatchPrevious:
		s.counted = -1 // another batch may be in the strip
		return s.results.Act(id)
	}
	return nil, false
}

// Hints returns the keys of the screen, most useful first.
func (s *screen) Hints() []action.Hint {
	return append(
		[]action.Hint{s.acts.Hint(action.Cull, action.ResultPick), s.acts.HintAs(action.Cull, action.ResultDrop, "reject")},
		s.acts.Together(action.Cull, "rate", action.ResultRate1, action.ResultRate2, action.ResultRate3, action.ResultRate4, action.ResultRate5),
		s.acts.Hint(action.Cull, action.CullRest), s.acts.Hint(action.Cull, action.StudioUndo),
		s.acts.Hint(action.Cull, action.StudioBack),
	)
}

// Invalidate makes the next View draw afresh.
func (s *screen) Invalidate() {
	s.preview.Invalidate()
	s.results.Invalidate()
}

// tally counts what was said of pictures so far.
type tally struct{ of, picked, rejected, rated, open int }

func count(rows []gallery.Row) (t tally) {
	for _, r := range rows {
		if r.State != gallery.Saved {
			continue
		}
		t.of++
		switch {
		case r.Picked:
			t.picked++
		case r.Rejected:
			t.rejected++
		case r.Rating > 0:
			t.rated++
		default:
			t.open++
		}
	}
	return t
}

// words say what was said of them, in signs.
func (t tally) words() string {
	var parts []string
	for _, part := range []struct {
		n    int
		sign string
	}{{t.picked, theme.SignPicked}, {t.rejected, theme.SignRejected}, {t.rated, theme.SignStar}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d%s", part.n, part.sign))
		}
	}
	return strings.Join(parts, " ")
}

// barCells is how long the bar is that shows how far one got.
const barCells = 24

// bar shows how far the person got, and what of it they keep.
func (s *screen) bar() string {
	if v := s.version(); v != s.counted {
		s.counted, s.tally = v, count(s.results.Strip())
	}
	t := s.tally
	done := t.of - t.open
	line := " " + gauge.Bar(s.st, done, t.of, barCells) + fmt.Sprintf(" %d of %d reviewed", done, t.of)
	if words := t.words(); words != "" {
		line += " · " + s.st.Picked.Render(words)
	}
	if t.open > 0 {
		rest := s.st.Dim.Render(s.acts.Words(fmt.Sprintf(" · {result.reject.rest} rejects the remaining %d", t.open)))
		if cells.Width(line+rest) <= s.w {
			line += rest
		}
	}
	return box.Fit(line, s.w)
}
