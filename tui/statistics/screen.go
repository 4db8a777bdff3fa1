// Package statistics is the screen that says what was spent and what was kept of it,
// by key, day, style and operation.
package statistics

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// CloseMsg says that the screen was left.
type CloseMsg struct{}

// TimeMsg asks for what was made in another time, the next of those there are.
type TimeMsg struct{}

// Group is what was made with one key, on one day, in one style or by one operation.
type Group struct {
	Name                         string
	Made, Tokens, Unpriced, Kept int
	// PerToken is how many were kept for a token, "" where nothing was paid.
	PerToken string
}

// Table is what was made, in one way to group it.
type Table struct {
	By     string
	Groups []Group
	All    Group
	// Days tells that the groups are days, in their order.
	Days bool
}

// Screen shows what was spent.
type Screen struct {
	st   *theme.Styles
	acts *action.Table

	w, h   int
	time   string // the words for when it was
	said   string // what stands in the place of what is not known
	tables []Table
	at     int // of the table that is shown
	sel    int // group on which the cursor stands
	top    int
	view   []string
}

// New returns the screen before anything is known.
func New(st *theme.Styles, acts *action.Table) *Screen { return &Screen{st: st, acts: acts} }

// Wait says in which time things are added up, while that goes on.
func (s *Screen) Wait(time string) {
	s.time, s.said, s.tables, s.view = time, "Adding up…", nil, nil
}

// Fail says why it could not be added up.
func (s *Screen) Fail(why string) { s.said, s.tables, s.view = clean.Line(why), nil, nil }

// Show shows what was made, in some ways to group it; the way that was shown stays.
func (s *Screen) Show(tables []Table) {
	s.tables, s.said, s.sel, s.top, s.view = slices.Clone(tables), "", 0, 0, nil
	for i, t := range s.tables {
		if t.Groups = slices.Clone(t.Groups); t.Days {
			slices.Reverse(t.Groups) // the newest first, as everywhere
		}
		for i := range t.Groups {
			t.Groups[i].Name = clean.Line(t.Groups[i].Name)
		}
		s.tables[i] = t
	}
	s.at = max(0, min(s.at, len(s.tables)-1))
}

// table is the one that is shown, an empty one while nothing is known.
func (s *Screen) table() Table {
	if s.at < len(s.tables) {
		return s.tables[s.at]
	}
	return Table{}
}

// SetSize sets the outer size in cells.
func (s *Screen) SetSize(w, h int) { s.w, s.h, s.view = w, h, nil }

// Capturing tells whether the screen takes text; it never does.
func (s *Screen) Capturing() bool { return false }

// Place is what the screen's keys act in.
func (s *Screen) Place() action.Place { return action.Statistics }

// Cursor stands on the selected group, relative to the screen.
func (s *Screen) Cursor() *tea.Cursor { return box.OnSign(s.View(), 1) }

// Invalidate makes the next View draw afresh, after a change of styles.
func (s *Screen) Invalidate() { s.view = nil }

// Hints returns the keys of the screen, most useful first.
func (s *Screen) Hints() []action.Hint {
	return s.acts.Hints(action.Statistics, action.StatsNext, action.StatsTime, action.StudioBack)
}

// Update handles the wheel: all its keys are actions.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		cmd, _ := s.acts.Press(action.Statistics, msg, s.Act)
		return cmd
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelDown:
			s.move(3)
		case tea.MouseWheelUp:
			s.move(-3)
		default:
		}
	}
	return nil
}

// Act does what the screen has of its own. It reports whether it has the action.
func (s *Screen) Act(id action.ID) (tea.Cmd, bool) {
	switch id {
	case action.MoveDown:
		s.move(1)
	case action.MoveUp:
		s.move(-1)
	case action.MovePageDown:
		s.move(s.rows())
	case action.MovePageUp:
		s.move(-s.rows())
	case action.MoveTop:
		s.move(-len(s.table().Groups))
	case action.MoveBottom:
		s.move(len(s.table().Groups))
	case action.StatsNext:
		s.turn(1)
	case action.StatsPrevious:
		s.turn(-1)
	case action.StatsTime:
		return func() tea.Msg { return TimeMsg{} }, true
	case action.StudioBack, action.StudioClose:
		return func() tea.Msg { return CloseMsg{} }, true
	default:
		return nil, false
	}
	return nil, true
}

// move moves the cursor.
func (s *Screen) move(n int) {
	s.sel, s.view = max(0, min(s.sel+n, len(s.table().Groups)-1)), nil
}

// turn shows another way to group.
func (s *Screen) turn(n int) {
	if len(s.tables) > 0 {
		s.at, s.sel, s.top, s.view = (s.at+n+len(s.tables))%len(s.tables), 0, 0, nil
	}
}
