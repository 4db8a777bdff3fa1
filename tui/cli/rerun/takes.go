package rerun

import (
	"context"
	"fmt"

	"imagine-tui/api/queue"
	"imagine-tui/history/inorder"
	"imagine-tui/tui/cli/diff"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/exit"
)

// rerunEvent is a picture that was made again, in JSON.
type rerunEvent struct {
	Event string `json:"event"`
	// Verdict is identical, same pixels, another video, or differs: and by how
	// much.
	Verdict string `json:"verdict"`
	event.Path
	Take   event.Path `json:"take"` // the new one
	Tokens int        `json:"tokens"`
}

// send makes the pictures of a lot again and says of each how it compares, in their
// order. It returns the exit status that means.
func (o *Options) send(ctx context.Context, l *lot) int {
	t := &takes{options: o, lot: l, became: make([]take, len(l.of)), came: make(chan take, len(l.of)), room: make(chan struct{}, max(1, inorder.Cores()/2))}
	for i := range t.became {
		t.became[i].over = !l.order.Sends(i) // the report told why
	}
	l.order.Ended = t.ended
	err := l.order.Send(ctx, l.report)
	t.rest()
	status := o.tell(l.name(), err)
	if t.broken != nil && status == exit.OK {
		status = o.tell(l.name(), fmt.Errorf("standard output: %w", t.broken))
	}
	return exit.Worse(status, t.worst)
}

// takes compares pictures with what they were made again from, while more are made.
// All but the comparing is of the goroutine that follows the order.
type takes struct {
	options *Options
	lot     *lot
	became  []take
	next    int // the first of which nothing was told
	open    int // that are being compared
	came    chan take
	room    chan struct{} // two pictures are in memory for each
	worst   int           // exit status
	broken  error         // of standard output
}

// take is what became of one item.
type take struct {
	item    int
	over    bool // nothing more comes
	saved   queue.Saved
	verdict string // "" where there is nothing to compare
	err     error
}

// ended takes in that an item has come to its end.
func (t *takes) ended(item int, run queue.Run) {
	if run.State != queue.StateSaved {
		t.became[item] = take{item: item, over: true} // the report told why
	} else {
		t.open++
		go func() {
			t.room <- struct{}{}
			defer func() { <-t.room }()
			verdict, err := compare(t.lot.of[item], run.Saved)
			t.came <- take{item, true, run.Saved, verdict, err}
		}()
	}
	for {
		select {
		case one := <-t.came:
			t.take(one)
		default:
			t.tell(false)
			return
		}
	}
}

func (t *takes) take(one take) {
	t.open--
	t.became[one.item] = one
}

// rest tells of all that was made and is not told of yet.
func (t *takes) rest() {
	for t.open > 0 {
		t.take(<-t.came)
		t.tell(false)
	}
	t.tell(true) // what the queue did not take any more is passed over
}

// tell tells of the items that have come to their end, in their order.
func (t *takes) tell(last bool) {
	for ; t.next < len(t.became) && (t.became[t.next].over || last); t.next++ {
		one, first := &t.became[t.next], t.lot.of[t.next]
		switch {
		case one.err != nil:
			t.lot.report.Clear()
			t.worst = exit.Worse(t.worst, t.options.tell(first.file, one.err))
		case one.verdict != "" && t.broken == nil:
			t.broken = t.lot.report.Line(
				rerunEvent{"rerun", one.verdict, event.PathOf(first.path), event.PathOf(one.saved.Path), one.saved.Tokens},
				fmt.Sprintf("%s\t%s\t%s", one.verdict, t.options.Console.Path(first.path), t.options.Console.Path(one.saved.Path)))
		}
		*one = take{} // it is told
	}
}

// compare says how a picture that was made again compares with the first.
func compare(first made, again queue.Saved) (string, error) {
	if first.sum != "" && first.sum == again.SHA256 {
		return "identical", nil
	}
	if first.video {
		return "another video", nil
	}
	d, err := diff.Pictures(first.path, again.Path)
	if err != nil {
		return "", err
	}
	return d.String(), nil
}
