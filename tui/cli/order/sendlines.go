package order

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/cli/planfile"
)

// SendLines sends what Follow read, and follows its runs until each has ended.
func (o *Order) SendLines(ctx context.Context, r *Report) error {
	if o.Again && !o.Quiet {
		o.Console.Say("Sending all of it again, saved or not.")
	}
	next, stop := iter.Pull(o.lines.Source.Lines())
	defer stop()
	s := &sending{lines: o.lines, order: o, report: r, ctx: ctx, next: next, open: map[string]int{}, runs: map[int]planfile.Line{}, started: time.Now()}
	return o.follow(ctx, r, feed{open: s.open, more: s.more, told: s.told})
}

// sending is a plan that is being sent line by line.
type sending struct {
	lines  *Lines
	order  *Order
	report *Report
	ctx    context.Context //nolint:containedctx // of one call of SendLines
	next   func() (planfile.Line, bool)

	open    map[string]int        // what each run is
	runs    map[int]planfile.Line // what was handed to the queue
	count   int                   // of those
	sent    hashes                // those that may be paid although they are saved, or were before
	batch   string
	started time.Time
}

// eachTime is how many lines are read until somebody else has their turn.
const eachTime = 64

// more takes the next lines, until the queue has enough of them.
func (s *sending) more() (all bool) {
	for range eachTime {
		if len(s.open) >= atOnce {
			return false
		}
		line, more := s.next()
		if !more {
			if err := s.lines.Source.Err(); err != nil {
				s.report.unread = fmt.Errorf("%w: what was sent is saved", err)
			}
			return true
		}
		if line.Bad == nil && s.lines.Shard.Has(line.Item.Request.Hash()) {
			s.take(line)
		}
		if s.report.broken != nil || s.report.unread != nil {
			return true
		}
	}
	return false
}

// take sends a line, unless its picture is there already, or nobody said that it may be
// paid twice.
func (s *sending) take(line planfile.Line) {
	lane := s.lines.lane(line.Key)
	if s.lines.left.has(uint64(line.Number)) || lane.err != nil { // #nosec G115 -- from 1
		return // it was left out
	}
	identity := lane.identity(line.Item.Request.Hash())
	if !s.lines.hashes.has(identity) {
		s.report.unread = errChanged // nobody agreed to pay for this
		return
	}
	run := queue.Run{Item: line.Item, KeyName: lane.account.Name, Free: lane.account.Sandbox}
	if why := s.order.unsettled[line.Number]; why != nil && s.order.Unknown != Send {
		run.State, run.LocalErr = queue.StateUnknown, why
		s.end(line, run)
		return
	}
	if saved, there := s.there(line, lane); there {
		run.State, run.Saved = queue.StateSaved, saved
		s.end(line, run)
		return
	}
	if lane.refused {
		return // it is told as not sent
	}
	if err := s.lines.Source.Keep(line); err != nil {
		run.State, run.LocalErr = queue.StateFailed, err
		s.end(line, run)
		return
	}
	var options queue.SubmitOptions
	if (s.order.Again || s.order.Unknown == Send) && s.sent.add(identity) { // once: it is priced once
		options.Again, options.Unsettled = s.order.Again, s.order.Unknown == Send
	}
	if s.count > 0 {
		options.Into = queue.Batch{ID: s.batch, At: s.started, Index: s.count}
	}
	batch, runs := s.order.Engine.Queue.Submit(plan.Plan{Items: []plan.Item{line.Item}}, lane.account, options)
	if len(runs) == 0 {
		return // it takes nothing any more
	}
	if s.count == 0 {
		s.batch = batch
	}
	s.open[runs[0].ID], s.runs[s.count] = s.count, line
	s.count++
}

// there looks for the picture of a line.
func (s *sending) there(line planfile.Line, lane *lane) (queue.Saved, bool) {
	if s.order.Again {
		return queue.Saved{}, false // or it comes again, which the queue sees
	}
	if saved, is := s.order.Engine.Library.Find(lane.account.Origin, line.Item.Request); is {
		return saved, true
	}
	if path, err := s.lines.output(line); err == nil && path != "" {
		return history.Delivered(s.ctx, s.order.Engine.Library, path, lane.account.Origin, line.Item.Request)
	}
	return queue.Saved{}, false
}

// end tells of a line that was not handed to the queue.
func (s *sending) end(line planfile.Line, run queue.Run) {
	s.tell(line, run)
	s.order.over(run)
}

// told tells of a run of the queue, which is done with it.
func (s *sending) told(item int, run queue.Run) {
	line := s.runs[item]
	delete(s.runs, item)
	if run.Err != nil && run.Err.KeyProblem() {
		s.lines.lane(line.Key).refused = true
	}
	queue.Forget(s.order.Engine.Queue, run.ID)
	s.tell(line, run)
}

// tell tells what became of a line, once its picture has the tags it is to have.
func (s *sending) tell(line planfile.Line, run queue.Run) {
	s.order.output.paths = nil
	if run.State == queue.StateSaved {
		s.tag(line, run.Saved)
		if path, err := s.lines.output(line); err == nil && path != "" {
			s.order.output.paths = map[string]string{line.Item.Request.Hash(): path}
		}
	}
	s.report.ended(s.ctx, run)
}

// tag gives a picture the tags of its line that it does not have.
func (s *sending) tag(line planfile.Line, saved queue.Saved) {
	if len(line.Tags) == 0 {
		return
	}
	library := s.order.Engine.Library
	has := func(tags []string) bool {
		return !slices.ContainsFunc(line.Tags, func(tag string) bool { return !slices.Contains(tags, tag) })
	}
	if e, err := library.Entry(saved.Path); err == nil && has(e.Sidecar.Tags) {
		return
	}
	if err := library.Update(saved.Path, func(c *history.Sidecar) {
		for _, tag := range line.Tags {
			if !slices.Contains(c.Tags, tag) {
				c.Tags = append(c.Tags, tag)
			}
		}
	}); err != nil {
		s.report.Clear()
		s.order.Console.Tell(err)
	}
}

// tellAll tells of each line that nothing was sent.
func (l *Lines) tellAll(ctx context.Context, r *Report) error {
	for line := range l.Source.Lines() {
		if line.Bad != nil || !l.Shard.Has(line.Item.Request.Hash()) {
			continue
		}
		lane := l.lane(line.Key)
		run := queue.Run{Item: line.Item, KeyName: lane.account.Name, Free: lane.account.Sandbox, State: queue.StateCancelled}
		if why := l.order.unsettled[line.Number]; why != nil {
			run.State, run.LocalErr = queue.StateUnknown, why
		} else if saved, is := l.order.Engine.Library.Find(lane.account.Origin, line.Item.Request); is {
			run.State, run.Saved = queue.StateSaved, saved
		}
		if r.ended(ctx, run); r.broken != nil {
			break
		}
	}
	return l.Source.Err()
}
