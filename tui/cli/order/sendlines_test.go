package order

import (
	"errors"
	"iter"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/planfile"
)

// changed is a plan whose line is another one when it is read again.
type changed struct{ line planfile.Line }

func (c changed) Lines() iter.Seq[planfile.Line] {
	return func(yield func(planfile.Line) bool) { yield(c.line) }
}
func (changed) Err() error               { return nil }
func (changed) Name() string             { return "plan" }
func (changed) Keep(planfile.Line) error { return errors.New("it was to be sent") }

// What is not in the plan that was priced is not sent, and keeps the rest from being
// sent; that is a failure, although nothing of what was sent failed for good.
func TestAChangedPlanIsNotSent(t *testing.T) {
	t.Parallel()
	line := planfile.Line{Number: 1, Item: plan.Item{Request: api.Request{Operation: api.TextToImage, Prompt: "a ship", Style: "anime", AspectRatio: "1:1", Seed: 1}}}
	o := &Order{Again: true}
	l := &Lines{Source: changed{line}, order: o, lanes: map[string]*lane{"": {}}, taken: 1}
	o.lines = l
	l.hashes.add(number(api.Request{Operation: api.TextToImage, Prompt: "a boat", Style: "anime", AspectRatio: "1:1", Seed: 1}.Hash()))
	r := &Report{order: o, later: 1, failed: 1}
	next, stop := iter.Pull(l.Source.Lines())
	defer stop()
	s := &sending{lines: l, order: o, report: r, ctx: t.Context(), next: next, open: map[string]int{}, runs: map[int]planfile.Line{}}
	if all := s.more(); !all || !errors.Is(r.unread, errChanged) || s.count != 0 {
		t.Errorf("%v, %v, %d sent", all, r.unread, s.count)
	}
	if status, _ := exit.Of(r.ending(t.Context())); status != exit.Failed {
		t.Errorf("it ends with %d", status)
	}
}

// Where the status could not be kept something is wrong, be the service busy or not;
// what is worse stays what it is.
func TestALostStatusIsAFailure(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]int{exit.OK: exit.Failed, exit.Later: exit.Failed, exit.Failed: exit.OK, exit.Key: exit.OK} {
		s := &statusFile{lost: errors.New("another process writes it")}
		if got, _ := exit.Of(s.end(nil, status)); got != want || s.now.Exit == nil || *s.now.Exit != status {
			t.Errorf("after %d: %d, %+v", status, got, s.now)
		}
	}
}
