package comparison

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/compare"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/gauge"
	"imagine-tui/tui/widget/voice"
)

// DuelScreen is the name of the screen on which results meet two at a time.
const DuelScreen = "duel"

// duelStep is what a duel is called among the steps that can be taken back.
const duelStep = "winner"

// stayMsg says which of two results stays.
type stayMsg struct{ id string }

// duel is the screen: two results side by side, or the one that is left. It is
// the compare screen with other words above, whose other views it has too.
type duel struct {
	*compare.Pane
	*bout
	flow *Flow
	w    int
}

// OpenDuels has results meet two at a time: the marked ones, else those of the
// batch, or of what the filter finds, beginning with the selected one.
func (f *Flow) OpenDuels() tea.Cmd {
	rows := f.o.Gallery.Marked()
	if len(rows) < 2 {
		rows = f.o.Results.Strip()
	}
	selected, _ := f.o.Results.Selected()
	var order []string
	for _, r := range rows {
		switch {
		case !f.meets(r.ID):
		case r.ID == selected.ID:
			order = append([]string{r.ID}, order...)
		default:
			order = append(order, r.ID)
		}
	}
	if len(order) < 2 {
		return f.host.Say(f.host.WithKeys("A duel needs two saved results that are not rejected: mark some with {list.mark}, or go to a batch that has them."))
	}
	s := &session{pane: compare.New(f.o.Styles, f.o.Actions)}
	s.duel = &duel{Pane: s.pane, bout: newBout(order), flow: f}
	return tea.Batch(f.begin(s, s.duel, DuelScreen), f.fight(order[0]), f.measure(s.pane, rows))
}

// meets tells whether a result can take part.
func (f *Flow) meets(id string) bool {
	r := f.o.Gallery.Find(id)
	return r != nil && r.State == gallery.Saved && r.Path != "" && !r.Rejected
}

// fight shows who meets whom now, with one of them selected.
func (f *Flow) fight(selected string) tea.Cmd {
	s := f.open
	var sides []compare.Side
	for _, id := range []string{s.duel.left, s.duel.right} {
		if r := f.o.Gallery.Find(id); r != nil {
			sides = append(sides, f.briefSide(r))
		}
	}
	cmd := s.pane.SetSides(sides, len(sides))
	s.pane.Select(selected)
	f.o.Results.Select(selected)
	rows := make([]gallery.Row, len(sides))
	for i, side := range sides {
		rows[i] = *side.Row
	}
	return tea.Batch(cmd, s.pane.Want(), f.measure(s.pane, rows), f.o.Look())
}

// briefSide says of seeds no more than tells them apart.
func (f *Flow) briefSide(r *gallery.Row) compare.Side {
	s := f.side(r)
	for i, set := range s.Settings {
		if b := f.o.Gallery.Batch(r.Batch); set.Name == "seed" && b != nil {
			s.Settings[i].Value = b.SeedWord(r)
		}
	}
	return s
}

// stay decides a duel, which can be taken back while the screen is there.
func (f *Flow) stay(id string) tea.Cmd {
	s := f.open
	before, _ := f.o.Results.Selected()
	if s == nil || s.duel == nil || !s.duel.stay(id, f.meets) {
		return nil
	}
	f.o.Undo.Push(duelStep, func() tea.Cmd {
		if f.open != s || !s.duel.back() {
			return nil
		}
		return f.fight(before.ID)
	})
	return f.fight(id)
}

// rejectedInDuel lets the other one stay where one was rejected.
func (f *Flow) rejectedInDuel(id string) tea.Cmd {
	d := f.open.duel
	switch {
	case d.over():
		return nil
	case id == d.left:
		return f.stay(d.right)
	}
	return f.stay(d.left)
}

// Place is what keys mean: those of the compare screen while it shows one of
// the two, or one over the other.
func (d *duel) Place() action.Place {
	if d.Beside() {
		return action.Duel
	}
	return action.Compare
}

// Act lets one of the two stay, and shows them otherwise.
func (d *duel) Act(id action.ID) (tea.Cmd, bool) {
	switch id {
	case action.DuelLeft:
		return d.stays(d.left), true
	case action.DuelRight:
		return d.stays(d.right), true
	case action.StudioBack, action.StudioClose:
		if d.Beside() {
			return nil, false
		}
	}
	return d.Pane.Act(id)
}

// stays says who stays, where that is still to be decided.
func (d *duel) stays(id string) tea.Cmd {
	if d.over() {
		return nil
	}
	return func() tea.Msg { return stayMsg{id} }
}

// Click lets the picture stay that it is on.
func (d *duel) Click(x, y int) tea.Cmd {
	if !d.Beside() {
		return d.Pane.Click(x, y)
	}
	if side, on := d.SideAt(x, y); on {
		return d.stays(side.Row.ID)
	}
	return nil
}

// SetSize sets the size in cells.
func (d *duel) SetSize(w, h int) {
	d.w = w
	d.Pane.SetSize(w, h)
}

// View returns exactly h lines of exactly w cells.
func (d *duel) View() []string {
	d.SetHeading(d.line())
	return d.Pane.View()
}

// Spoken says how far the person got, and the selected one of the two.
func (d *duel) Spoken() voice.Page {
	page := d.Pane.Spoken()
	page.Name, page.Title = "Duel", "Duel, "+strings.Join(d.standing(len(d.past), d.toCome(d.flow.meets)), ", ")
	if side, ok := d.Selected(); ok && d.Beside() && !d.over() {
		which := "left, "
		if side.Row.ID == d.right {
			which = "right, "
		}
		page.Here = which + page.Here
	}
	return page
}

// duelBar is how long the bar is that shows how far one got.
const duelBar = 24

// line says how far the person got, and who stayed until now.
func (d *duel) line() string {
	st, toCome, done := d.flow.o.Styles, d.toCome(d.flow.meets), len(d.past)
	line := " " + gauge.Bar(st, done, done+toCome, min(duelBar, d.w/4)) + " "
	for i, p := range d.standing(done, toCome) {
		if i > 0 {
			p = st.Dim.Render(" · ") + p
		}
		if cells.Width(line+p) <= d.w {
			line += p
		}
	}
	return box.Fit(line, d.w)
}

// standing says how things stand after some duels, with some to come.
func (d *duel) standing(done, toCome int) []string {
	strong, f := d.flow.o.Styles.Strong, d.flow
	who, times := d.streak()
	row := f.o.Gallery.Find(who)
	switch {
	case d.over() && row != nil && row.Picked:
		return []string{strong.Render(f.name(row) + " stayed"), "picked", "after " + wording.Count(done, "duel")}
	case d.over() && row != nil:
		return []string{strong.Render(f.name(row) + " stayed"), f.host.WithKeys("{result.pick} picks it"), "after " + wording.Count(done, "duel")}
	}
	parts := []string{fmt.Sprintf("duel %s of %s", wording.Thousands(done+1), wording.Thousands(done+toCome))}
	if row != nil {
		parts = append(parts, strong.Render(f.name(row))+" has won "+ofTimes(times))
	}
	return parts
}

// ofTimes says how often.
func ofTimes(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return wording.Thousands(n) + " times"
}

// Hints returns the keys of the screen, most useful first.
func (d *duel) Hints() []action.Hint {
	acts, at := d.flow.o.Actions, action.Duel
	back := acts.Hint(at, action.StudioBack)
	switch {
	case !d.Beside():
		return d.Pane.Hints()
	case d.over():
		return append(acts.Hints(at, action.ResultPick, action.ResultLook, action.ResultPromote), acts.HintAs(at, action.StudioUndo, "redo last duel"), back)
	}
	return append(
		acts.Hints(at, action.DuelLeft, action.DuelRight), acts.HintAs(at, action.CompareNext, "other side"), acts.Hint(at, action.ResultPick),
		acts.HintAs(at, action.ResultDrop, "reject"), acts.Hint(at, action.StudioUndo), acts.Hint(at, action.ResultLook), back,
	)
}
