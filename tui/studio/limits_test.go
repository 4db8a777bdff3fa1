package studio

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history/waiting"
)

// What is under way counts against the daily limit before it is paid: five
// plans in a row do not slip below it together.
func TestWhatIsUnderWayCountsAgainstTheDay(t *testing.T) {
	m := studio(t, 120, 40)
	use(m, key.OK)
	m.o.Budget = budget.Limits{ConfirmAbove: 1000, PerDay: 64}
	m.startSending()
	sent := 0
	ask := func() { agree(m, dear("a boat"), &sent) } // 60 tokens
	if ask(); sent != 1 {
		t.Fatal("it asked below the limit")
	}
	put(m, "Harbour", "sandbox", queue.Run{State: queue.StateRendering})
	if ask(); sent != 2 {
		t.Fatal("the sandbox counts")
	}
	put(m, "Harbour", "work", queue.Run{State: queue.StateRendering}) // 5 tokens
	if ask(); sent != 2 || m.dialogs.top() == nil {
		t.Fatal("what is under way does not count")
	}
	m.flows.accounts.Use(key.SandboxName) // while the question is open
	if deliver(m, presses(m, "6", "0", "enter")); sent != 2 {
		t.Error("it was sent with another key than the one asked about")
	}
}

// What waited from last time is offered by the same rule: what is under way
// counts, and the number is typed.
func TestWhatIsUnderWayCountsForWhatWaited(t *testing.T) {
	l, service, _ := paying(t)
	m := l.m
	m.o.Budget, m.o.StateDir = budget.Limits{ConfirmAbove: 50, PerDay: 10}, t.TempDir()
	m.startSending()
	t.Cleanup(func() { m.flows.unsent.Close() }) // before the folder goes: what a command is still to write is not
	kept := waiting.Batch{Title: "a ship", Template: "a ship", Key: "work"}
	for seed := range int64(3) {
		kept.Runs = append(kept.Runs, waiting.Run{Request: api.Request{
			Operation: api.TextToImage, Prompt: "a ship", Style: "imagine-turbo", AspectRatio: "1:1", Seed: seed + 1,
		}})
	}
	last := waiting.In(m.o.StateDir).Keeper(time.Now)
	if err := errors.Join(last.Set([]waiting.Batch{kept}), last.Close()); err != nil {
		t.Fatal(err)
	}
	under := queue.Run{State: queue.StateRendering, Item: plan.Item{Tokens: 8, Priced: true, Request: api.Request{Operation: api.TextToImage, Prompt: "a boat", Style: "x"}}}
	put(m, "a boat", "work", under)
	l.run(m.flows.unsent.Look())
	l.until("what waits to be told", func() bool {
		return strings.Contains(ansi.Strip(strings.Join(m.frame.lines(), "\n")), "3 not sent")
	})
	if m.dialogs.top() != nil {
		t.Fatal("a question comes by itself")
	}
	m.panes.focusOn(paneResults)
	l.press('g')
	l.press('q')
	l.until("the offer", func() bool { return m.dialogs.top() != nil })
	frame := ansi.Strip(strings.Join(m.frame.lines(), "\n"))
	for _, want := range []string{"3 from last time were not sent", "to pay  3 tokens", "spent today 0, running 8, daily limit 10", "1 token more than your daily limit of 10.", "Type 3 and enter"} {
		if !strings.Contains(frame, want) {
			t.Errorf("the offer does not say %q:\n%s", want, frame)
		}
	}
	m.dialogs.typed = time.Time{} // a moment later
	l.press(tea.KeyEnter)
	if m.dialogs.top() == nil || runCount(m) != 1 {
		t.Fatal("plain enter sends it")
	}
	_, cmd := m.Update(tea.KeyPressMsg{Code: '3', Text: "3"})
	l.run(cmd)
	l.press(tea.KeyEnter)
	l.until("the pictures", func() bool { return service.Stats().Tokens == 3 })
}
