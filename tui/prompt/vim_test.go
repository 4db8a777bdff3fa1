package prompt

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/theme"
)

// With the setting esc leads to normal mode and from there to the results, letters
// are commands there, and enter generates in both.
func TestVim(t *testing.T) {
	t.Parallel()
	p := New(theme.New(true), action.Default())
	p.SetSize(60, 6)
	p.SetVim(true)
	p.Focus()
	press := func(keys ...string) (heard []tea.Msg) {
		for _, k := range keys {
			msg := tea.KeyPressMsg{Text: k, Code: []rune(k)[0]}
			switch k {
			case "esc":
				msg = tea.KeyPressMsg{Code: tea.KeyEscape}
			case "enter":
				msg = tea.KeyPressMsg{Code: tea.KeyEnter}
			}
			if cmd := p.Update(msg); cmd != nil {
				heard = append(heard, cmd())
			}
		}
		return heard
	}
	title := func() string { return ansi.Strip(p.View()[0]) }
	press(strings.Split("a boat", "")...)
	if heard := press("esc"); len(heard) > 0 || !strings.Contains(title(), "normal") || p.Cursor().Shape != tea.CursorBlock {
		t.Errorf("esc in the text led to %v, %s", heard, title())
	}
	if heard := press("0", "d", "w"); p.Value() != "boat" || len(heard) != 1 || heard[0] != (ChangedMsg{}) {
		t.Errorf("%q, heard %v", p.Value(), heard)
	}
	if press("d"); !strings.Contains(title(), "normal d") {
		t.Errorf("what waits is not said: %s", title())
	}
	if heard := press("esc"); len(heard) > 0 {
		t.Errorf("esc gives the command up, and %v", heard)
	}
	if heard := press("enter"); len(heard) != 1 || heard[0] != (SendMsg{}) {
		t.Errorf("enter: %v", heard)
	}
	if heard := press("esc"); len(heard) != 1 || heard[0] != (LeaveMsg{}) {
		t.Errorf("esc in normal mode: %v", heard)
	}
	p.Blur()
	if strings.Contains(title(), "normal") {
		t.Errorf("without the keyboard: %s", title())
	}
	p.Focus()
	if press("x"); p.Value() != "xboat" || !strings.Contains(title(), "insert") {
		t.Errorf("coming back: %q, %s", p.Value(), title())
	}
	press("esc", "u")
	if p.Value() != "boat" {
		t.Errorf("undo: %q", p.Value())
	}
	p.SetVim(false)
	if press("x"); p.Value() == "boat" || strings.Contains(title(), "insert") {
		t.Errorf("without the setting: %q, %s", p.Value(), title())
	}
}

// The sample is replaced by what is typed first in insert mode, and is a text like
// any other in normal mode.
func TestVimOnTheSample(t *testing.T) {
	t.Parallel()
	p := New(theme.New(true), action.Default())
	p.SetSize(60, 6)
	p.SetVim(true)
	p.Focus()
	p.Sample("A lighthouse")
	p.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
	p.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if p.Value() != "A lighthous" {
		t.Errorf("%q", p.Value())
	}
	p.Sample("A lighthouse")
	p.Focus()
	p.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if p.Value() != "x" {
		t.Errorf("%q", p.Value())
	}
}
