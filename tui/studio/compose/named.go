package compose

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
)

// Take has something else asked for, of which what is empty stays as it is. It is a
// step to undo of that name.
func (f *Flow) Take(step string, op api.Operation, styles, ratios []string, seed string) tea.Cmd {
	f.step(step)
	var cmd tea.Cmd
	if op != "" && op != f.op {
		cmd = f.SetOperation(op)
	}
	if len(styles) > 0 {
		f.o.Style.SetMarked(styles)
	}
	if len(ratios) > 0 {
		f.o.Seed.SetRatios(ratios)
	}
	if seed != "" && checkSeeds(seed) == nil {
		f.o.Seed.SetHold(false, nil)
		f.o.Seed.SetSpec(seed)
	}
	f.Settled()
	f.host.WishChanged()
	return cmd
}

// Insert puts text into the prompt where the cursor is, as a step to undo of that name.
func (f *Flow) Insert(step, text string) tea.Cmd {
	f.step(step)
	return f.o.Prompt.Insert(text)
}
