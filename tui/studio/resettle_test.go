package studio

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/queue"
	"imagine-tui/tui/action"
	"imagine-tui/tui/app"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/widget/theme"
	"imagine-tui/tui/widget/voice"
)

// Shortcuts, theme and switches hold as they are saved; what was chosen in the studio
// stays where the config says nothing new of it, and a theme that is gone keeps its
// colours.
func TestResettle(t *testing.T) {
	t.Parallel()
	fog, err := theme.Derive("fog", "light", map[string]string{"accent": "#123456"})
	if err != nil {
		t.Fatal(err)
	}
	m := studio(t, 120, 40)
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	settings := func(name string, themes ...theme.Palette) Settings {
		c := app.DefaultSettings().Studio
		c.Theme = name
		return Settings{Config: c, Themes: themes}
	}
	s := settings("fog", fog)
	s.Keymap = action.Config{"studio.help": []any{"f5"}}
	s.Config.Mouse, s.Config.Advance = false, true
	if wrong, _ := m.desk.Resettle(s); len(wrong) > 0 || m.st.Name != "fog" || m.View().MouseMode != tea.MouseModeNone || !m.commands.onwards {
		t.Errorf("%q, in %s", wrong, m.st.Name)
	}
	if header := ansi.Strip(m.frame.header()); !strings.Contains(header, "f5 shortcuts") {
		t.Errorf("the header says %q", header)
	}
	s.BadKeymap, s.Keymap = true, action.Config{"studio.help": []any{"nonsense"}}
	m.desk.Resettle(s)
	if header := ansi.Strip(m.frame.header()); !strings.Contains(header, "f5 shortcuts") {
		t.Errorf("after a mistake the header says %q", header)
	}
	wrong, _ := m.desk.Resettle(settings("fog"))
	if len(wrong) != 1 || !strings.Contains(wrong[0], `"fog" is gone`) || m.st.Name != "fog" {
		t.Errorf("deleted: %q, in %s", wrong, m.st.Name)
	}
	fog.Accent = "#654321"
	if wrong, _ := m.desk.Resettle(settings("fog", fog)); len(wrong) > 0 || m.st.Accent.GetForeground() != lipgloss.Color("#654321") {
		t.Errorf("%q, in %s", wrong, m.st.Name)
	}
	if header := ansi.Strip(m.frame.header()); !strings.Contains(header, "f1 shortcuts") {
		t.Errorf("without a keymap the header says %q", header)
	}
	m.flows.appearance.OpenThemes()
	m.dialogs.open[0].answers.Item("night")
	m.desk.Resettle(settings("fog", fog))
	if m.st.Name != "night" {
		t.Errorf("what was chosen gave way to %s", m.st.Name)
	}
	m.desk.Resettle(settings("paper", fog))
	if m.st.Name != "paper" {
		t.Errorf("the config names paper, and shown is %s", m.st.Name)
	}
}

// With reduced motion what is under way stands still, and seconds are counted on.
func TestReducedMotion(t *testing.T) {
	t.Parallel()
	for _, still := range []bool{false, true} {
		m := studioWith(t, 120, 40, func(o *Options) { o.Config.ReducedMotion = still })
		put(m, "Harbour", "sandbox", queue.Run{State: queue.StateReceiving, Total: 100, Done: 61, Started: noon})
		m.panes.focusOn(paneResults)
		if wait := m.tick.wait(m.flows.pace()); (wait >= time.Second) != still {
			t.Errorf("still %v: the next beat comes after %v", still, wait)
		}
		before := strings.Join(m.frame.lines(), "\n")
		m.tick.keep(m.flows.pace())
		m.Update(tickMsg{m.tick.beats})
		if after := strings.Join(m.frame.lines(), "\n"); (before == after) != still {
			t.Errorf("still %v: the frame changed: %v", still, before != after)
		}
		m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		s := Settings{Config: m.o.Config}
		s.Config.ReducedMotion = !still
		m.desk.Resettle(s)
		if m.st.Still == still || m.tick.calm == still {
			t.Errorf("still %v: what was saved does not hold", still)
		}
	}
}

// A screen reader can be turned on, and off again, while the studio is shown.
func TestScreenReaderIsResettled(t *testing.T) {
	m := studio(t, 120, 40)
	look := func() string { return ansi.Strip(strings.Join(m.frame.lines(), "\n")) }
	m.notices.dismiss()
	seen := look()
	for _, on := range []bool{true, false, true, false} {
		s := Settings{Config: m.o.Config}
		s.Config.ScreenReader = on
		_, cmd := m.desk.Resettle(s)
		settleFor(m, cmd, 5)
		m.Update(tea.FocusMsg{})
		v := m.View()
		if heard := strings.IndexFunc(ansi.Strip(v.Content), voice.Unsaid) < 0; heard != on {
			t.Fatalf("heard: %v, want %v:\n%s", heard, on, ansi.Strip(v.Content))
		}
		if on && (v.MouseMode != tea.MouseModeNone || m.display.Mode() != picture.ModeNone || !m.display.Plain()) {
			t.Errorf("mouse %v, pictures %v, plain %v", v.MouseMode, m.display.Mode(), m.display.Plain())
		}
	}
	if now := look(); now != seen || m.st.Few {
		t.Errorf("it looks another than before, with few colours: %v:\n%s\n%s", m.st.Few, now, seen)
	}
}
