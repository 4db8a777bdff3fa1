package studio

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/studio/reload"
	"imagine-tui/tui/widget/theme"
)

// Settings are what can change while the studio is shown.
type Settings = reload.Settings

// resettler makes settings hold that were saved while the studio is shown.
type resettler struct {
	o        *Options
	acts     *action.Table
	panes    *panes
	screens  *screens
	flows    *flows
	keyboard *keyboard
	commands *commands
	display  *display.Display
	tick     *ticker
	st       *theme.Styles
}

// Resettle makes settings hold. What was chosen in the studio stays, where the
// config says of it what it said before. It returns what is wrong, in sentences.
func (r *resettler) Resettle(s reload.Settings) (mistakes []string, cmd tea.Cmd) {
	before, now := r.o.Config, s.Config
	r.o.Config = now
	r.commands.onwards = now.Advance
	r.flows.edit.SetInverted(now.InvertMasks)
	r.settle()
	if now.Signs != before.Signs {
		cmd = tea.ClearScreen // what is on it is written in the others
	}
	if !s.BadKeymap {
		r.acts.Rebind(s.Keymap)
		r.keyboard.waiting = action.Waiting{}
	}
	if now.Background != before.Background {
		cmd = tea.Batch(cmd, r.flows.appearance.Reground(now.Background))
	}
	if now.Graphics != before.Graphics {
		cmd = tea.Batch(cmd, r.flows.appearance.SetMode(now.Graphics))
	}
	gone, painted := r.flows.appearance.Renew(s.Themes, now.Theme)
	if gone != "" {
		mistakes = append(mistakes, fmt.Sprintf("The theme %q is not there any more: its colours stay until you choose another.", clean.Line(gone)))
	}
	r.panes.repaint()
	r.screens.repaint()
	return mistakes, tea.Batch(cmd, painted)
}

// settle makes hold what needs nothing but to be known.
func (r *resettler) settle() {
	r.st.Still, r.tick.calm = r.o.Config.ReducedMotion, r.o.Config.ReducedMotion
	r.display.PlainSigns(r.o.Config.Signs == "ascii")
}
