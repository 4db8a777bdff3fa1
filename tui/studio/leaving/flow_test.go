package leaving

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

// host is a studio that can be left.
type host struct {
	flowtest.Host
	frozen, left int
}

func (h *host) Freeze() tea.Cmd { h.frozen++; return nil }
func (h *host) Leave() tea.Cmd  { h.left++; return nil }

func open(t *testing.T) (*Flow, *host) {
	t.Helper()
	h := &host{}
	return New(h, Options{Queue: flowtest.Queue(t), Gallery: gallery.New(), Styles: theme.New(true)}), h
}

// never connects nobody.
func never(ctx context.Context) (queue.Generator, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// submit has one run under way, which may cost 5 tokens, and others wait.
func (f *Flow) submit(n int) []queue.Run {
	var p plan.Plan
	for i := range n {
		p.Items = append(p.Items, plan.Item{Tokens: 5, Priced: true, Request: api.Request{Operation: api.TextToImage, Prompt: "a boat", Style: "anime", Seed: int64(i + 1)}})
	}
	_, runs := f.o.Queue.Submit(p, queue.Account{Name: "work", Parallel: 1, Connect: never}, queue.SubmitOptions{})
	for _, r := range f.o.Queue.Snapshot() {
		f.o.Gallery.Follow(r, gallery.Order{})
		f.o.Gallery.Progress(r, time.Now())
	}
	return runs
}

func TestNothingRuns(t *testing.T) {
	f, h := open(t)
	if f.Quit(); h.left != 1 || h.Dialog() != nil {
		t.Errorf("left %d times, asked %q", h.left, h.Words())
	}
}

func TestItAsks(t *testing.T) {
	f, h := open(t)
	f.submit(3)
	f.Quit()
	for _, want := range []string{"1 is running (up to 5 tokens), 2 queued.", "Wait for the one that is running, then quit, the 2 are kept", "Quit now, the 2 are kept"} {
		if !strings.Contains(h.Words(), want) {
			t.Errorf("%q is not said:\n%s", want, h.Words())
		}
	}
	h.Answer(t) // stays
	f.Stay()
	f.Quit()
	if h.left != 0 {
		t.Fatal("it left without an answer")
	}
	if f.Quit(); h.left != 1 {
		t.Error("a second press does not leave")
	}
	h.Answer(t).Choice(1)
	if h.left != 2 || h.frozen != 0 {
		t.Errorf("left %d times", h.left)
	}
}

// What waits is kept, and what runs is waited for.
func TestWait(t *testing.T) {
	f, h := open(t)
	runs := f.submit(2)
	f.Quit()
	if !strings.Contains(h.Words(), "the queued one is kept for next time") {
		t.Errorf("asked:\n%s", h.Words())
	}
	if f.Idle() != nil || h.left != 0 {
		t.Fatal("nobody waits yet")
	}
	h.Answer(t).Choice(0)
	if r, _ := f.o.Queue.Run(runs[1].ID); r.State != queue.StateCancelled || h.frozen != 1 || h.left != 0 || !strings.Contains(flowtest.Last(h.Said), "Waiting for 1 picture") {
		t.Fatalf("%s, kept %d times, left %d times, said %v", r.State, h.frozen, h.left, h.Said)
	}
	if f.Idle(); h.left != 1 {
		t.Error("it does not leave when nothing runs")
	}
}

// Videos go on at the service.
func TestVideosAreNotWaitedFor(t *testing.T) {
	f, h := open(t)
	runs := f.submit(1)
	runs[0].State, runs[0].Job = queue.StateRendering, "job-1"
	f.o.Gallery.Follow(runs[0], gallery.Order{})
	if f.Quit(); h.left != 1 {
		t.Errorf("asked:\n%s", h.Words())
	}
}
