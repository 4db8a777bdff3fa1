package studio

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/app"
	"imagine-tui/tui/app/own"
)

// A command of the person's own stands first among the commands and in help, with its
// shortcut; what is saved in the config replaces it at once, and a mistake keeps it.
func TestOwnCommands(t *testing.T) {
	t.Parallel()
	dust := own.Config{Name: "Remove dust", Key: "alt+d", Run: []string{"no-such-program", "{path}"}}
	words := own.Config{Name: "Better words", Key: "f9", Where: own.Prompt, Run: []string{"no-such-program"}}
	m := studioWith(t, 120, 40, func(o *Options) { o.Commands = []own.Config{dust, words} })
	put(m, "Harbour", "sandbox", saved(1))
	shown := func() string { return ansi.Strip(strings.Join(m.frame.lines(), "\n")) }
	m.commands.menus.openPalette()
	text := shown()
	at, generate := strings.Index(text, "Command: Remove dust"), strings.Index(text, "Generate")
	if at < 0 || generate < at || !strings.Contains(text, "alt+d") || !strings.Contains(text, "Command: Better words") {
		t.Errorf("the palette:\n%s", text)
	}
	m.dialogs.open = nil
	m.panes.focusOn(paneResults)
	m.commands.menus.openHelp()
	if text := shown(); !strings.Contains(text, "Your commands") || !strings.Contains(text, "Remove dust") {
		t.Errorf("help:\n%s", text)
	}
	m.dialogs.open = nil
	settings := Settings{Config: app.DefaultSettings().Studio}
	for _, c := range []struct {
		commands []own.Config
		bad      bool
		key      string
		means    action.ID
	}{
		{[]own.Config{words}, true, "alt+d", "command.remove-dust"}, // a mistake somewhere
		{[]own.Config{words}, false, "alt+d", ""},
		{[]own.Config{words, {Name: "Zip", Key: "alt+d", Where: own.Batch, Run: []string{"no-such-program"}}}, false, "alt+d", "command.zip"},
		{nil, false, "f9", ""},
	} {
		settings.Commands, settings.BadKeymap = c.commands, c.bad
		m.desk.Resettle(settings)
		id, _ := m.acts.At(action.Results, named(c.key))
		if id != c.means || id != "" && !m.acts.Acts(id) {
			t.Errorf("%+v: %s means %q", c, c.key, id)
		}
	}
	if why := m.flows.programs.Why("command.zip"); why == "" {
		t.Error("a command that is gone can be run")
	}
}

// named is a key by its name alone.
type named string

func (k named) String() string { return string(k) }
