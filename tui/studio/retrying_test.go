package studio

import (
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	queuescreen "imagine-tui/tui/queue"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// failedRun is a run of the sandbox that the queue knows as failed, selected.
func failedRun(t *testing.T) (*Model, string) {
	t.Helper()
	m := studio(t, 120, 40)
	m.flows.accounts.Use(key.SandboxName)
	m.desk.SubmitAgreed(flow.Order{Plan: dear("a boat"), Select: true})
	if err := m.o.Queue.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	id := m.o.Queue.Snapshot()[0].ID
	for runOf(m, id).State != queue.StateFailed {
		m.route(m.flows.progress.Listen()())
	}
	m.panes.results.Select(id)
	return m, id
}

// What failed on the sandbox is not made with a key that costs before its price
// was agreed to.
func TestTryingAgainWithADearerKeyAsksThePrice(t *testing.T) {
	m, id := failedRun(t)
	use(m, key.OK)
	carryOut(m, m.flows.runs.RetryAll())
	if _, asks := m.dialogs.top().(*dialog.Confirm); !asks || m.o.Queue.Counts().Failed != 1 {
		t.Fatalf("%T, %+v", m.dialogs.top(), m.o.Queue.Counts())
	}
	deliver(m, presses(m, "6", "0", "enter"))
	if r, _ := m.o.Queue.Run(id); r.KeyName != "work" {
		t.Errorf("it went on with key %s", r.KeyName)
	}
}

// x on the queue screen is about the run there, not about what is marked.
func TestStoppingARunLeavesTheMarkedAlone(t *testing.T) {
	m, id := failedRun(t)
	put(m, "Harbour", "sandbox", saved(1), saved(2))
	m.gallery.SetMarked([]string{"run0", "run1"})
	m.flows.runs.Open()
	m.route(queuescreen.StopMsg{ID: id})
	if row(m, "run0").Rejected || row(m, "run1").Rejected {
		t.Error("the marked ones were rejected")
	}
	if _, ok := m.gallery.Row(id); ok {
		t.Error("the failed run is still there")
	}
}

func TestDroppingManyIsOneStep(t *testing.T) {
	m := studio(t, 120, 40)
	var runs []queue.Run
	for range 200 {
		runs = append(runs, failure(api.KindBadRequest, 400, "1100", "no"))
	}
	put(m, "Harbour", "work", runs...)
	m.flows.runs.Drop(m.gallery.Rows("batch"))
	if m.panes.results.Len() != 0 || m.undo.Len() != 1 {
		t.Fatalf("%d rows, %d steps", m.panes.results.Len(), m.undo.Len())
	}
	m.steps.back()
	if rows := m.gallery.Rows("batch"); len(rows) != len(runs) || rows[0].ID != "run0" || runOf(m, "run7").State != queue.StateFailed {
		t.Errorf("%d rows came back", len(rows))
	}
}
