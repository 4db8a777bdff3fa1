package queue

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
)

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Wants tells whether a key is the screen's own, before the root gives it
// another meaning. The others (picking, rating, copying) are the root's, for
// the run Selected returns.
func (p *Screen) Wants(k tea.KeyPressMsg) bool {
	own, mv, pic := p.km.Queue, p.km.Move, p.km.Picture
	return key.Matches(k, mv.Down, mv.Up, mv.Top, mv.Bottom, mv.PageDown, mv.PageUp, mv.NextBatch, mv.PrevBatch) ||
		key.Matches(k, own.Sooner, own.Later, own.Stop, own.StopAll, own.Hold, own.Fewer, own.More) ||
		key.Matches(k, pic.Look, pic.Retry, pic.RetryAll)
}

// Update handles keys.
func (p *Screen) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	mv, was := p.km.Move, p.pendG
	p.pendG = false
	if was && k.String() == "g" {
		return p.moveBy(-len(p.list()))
	}
	switch page := max(1, p.listHeight()-1); {
	case key.Matches(k, mv.Down):
		return p.moveBy(1)
	case key.Matches(k, mv.Up):
		return p.moveBy(-1)
	case key.Matches(k, mv.Top):
		return p.moveBy(-len(p.list()))
	case key.Matches(k, mv.Bottom):
		return p.moveBy(len(p.list()))
	case key.Matches(k, mv.PageDown):
		return p.moveBy(page)
	case key.Matches(k, mv.PageUp):
		return p.moveBy(-page)
	case key.Matches(k, mv.NextBatch):
		return p.jump(1)
	case key.Matches(k, mv.PrevBatch):
		return p.jump(-1)
	case key.Matches(k, mv.Go):
		p.pendG = true
		return nil
	case key.Matches(k, p.km.Everywhere.Back, mv.Close):
		return say(CloseMsg{})
	case key.Matches(k, p.km.Queue.StopAll):
		return p.stopWaiting("")
	}
	it, ok := p.current()
	if !ok {
		return nil
	}
	if cmd := p.laneKey(k, it); cmd != nil || it.row == nil {
		return cmd
	}
	return p.rowKey(k, it.row)
}

// laneKey are the keys that mean the whole lane.
func (p *Screen) laneKey(k tea.KeyPressMsg, it item) tea.Cmd {
	own, l := p.km.Queue, it.lane
	switch {
	case key.Matches(k, own.Hold):
		hold := !l.OnHold
		p.setLane(l.Key, func(l *Lane) { l.OnHold = hold })
		return say(HoldMsg{Key: l.Key, Hold: hold})
	case key.Matches(k, own.Fewer):
		return p.parallel(l, -1)
	case key.Matches(k, own.More):
		return p.parallel(l, 1)
	case key.Matches(k, own.Stop) && it.row == nil:
		return p.stopWaiting(l.Key)
	}
	return nil
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

// rowKey are the keys that mean one run.
func (p *Screen) rowKey(k tea.KeyPressMsg, r *Row) tea.Cmd {
	own, pic := p.km.Queue, p.km.Picture
	again := r.State.Trouble() || r.State == gallery.Cancelled
	switch {
	case key.Matches(k, pic.Look):
		return say(LookMsg{ID: r.ID})
	case key.Matches(k, own.Sooner) && r.group() == 1 && r.Position > 1:
		return say(MoveMsg{ID: r.ID, By: -1})
	case key.Matches(k, own.Later) && r.group() == 1:
		return say(MoveMsg{ID: r.ID, By: 1})
	case key.Matches(k, own.Stop) && r.listed():
		return say(StopMsg{ID: r.ID})
	case key.Matches(k, pic.Retry) && again:
		return say(RetryMsg{ID: r.ID})
	case key.Matches(k, pic.RetryAll) && again:
		return say(RetryAllMsg{ID: r.ID})
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

// jump goes to the heading of another lane.
func (p *Screen) jump(step int) tea.Cmd {
	items := p.list()
	for i := p.index() + step; i >= 0 && i < len(items); i += step {
		if items[i].row == nil {
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
	if had && left.row != nil && !left.row.listed() {
		p.stale()
	}
	msg := SelectedMsg{Key: it.lane.Key}
	if it.row != nil {
		msg.ID = it.row.ID
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
	if it := shown[y-1]; it.id() == p.sel && it.row != nil {
		return say(LookMsg{ID: it.row.ID})
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
