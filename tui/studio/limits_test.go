package studio

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
)

// What is under way counts against the daily limit before it is paid: five
// plans in a row do not slip below it together.
func TestWhatIsUnderWayCountsAgainstTheDay(t *testing.T) {
	m := studio(t, 120, 40)
	m.accounts.Use("work")
	m.o.Budget = Budget{ConfirmAbove: 1000, PerDay: 64}
	sent := 0
	ask := func() {
		p, cost := dear("a boat") // 60 tokens
		m.askPrice(p, cost, history.Spend{}, false, cheaper, func(plan.Plan) tea.Cmd { sent++; return nil })
	}
	if ask(); sent != 1 {
		t.Fatal("it asked below the limit")
	}
	put(m, "Harbour", "sandbox", queue.Run{State: queue.StateRendering})
	if ask(); sent != 2 {
		t.Fatal("the sandbox counts")
	}
	put(m, "Harbour", "work", queue.Run{State: queue.StateRendering}) // 5 tokens
	if ask(); sent != 2 || m.topDialog() == nil {
		t.Fatal("what is under way does not count")
	}
	m.accounts.Use(key.SandboxName) // while the question is open
	if deliver(m, presses(m, "6", "0", "enter")); sent != 2 {
		t.Error("it was sent with another key than the one asked about")
	}
}
