package studio

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/tui/studio/flow"
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
		cmds = append(cmds, m.keyPress(k))
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

func dear(name string) (plan.Plan, budget.Cost) {
	it := plan.Item{Request: api.Request{Operation: api.TextToImage, Prompt: name, Style: "flux-dev", Seed: 1}, Tokens: 60, Priced: true}
	p := plan.Plan{Items: []plan.Item{it}}
	return p, costOf(context.Background(), nil, "", p, false)
}

// Enter that is struck twice, or held down, answers once.
func TestADialogIsAnsweredOnce(t *testing.T) {
	m := studio(t, 120, 40)
	use(m, key.OK)
	sent := 0
	p, cost := dear("a boat")
	m.askPrice(p, cost, dayOf(nil, m.o.Budget, "work"), false, cheaper, func(plan.Plan) tea.Cmd { sent++; return nil })
	deliver(m, presses(m, "6", "0", "enter", "enter", "enter"))
	if sent != 1 || m.topDialog() != nil {
		t.Errorf("sent %d times", sent)
	}
}

// A question that comes up over one of its kind is not answered for it.
func TestEachDialogHasItsOwnAnswer(t *testing.T) {
	m := studio(t, 120, 40)
	use(m, key.OK)
	sent := map[string]int{}
	for _, name := range []string{"below", "above"} {
		p, cost := dear(name)
		m.askPrice(p, cost, dayOf(nil, m.o.Budget, "work"), false, cheaper, func(p plan.Plan) tea.Cmd { sent[p.Items[0].Request.Prompt]++; return nil })
	}
	deliver(m, presses(m, "6", "0", "enter"))
	deliver(m, presses(m, "6", "0", "enter"))
	if sent["above"] != 1 || sent["below"] != 1 || m.topDialog() != nil {
		t.Errorf("sent %v", sent)
	}
}

// What comes up while somebody types is not answered by what they type.
func TestTypingDoesNotAnswerWhatComesUp(t *testing.T) {
	m := studio(t, 120, 40)
	now := noon
	m.now = func() time.Time { return now }
	answered := 0
	deliver(m, presses(m, "a"))
	now = now.Add(100 * time.Millisecond)
	answers := flow.Answers{Yes: func() tea.Cmd { answered++; return nil }}
	m.OpenUnasked(dialog.NewConfirm(m.st, "Send?", []string{"5 pictures"}, ""), answers)
	for range 3 {
		now = now.Add(typingPause / 2)
		deliver(m, presses(m, "enter"))
	}
	if answered != 0 || m.topDialog() == nil {
		t.Fatalf("answered %d times by what was typed", answered)
	}
	now = now.Add(typingPause)
	deliver(m, presses(m, "enter"))
	if answered != 1 || m.topDialog() != nil {
		t.Errorf("answered %d times after a pause", answered)
	}
}

// A second screen of a kind over the first one leaves that one as it was.
func TestScreensOfAKindOverOneAnother(t *testing.T) {
	m := studio(t, 120, 40)
	put(m, "Harbour at dusk", "sandbox", saved(1), saved(2))
	m.openSheet()
	first := m.sheet
	m.openFull()
	m.openSheet()
	if m.sheet == first {
		t.Fatal("no second sheet")
	}
	m.closeScreen()
	m.closeScreen()
	if m.sheet != first || !m.onScreen(sheetScreen) {
		t.Fatal("the first sheet is not there any more")
	}
	m.closeScreen()
	if m.sheet != nil || m.topScreen() != nil {
		t.Error("a sheet is left")
	}
	m.openQueue()
	m.openFull()
	m.openQueue()
	m.edit.PickFile()
	m.openFull()
	m.edit.PickFile()
	for range 6 {
		m.closeScreen()
	}
	if m.lanes != nil || m.topScreen() != nil {
		t.Error("a screen is left")
	}
}
