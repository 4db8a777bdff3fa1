package compose

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan/template"
)

// Part is what is brought back from a result.
type Part int

// The parts.
const (
	Everything Part = iota
	Prompt
	Seed
	AllButSeed
)

// BringBack puts what the selected result was made from back into the panes, or
// a part of it.
func (f *Flow) BringBack(part Part) tea.Cmd {
	row, ok := f.o.Selected()
	if !ok || row.Recipe == nil {
		return nil
	}
	req := row.Request()
	if _, edit := req.Picture(); edit && part != Seed {
		return f.host.BringEdit(row) // its words mean nothing without its picture
	}
	f.step("load")
	if part != Seed {
		f.o.Prompt.SetValue(template.Escape(req.Prompt))
		f.o.Style.SetMarkedSets(nil) // their words are in it
	}
	if part == Everything || part == AllButSeed {
		f.bringSettings(req)
	}
	if (part == Everything || part == Seed) && req.Seed > 0 {
		f.o.Seed.SetHold(false, nil)
		f.o.Seed.SetSpec(strconv.FormatInt(req.Seed, 10))
	}
	f.Settled()
	return f.host.Say(f.host.WithKeys("Loaded. {studio.undo} undoes it, {prompt.write} edits the prompt."))
}

func (f *Flow) bringSettings(req api.Request) {
	switch req.Operation {
	case api.TextToImage, api.TextToPNG, api.TextToVideo:
		f.SetOperation(req.Operation)
	default: // the others begin with a picture
	}
	if req.Style != "" {
		f.o.Style.SetMarked([]string{req.Style})
	}
	if req.AspectRatio != "" {
		f.o.Seed.SetRatios([]string{req.AspectRatio})
	}
}

// HoldSeed puts the selected picture's seed into the seed pane and holds it; on
// a held seed it lets go.
func (f *Flow) HoldSeed() tea.Cmd {
	row, ok := f.o.Selected()
	if !ok || row.Seed == 0 {
		return nil
	}
	spec, held := f.o.Seed.Spec(), f.o.Seed.Held()
	f.o.Undo.Push("fixed seed", func() tea.Cmd {
		f.o.Seed.SetHold(len(held) > 0, held)
		f.o.Seed.SetSpec(spec)
		f.Settled()
		return nil
	})
	if len(held) == 1 && held[0] == row.Seed {
		f.o.Seed.SetHold(false, nil)
		f.o.Seed.SetSpec("random")
		f.Settled()
		return f.host.Say("Seed released.")
	}
	f.o.Seed.SetSpec(strconv.FormatInt(row.Seed, 10))
	f.o.Seed.SetHold(true, []int64{row.Seed})
	f.Settled()
	return f.host.Say(fmt.Sprintf(f.host.WithKeys("Seed %d is held: other prompts use it too. {prompt.write} edits the prompt."), row.Seed))
}
