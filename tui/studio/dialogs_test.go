package studio

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	queuescreen "imagine-tui/tui/queue"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/overview"
	"imagine-tui/tui/widget/dialog"
)

// presses are keys in the order they arrive: all of them before what the first
// of them led to.
func presses(m *Model, names ...string) []tea.Cmd {
	var cmds []tea.Cmd
	for _, name := range names {
		k := tea.KeyPressMsg{Code: rune(name[0]), Text: name}
		switch name {
		case "enter":
			k = tea.KeyPressMsg{Code: tea.KeyEnter}
		case "esc":
			k = tea.KeyPressMsg{Code: tea.KeyEscape}
		}
		cmds = append(cmds, m.keyboard.key(k))
	}
	return cmds
}

func deliver(m *Model, cmds []tea.Cmd) {
	for _, cmd := range cmds {
		if cmd != nil {
			m.route(cmd())
		}
	}
}

// dear is a plan that costs more than the limit of one.
func dear(name string) plan.Plan {
	it := plan.Item{Request: api.Request{Operation: api.TextToImage, Prompt: name, Style: "flux-dev", Seed: 1}, Tokens: 60, Priced: true}
	return plan.Plan{Items: []plan.Item{it}}
}

// agree has the price of a plan agreed to; sent is counted once it is sent.
func agree(m *Model, p plan.Plan, sent *int) {
	carryOut(m, m.flows.send.Agree(flow.Retry{Plan: p, Named: true}, func() tea.Cmd { *sent++; return nil }))
}

// Enter that is struck twice, or held down, answers once.
func TestADialogIsAnsweredOnce(t *testing.T) {
	m := studio(t, 120, 40)
	use(m, key.OK)
	sent := 0
	agree(m, dear("a boat"), &sent)
	deliver(m, presses(m, "6", "0", "enter", "enter", "enter"))
	if sent != 1 || m.dialogs.top() != nil {
		t.Errorf("sent %d times", sent)
	}
}

// A question that comes up over one of its kind is not answered for it.
func TestEachDialogHasItsOwnAnswer(t *testing.T) {
	m := studio(t, 120, 40)
	use(m, key.OK)
	var below, above int
	agree(m, dear("below"), &below)
	agree(m, dear("above"), &above)
	deliver(m, presses(m, "6", "0", "enter"))
	deliver(m, presses(m, "6", "0", "enter"))
	if below != 1 || above != 1 || m.dialogs.top() != nil {
		t.Errorf("sent %d and %d times", below, above)
	}
}

// What comes up while somebody types is not answered by what they type.
func TestTypingDoesNotAnswerWhatComesUp(t *testing.T) {
	m := studio(t, 120, 40)
	now := noon
	m.clock.read = func() time.Time { return now }
	answered := 0
	open := m.dialogs.OpenLater()
	deliver(m, presses(m, "a"))
	now = now.Add(100 * time.Millisecond)
	answers := flow.Answers{Yes: func() tea.Cmd { answered++; return nil }}
	open(dialog.NewConfirm(m.st, "Send?", []string{"5 pictures"}, ""), answers)
	for range 3 {
		now = now.Add(typingPause / 2)
		deliver(m, presses(m, "enter"))
	}
	if answered != 0 || m.dialogs.top() == nil {
		t.Fatalf("answered %d times by what was typed", answered)
	}
	now = now.Add(typingPause)
	deliver(m, presses(m, "enter"))
	if answered != 1 || m.dialogs.top() != nil {
		t.Errorf("answered %d times after a pause", answered)
	}
	deliver(m, presses(m, "a")) // what calls for it does not count
	m.dialogs.OpenLater()(dialog.NewConfirm(m.st, "Send?", []string{"5 pictures"}, ""), answers)
	if deliver(m, presses(m, "enter")); answered != 2 {
		t.Errorf("answered %d times where nothing was typed", answered)
	}
}

// A second screen of a kind over the first one leaves that one as it was.
func TestScreensOfAKindOverOneAnother(t *testing.T) {
	m := studio(t, 120, 40)
	put(m, "Harbour at dusk", "sandbox", saved(1), saved(2))
	m.flows.overview.OpenSheet()
	first := m.screens.top().Screen
	m.flows.show.OpenFull(func(string) {})
	m.flows.overview.OpenSheet()
	if m.screens.top().Screen == first {
		t.Fatal("no second sheet")
	}
	m.screens.close()
	m.screens.close()
	if !m.screens.OnScreen(overview.SheetScreen) || m.screens.top().Screen != first {
		t.Fatal("the first sheet is not there any more")
	}
	m.screens.close()
	if m.screens.top() != nil {
		t.Error("a sheet is left")
	}
	m.flows.runs.Open()
	m.flows.show.OpenFull(func(string) {})
	m.flows.runs.Open()
	m.flows.edit.PickFile()
	m.flows.show.OpenFull(func(string) {})
	m.flows.edit.PickFile()
	for range 6 {
		m.screens.close()
	}
	if handled, _ := m.flows.runs.Update(queuescreen.CloseMsg{}); handled || m.screens.top() != nil {
		t.Error("a screen is left")
	}
}
