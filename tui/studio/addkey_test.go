package studio

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/keys"
)

var (
	f2   = tea.KeyPressMsg{Code: tea.KeyF2}
	plus = tea.KeyPressMsg{Code: '+', Text: "+"}
)

// "f2, then +" is what the first screen says, and the prompt has the focus.
func TestF2ThenPlusAddsAKeyAlsoWhileWriting(t *testing.T) {
	m := studio(t, 120, 40)
	m.panes.prompt.SetValue("a fox")
	m.Update(f2)
	m.Update(plus)
	if _, ok := m.dialogs.top().(*keys.AddForm); !ok || m.panes.prompt.Value() != "a fox" {
		t.Fatalf("%T, prompt %q", m.dialogs.top(), m.panes.prompt.Value())
	}
}

func TestPlusIsTextOtherwise(t *testing.T) {
	m := studio(t, 120, 40)
	m.panes.prompt.SetValue("a")
	m.Update(plus)
	m.Update(f2)
	m.Update(tea.KeyPressMsg{Code: 'b', Text: "b"}) // writing goes on
	m.Update(plus)
	if m.dialogs.top() != nil || m.panes.prompt.Value() != "a+b+" {
		t.Fatalf("%T, prompt %q", m.dialogs.top(), m.panes.prompt.Value())
	}
}
