package queue

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
)

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Update handles keys.
func (p *Screen) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	cmd, _ := p.acts.Press(action.Queue, k, p.Act)
	return cmd
}

// Act does what the screen has of its own. It reports whether it has the action:
// picking, rating, copying and the like are the root's, for the run Selected
// returns.
func (p *Screen) Act(id action.ID) (tea.Cmd, bool) {
	switch page := max(1, p.listHeight()-1); id {
	case action.MoveDown:
		return p.moveBy(1), true
	case action.MoveUp:
		return p.moveBy(-1), true
	case action.MoveTop:
		return p.moveBy(-len(p.list())), true
	case action.MoveBottom:
		return p.moveBy(len(p.list())), true
	case action.MovePageDown:
		return p.moveBy(page), true
	case action.MovePageUp:
		return p.moveBy(-page), true
	case action.BatchNext:
		return p.jump(1), true
	case action.BatchPrevious:
		return p.jump(-1), true
	case action.StudioBack, action.StudioClose:
		return say(CloseMsg{}), true
	case action.QueueStopAll:
		return p.stopWaiting(""), true
	}
	it, ok := p.current()
	if !ok {
		return nil, own(id)
	}
	if cmd, done := p.laneAct(id, it); done {
		return cmd, true
	}
	if it.run == nil {
		return nil, own(id)
	}
	return p.rowAct(id, it.run), own(id)
}

// own tells whether an action is about a run as the queue has it, so that nobody
// else takes it for something else.
func own(id action.ID) bool {
	switch id {
	case action.QueueSooner, action.QueueLater, action.QueueStop, action.QueueHold, action.QueueFewer, action.QueueMore,
		action.ResultLook, action.ResultRetry, action.ResultRetryAll:
		return true
	}
	return false
}

// laneAct is what means the whole lane.
func (p *Screen) laneAct(id action.ID, it item) (tea.Cmd, bool) {
	l := it.lane
	switch {
	case id == action.QueueHold:
		hold := !l.OnHold
		p.setLane(l.Key, func(l *Lane) { l.OnHold = hold })
		return say(HoldMsg{Key: l.Key, Hold: hold}), true
	case id == action.QueueFewer:
		return p.parallel(l, -1), true
	case id == action.QueueMore:
		return p.parallel(l, 1), true
	case id == action.QueueStop && it.batch != nil:
		return say(StopBatchMsg{ID: it.batch.ID, Key: it.batch.Key}), true
	case id == action.QueueStop && it.run == nil:
		return p.stopWaiting(l.Key), true
	}
	return nil, false
}

func (p *Screen) parallel(l *lane, by int) tea.Cmd {
	n := max(1, min(l.Parallel+by, MaxParallel))
	if n == l.Parallel {
		return nil
	}
	p.setLane(l.Key, func(l *Lane) { l.Parallel = n })
	return say(ParallelMsg{Key: l.Key, N: n})
}

// setLane shows at once what was asked for, so that the next key goes on from
// there. SetLanes says later what came of it.
func (p *Screen) setLane(name string, change func(*Lane)) {
	for i := range p.known {
		if p.known[i].Key == name {
			change(&p.known[i])
			p.stale()
			return
		}
	}
	l := Lane{Key: name}
	change(&l)
	p.known = append(p.known, l)
	p.stale()
}

// stopWaiting asks to stop what waits or is held, if anything does.
func (p *Screen) stopWaiting(name string) tea.Cmd {
	p.list()
	for _, it := range p.items {
		if (name == "" || it.lane.Key == name) && it.lane.waiting+it.lane.held > 0 {
			return say(StopWaitingMsg{Key: name})
		}
	}
	return nil
}

// rowAct is what means one run.
func (p *Screen) rowAct(id action.ID, r *Run) tea.Cmd {
	again := r.Row.State.Trouble() || r.Row.State == gallery.Cancelled
	switch {
	case id == action.ResultLook:
		return say(LookMsg{ID: r.Row.ID})
	case id == action.QueueSooner && r.group() == 1 && r.Position > 1:
		return say(MoveMsg{ID: r.Row.ID, By: -1})
	case id == action.QueueLater && r.group() == 1:
		return say(MoveMsg{ID: r.Row.ID, By: 1})
	case id == action.QueueStop && r.listed():
		return say(StopMsg{ID: r.Row.ID})
	case id == action.ResultRetry && again:
		return say(RetryMsg{ID: r.Row.ID})
	case id == action.ResultRetryAll && again:
		return say(RetryAllMsg{ID: r.Row.ID})
	}
	return nil
}

// moveBy moves the selection by lines, as far as there are any.
func (p *Screen) moveBy(n int) tea.Cmd {
	items := p.list()
	if len(items) == 0 {
		return nil
	}
	return p.choose(max(0, min(p.index()+n, len(items)-1)))
}

// jump goes to the heading of another lane, or to a batch in one.
func (p *Screen) jump(step int) tea.Cmd {
	items := p.list()
	for i := p.index() + step; i >= 0 && i < len(items); i += step {
		if items[i].run == nil {
			return p.choose(i)
		}
	}
	return nil
}

// choose selects the line at an index. A run that stayed only because it was
// selected goes then.
func (p *Screen) choose(at int) tea.Cmd {
	left, had := p.current()
	it := p.items[at]
	if it.id() == p.sel {
		return nil
	}
	p.sel = it.id()
	p.view = nil
	p.follow()
	if had && left.run != nil && !left.run.listed() {
		p.stale()
	}
	msg := SelectedMsg{Key: it.lane.Key}
	if it.run != nil {
		msg.ID = it.run.Row.ID
	}
	return say(msg)
}

// Click selects the line at x, y of the screen; on the selected run it looks
// closer.
func (p *Screen) Click(_, y int) tea.Cmd {
	shown := p.visible()
	if y < 1 || y > len(shown) {
		return nil
	}
	if it := shown[y-1]; it.id() == p.sel && it.run != nil {
		return say(LookMsg{ID: it.run.Row.ID})
	}
	return p.choose(p.top + y - 1)
}

// Wheel scrolls without moving the selection.
func (p *Screen) Wheel(delta int) {
	p.list()
	p.top += delta
	p.clamp()
	p.view = nil
}
