package compose

import (
	"reflect"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
)

// settings are what style and seed pane say.
type settings struct {
	styles, ratios []string
	sets           []string
	spec           string
	held           []int64
}

func (f *Flow) settings() settings {
	return settings{
		styles: f.o.Style.Marked(), ratios: f.o.Seed.Ratios(), sets: f.o.Style.MarkedSets(), spec: f.o.Seed.Spec(), held: f.o.Seed.Held(),
	}
}

func (f *Flow) apply(s settings) {
	f.o.Style.SetMarked(s.styles)
	f.o.Style.SetMarkedSets(s.sets)
	f.o.Seed.SetRatios(s.ratios)
	f.o.Seed.SetSpec(s.spec)
	f.o.Seed.SetHold(len(s.held) > 0, s.held)
}

// Settled shows what the panes say now, after something else than the person's
// hand in them changed it: their next change is a step of its own.
func (f *Flow) Settled() {
	f.settled = f.settings()
	f.host.PlanChanged()
}

// changed notes a change the person made in the style or seed pane, so that it
// can be taken back.
func (f *Flow) changed(what string) {
	before, after := f.settled, f.settings()
	if !reflect.DeepEqual(before, after) {
		f.settled = after
		f.host.WishChanged()
		f.o.Undo.Push(what, func() tea.Cmd {
			f.apply(before)
			f.Settled()
			return nil
		})
	}
	f.host.PlanChanged()
}

// everything is what all the panes say.
type everything struct {
	op     api.Operation
	prompt string
	settings
}

// step makes a step to undo of what comes next: it puts the panes back as they
// are now.
func (f *Flow) step(name string) {
	before := everything{f.op, f.o.Prompt.Value(), f.settings()}
	f.o.Undo.Push(name, func() tea.Cmd {
		f.SetOperation(before.op)
		f.o.Prompt.SetValue(before.prompt)
		f.apply(before.settings)
		f.Settled()
		return nil
	})
}
