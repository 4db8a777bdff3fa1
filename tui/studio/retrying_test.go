package studio

import (
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	queuescreen "imagine-tui/tui/queue"
	"imagine-tui/tui/widget/dialog"
)

// failedRun is a run of the sandbox that the queue knows as failed, selected.
func failedRun(t *testing.T) (*Model, string) {
	t.Helper()
	m := studio(t, 120, 40)
	m.accounts.Use(key.SandboxName)
	p, _ := dear("a boat")
	m.submit(p, false, true)
	if err := m.o.Queue.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	id := m.o.Queue.Snapshot()[0].ID
	for m.live[id].State != queue.StateFailed {
		m.route(m.listen()())
	}
	m.results.Select(id)
	return m, id
}

// What failed on the sandbox is not made with a key that costs before its price
// was agreed to.
func TestTryingAgainWithADearerKeyAsksThePrice(t *testing.T) {
	m, id := failedRun(t)
	use(m, key.OK)
	carryOut(m, m.retryAll())
	if _, asks := m.topDialog().(*dialog.Confirm); !asks || m.o.Queue.Counts().Failed != 1 {
		t.Fatalf("%T, %+v", m.topDialog(), m.o.Queue.Counts())
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
	m.openQueue()
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
	m.dropRows(m.gallery.Rows("batch"))
	if m.results.Len() != 0 || m.undo.Len() != 1 {
		t.Fatalf("%d rows, %d steps", m.results.Len(), m.undo.Len())
	}
	m.undoLast()
	if rows := m.gallery.Rows("batch"); len(rows) != len(runs) || rows[0].ID != "run0" || m.live["run7"].State != queue.StateFailed {
		t.Errorf("%d rows came back", len(rows))
	}
}

// leftOver lists a request of an earlier run of which an answer is kept.
func leftOver(m *Model) gallery.Row {
	row := m.rowOfRecovered(history.Recovered{
		ID: "one", Key: "sandbox", Free: true, Kept: "/state/inflight/one.part", Whole: true,
		Request: api.Request{Operation: api.TextToImage, Prompt: "a boat", Style: "imagine-turbo", Seed: 1},
	})
	m.gallery.AddBatch(gallery.Batch{ID: lastTime, Title: lastTime}, []gallery.Row{row}, true)
	m.results.Select(row.ID)
	return row
}

// What arrived is not given up for a picture that was only asked for, nor with
// one key.
func TestWhatArrivedIsNotGivenUpUnasked(t *testing.T) {
	m := studio(t, 120, 40)
	left := leftOver(m)
	m.resendLeft(left)
	if _, there := m.left[left.ID]; !there || m.o.Queue.Counts().Waiting+len(m.o.Queue.Snapshot()) == 0 {
		t.Fatal("sending it again gave up what had arrived")
	}
	m.drop()
	if len(m.dropped) != 0 {
		t.Fatal("x gave it up without a question")
	}
	deliver(m, presses(m, "d", "r", "o", "p", "enter"))
	if len(m.dropped) != 1 {
		t.Fatalf("dropped: %v", m.dropped)
	}
	m.undoLast()
	if len(m.dropped) != 0 || row(m, left.ID).ID == "" {
		t.Error("it did not come back")
	}
}
