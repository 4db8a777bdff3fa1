package studio

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/studio/reload"
)

// Settings are what can change while the studio is shown.
type Settings = reload.Settings

// resettler makes settings hold that were saved while the studio is shown, wherever
// in it they hold.
type resettler struct{ m *Model }

// Resettle makes settings hold. What was chosen in the studio stays, where the
// config says of it what it said before. It returns what is wrong, in sentences.
func (r *resettler) Resettle(s reload.Settings) (mistakes []string, cmd tea.Cmd) {
	before, now := r.m.o.Config, s.Config
	r.m.o.Config = now
	r.m.commands.onwards = now.Advance
	r.m.flows.edit.SetInverted(now.InvertMasks)
	r.m.flows.presets.Set(s.Presets, s.Snippets)
	r.settle()
	if now.ScreenReader != before.ScreenReader {
		cmd = tea.Batch(tea.ClearScreen, r.m.hear(now.ScreenReader))
	}
	if now.Signs != before.Signs {
		cmd = tea.Batch(cmd, tea.ClearScreen) // what is on it is written in the others
	}
	if !s.BadKeymap {
		r.m.flows.programs.Set(s.Commands)
		r.m.acts.Rebind(s.Keymap, Shortcuts(s.Commands)...)
		r.m.commands.bindOwn()
		r.m.keyboard.waiting = action.Waiting{}
	}
	if now.Background != before.Background {
		cmd = tea.Batch(cmd, r.m.flows.appearance.Reground(now.Background))
	}
	if now.Graphics != before.Graphics {
		cmd = tea.Batch(cmd, r.m.flows.appearance.SetMode(now.Graphics))
	}
	gone, painted := r.m.flows.appearance.Renew(s.Themes, now.Theme)
	if gone != "" {
		mistakes = append(mistakes, fmt.Sprintf("The theme %q is gone: its colours stay until you choose another.", clean.Line(gone)))
	}
	r.m.panes.repaint()
	r.m.screens.repaint()
	return mistakes, tea.Batch(cmd, painted)
}

// settle makes hold what needs nothing but to be known.
func (r *resettler) settle() {
	r.m.st.Still, r.m.tick.calm = r.m.o.Config.ReducedMotion, r.m.o.Config.ReducedMotion
	r.m.display.PlainSigns(r.m.o.Config.Signs == "ascii")
	r.m.panes.prompt.SetVim(r.m.o.Config.Vim)
}
