package picker

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

func open() *Picker {
	return New(theme.New(true), "Commands", "enter run · esc close", []Item{
		{ID: "1", Title: "Generate", Key: "enter"},
		{ID: "2", Title: "Compare marked", Note: "mark two first", Disabled: true},
		{ID: "3", Title: "Keys: add a key…"},
	})
}

func send(p *Picker, keys ...tea.KeyPressMsg) tea.Msg {
	var last tea.Msg
	for _, k := range keys {
		if cmd := p.Update(k); cmd != nil {
			last = cmd()
		}
	}
	return last
}

func letters(s string) []tea.KeyPressMsg {
	var out []tea.KeyPressMsg
	for _, c := range s {
		out = append(out, tea.KeyPressMsg{Code: c, Text: string(c)})
	}
	return out
}

func TestTypingNarrowsAndEnterChooses(t *testing.T) {
	p := open()
	send(p, letters("addk")...)
	if got := send(p, tea.KeyPressMsg{Code: tea.KeyEnter}); got != (ChosenMsg{ID: "3"}) {
		t.Errorf("%#v", got)
	}
}

func TestWhatCannotRunIsLastAndNotChosen(t *testing.T) {
	p := open()
	send(p, tea.KeyPressMsg{Code: tea.KeyPgDown})
	if got := send(p, tea.KeyPressMsg{Code: tea.KeyEnter}); got != nil {
		t.Errorf("%#v", got)
	}
	if got := send(p, tea.KeyPressMsg{Code: tea.KeyEscape}); got != (ClosedMsg{}) {
		t.Errorf("%#v", got)
	}
}

func TestViewFits(t *testing.T) {
	p := open()
	send(p, letters("日本語")...)
	for w := 24; w < 130; w++ {
		for h := 4; h < 40; h++ {
			lines := p.View(w, h)
			if len(lines) > h {
				t.Fatalf("%dx%d: %d lines", w, h, len(lines))
			}
			for _, l := range lines {
				if n := cells.Width(l); n > w {
					t.Fatalf("%dx%d: %d cells", w, h, n)
				}
			}
		}
	}
	if v := ansi.Strip(strings.Join(p.View(80, 24), "\n")); !strings.Contains(v, "Nothing matches") {
		t.Error(v)
	}
}
