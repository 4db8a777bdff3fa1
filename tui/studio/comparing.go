package studio

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/history/difference"
	"imagine-tui/tui/action"
	"imagine-tui/tui/compare"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/studio/flow"
)

const compareScreen = "compare"

// comparing is the compare screen while it is open.
type comparing struct {
	*compare.Pane
	next   []string // marked results that come in when one is rejected
	cancel context.CancelFunc
	ctx    context.Context
}

// openCompare puts the marked results side by side; with none marked, the
// selected one and the one looked at before it.
func (m *Model) openCompare() tea.Cmd {
	if m.OnScreen(compareScreen) {
		return nil
	}
	rows := m.gallery.Marked()
	var look tea.Cmd
	if len(rows) < 2 {
		rows = nil
		look = m.refreshPreview() // c may come before the move just made was seen here
		this, ok := m.results.Selected()
		before, had := m.gallery.Row(m.lookedAt)
		if ok && had && before.ID != this.ID {
			rows = []gallery.Row{before, this}
		}
	}
	rows = slices.DeleteFunc(rows, func(r gallery.Row) bool { return r.State != gallery.Saved })
	if len(rows) < 2 {
		return tea.Batch(look, m.Say(m.WithKeys("Mark two saved results with {list.mark}, or look at two, then {result.compare}.")))
	}
	return tea.Batch(look, m.compareRows(rows))
}

// openBefore compares a picture with what it was made from, one over the
// other.
func (m *Model) openBefore() tea.Cmd {
	this, ok := m.results.Selected()
	if !ok || this.Parent == "" {
		return m.Say("This one was made from words alone: there is no before.")
	}
	before, ok := m.gallery.RowOfFile(this.Parent)
	if !ok {
		return m.Say("What it was made from, " + gallery.FileName(this.Parent) + ", is not in the list.")
	}
	cmd := m.compareRows([]gallery.Row{before, this})
	if m.compare == nil {
		return cmd
	}
	slide, _ := m.compare.Act(action.CompareSlider)
	return tea.Batch(cmd, slide)
}

func (m *Model) compareRows(rows []gallery.Row) tea.Cmd {
	ctx, cancel := context.WithCancel(m.ctx)
	c := &comparing{Pane: compare.New(m.st, m.acts), ctx: ctx, cancel: cancel}
	var sides []compare.Side
	for i, r := range rows {
		if i < compare.MaxSides {
			sides = append(sides, side(m.gallery.Find(r.ID)))
		} else {
			c.next = append(c.next, r.ID)
		}
	}
	under := m.compare
	m.compare = c
	open := m.OpenScreen(flow.Opened{Screen: c, Name: compareScreen, Pictures: true, Closed: func() tea.Cmd {
		cancel()
		m.compare = under
		return nil
	}})
	cmd := c.SetSides(sides, len(rows))
	m.results.Select(sides[0].Row.ID)
	return tea.Batch(open, cmd, c.Want(), m.readSizes(c, rows))
}

// side is a row as the compare screen takes it.
func side(r *gallery.Row) compare.Side {
	s := compare.Side{Row: r, Name: r.Style, Text: r.Request().Prompt}
	add := func(name, value string) {
		if value != "" {
			s.Settings = append(s.Settings, compare.Setting{Name: name, Value: value})
		}
	}
	add("made by", r.Operation)
	add("style", r.Style)
	add("ratio", r.Ratio)
	if r.Seed > 0 {
		s.Name = "s" + strconv.FormatInt(r.Seed, 10)
		add("seed", strconv.FormatInt(r.Seed, 10))
	}
	if s.Name == "" {
		s.Name = gallery.OperationWord(r.Operation)
	}
	if r.Parent != "" {
		add("from", gallery.FileName(r.Parent))
	}
	add("key", r.Key)
	return s
}

// readSizes reads how large the pictures are from their sidecars.
func (m *Model) readSizes(c *comparing, rows []gallery.Row) tea.Cmd {
	library := m.o.Library
	if library == nil {
		return nil
	}
	return later(func() func(*Model) tea.Cmd {
		sizes := map[string][2]int{}
		for _, r := range rows {
			if e, err := library.Entry(r.Path); err == nil {
				sizes[r.ID] = [2]int{e.Sidecar.Width, e.Sidecar.Height}
			}
		}
		return func(m *Model) tea.Cmd {
			for id, size := range sizes {
				c.SetPixels(id, size[0], size[1])
			}
			return c.Want()
		}
	})
}

// compareMessage handles what the compare screen asks for.
func (m *Model) compareMessage(msg tea.Msg) (bool, tea.Cmd) {
	if m.compare == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case compare.CloseMsg:
		return true, m.closeScreen()
	case compare.SelectedMsg:
		m.results.Select(msg.ID)
		return true, m.refreshPreview()
	case compare.ComparedMsg, compare.ReplaceMsg:
		return true, m.compare.Update(msg)
	case compare.WantMsg:
		return true, m.drawSide(msg)
	case sideMsg:
		m.compare.SetPicture(msg.want, msg.lines, msg.note)
		return true, nil
	}
	return false, nil
}

// sideMsg is a finished picture for the compare screen.
type sideMsg struct {
	want  compare.WantMsg
	lines []string
	note  string
}

// drawSide draws a result, or the difference of two, in as many cells as the
// compare screen has for it. The pictures are cells: they are cut at the
// divider.
func (m *Model) drawSide(want compare.WantMsg) tea.Cmd {
	a, _ := m.gallery.Row(want.A)
	b, _ := m.gallery.Row(want.B)
	ctx, cache, mode := m.compare.ctx, m.display.Cache(), m.display.CellMode()
	ground := m.st.Checker[:]
	return func() tea.Msg {
		if want.Kind == compare.Picture {
			r, err := cache.Load(ctx, picture.Key{Path: a.Path, Cols: want.W, Rows: want.H, Mode: mode})
			if err != nil {
				return sideMsg{want: want, note: sentence(gallery.Gone(a.Path, err))}
			}
			return sideMsg{want: want, lines: r.Lines}
		}
		one, err := picture.Decode(a.Path)
		if err != nil {
			return sideMsg{want: want, note: sentence(gallery.Gone(a.Path, err))}
		}
		two, err := picture.Decode(b.Path)
		if err != nil {
			return sideMsg{want: want, note: sentence(gallery.Gone(b.Path, err))}
		}
		if ctx.Err() != nil {
			return nil
		}
		r := picture.Render(difference.Picture(one, two, 512), want.W, want.H, mode, ground...)
		return sideMsg{want: want, lines: r.Lines, note: difference.Compare(one, two).String()}
	}
}

// rejectedSide brings the next marked result in where one was rejected.
func (m *Model) rejectedSide(id string) tea.Cmd {
	if m.compare == nil || !slices.Contains(m.compare.IDs(), id) {
		return nil
	}
	msg := compare.ReplaceMsg{ID: id}
	for len(m.compare.next) > 0 && msg.By.Row == nil {
		row := m.gallery.Find(m.compare.next[0])
		m.compare.next = m.compare.next[1:]
		if row != nil && !row.Rejected {
			msg.By = side(row)
		}
	}
	if msg.By.Row == nil && len(m.compare.IDs()) < 3 {
		return nil // two are left: the rejected one stays to be seen
	}
	cmd := m.compare.Update(msg)
	if s, ok := m.compare.Selected(); ok {
		m.results.Select(s.Row.ID)
	}
	return tea.Batch(cmd, m.Say(fmt.Sprintf("Rejected. %d left to compare.", len(m.compare.IDs())+len(m.compare.next))))
}
