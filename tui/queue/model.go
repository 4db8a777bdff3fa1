package queue

import (
	"cmp"
	"slices"
	"time"

	"imagine-tui/tui/cells"
)

// item is one line of the list: the heading of a lane, what is known of a batch in
// it, or a run.
type item struct {
	lane  *lane
	batch *Batch
	run   *Run
}

// lane is a Lane with its runs in the order they are listed.
type lane struct {
	Lane
	runs                           []*Run
	running, waiting, held, failed int
}

func (it item) id() string {
	switch {
	case it.run != nil:
		return it.run.id
	case it.batch != nil:
		return batchID(it.batch)
	}
	return headingID(it.lane.Key)
}

// headingID cannot be the id of a run: those hold no spaces.
func headingID(key string) string { return "lane " + key }

// batchID is that of a batch in the lane of a key.
func batchID(b *Batch) string { return "batch " + b.ID + " " + b.Key }

// SetBatches says what is known of batches, in the order they are shown. Those
// with nothing left to do are left out.
func (p *Screen) SetBatches(list []Batch) {
	p.batches = slices.Clone(list)
	p.stale()
}

// SetLanes says what is known of the keys, in the order they are shown. Runs
// of other keys come after them.
func (p *Screen) SetLanes(lanes []Lane) {
	p.known = slices.Clone(lanes)
	p.stale()
}

// SetRuns replaces the runs: those of a key in the order of submission.
func (p *Screen) SetRuns(runs []Run) {
	p.runs = make([]*Run, len(runs))
	p.byID = make(map[string]*Run, len(runs))
	for i := range runs {
		r := runs[i]
		r.id = r.Row.ID
		p.runs[i], p.byID[r.Row.ID] = &r, &r
	}
	p.stale()
}

// SetTimes says how long a run has been under way, and how long it will take
// still, about.
func (p *Screen) SetTimes(id string, elapsed, left time.Duration, leftKnown bool) {
	if r := p.byID[id]; r != nil {
		r.Elapsed, r.Left, r.LeftKnown, p.view = elapsed, left, leftKnown, nil
	}
}

// SetLeft says how long until nothing waits or runs, about.
func (p *Screen) SetLeft(d time.Duration, known bool) {
	if p.left != d || p.leftKnown != known {
		p.left, p.leftKnown, p.view = d, known, nil
	}
}

// stale makes the list be built anew before it is next looked at.
func (p *Screen) stale() { p.old, p.view = true, nil }

// list returns the lines, built anew if something changed. The selection stays
// with its run, and that run on its line of the screen as far as can be.
func (p *Screen) list() []item {
	p.sync()
	if !p.old {
		return p.items
	}
	p.old = false
	at := p.index()
	line := at - p.top
	p.build()
	now := p.index()
	switch {
	case now < 0 && p.sel != "":
		p.selectNear(at)
		p.follow()
	case now >= 0 && at >= 0 && line >= 0 && line < p.listHeight():
		p.top = now - line
	}
	p.clamp()
	return p.items
}

// sync takes in what changed in the gallery: rows change behind the screen's
// back.
func (p *Screen) sync() {
	version := p.gallery.Version()
	if version == p.version {
		return
	}
	p.version, p.view = version, nil
	if slices.ContainsFunc(p.runs, func(r *Run) bool { return r.group() != r.listedAs || r.Row.Key != r.lane }) {
		p.stale()
	}
}

func (p *Screen) build() {
	p.items, p.labelW, p.styleW, p.costW = p.items[:0], 0, 0, 0
	p.total = lane{}
	lanes, busy := map[string]*lane{}, map[[2]string]bool{}
	order := make([]*lane, 0, len(p.known))
	laneOf := func(l Lane) *lane {
		if lanes[l.Key] == nil {
			lanes[l.Key] = &lane{Lane: l}
			order = append(order, lanes[l.Key])
		}
		return lanes[l.Key]
	}
	for _, l := range p.known {
		laneOf(l)
	}
	for _, r := range p.runs {
		r.listedAs, r.lane = r.group(), r.Row.Key
		if !r.listed() && r.id != p.sel {
			continue
		}
		l := laneOf(Lane{Key: r.lane})
		l.runs = append(l.runs, r)
		busy[[2]string{r.Row.Batch, r.lane}] = true
		l.count(r)
		p.total.count(r)
		p.labelW = max(p.labelW, cells.Width(r.Label))
		p.styleW = max(p.styleW, cells.Width(r.Style))
		p.costW = max(p.costW, cells.Width(r.Cost))
	}
	for _, l := range order {
		slices.SortStableFunc(l.runs, func(a, b *Run) int {
			if c := cmp.Compare(a.listedAs, b.listedAs); c != 0 || a.listedAs != 1 {
				return c
			}
			return cmp.Compare(a.Position, b.Position)
		})
		p.items = append(p.items, item{lane: l})
		for i := range p.batches {
			b := &p.batches[i]
			if b.Key == l.Key && busy[[2]string{b.ID, b.Key}] {
				p.items = append(p.items, item{lane: l, batch: b})
			}
		}
		for _, r := range l.runs {
			p.items = append(p.items, item{lane: l, run: r})
		}
	}
}

// count counts a run by the group it is listed in.
func (l *lane) count(r *Run) {
	switch r.listedAs {
	case 0:
		l.running++
	case 1, 2:
		l.waiting++
	case 3:
		l.held++
	case 4, 5:
		l.failed++
	}
}

func (p *Screen) index() int {
	return slices.IndexFunc(p.items, func(it item) bool { return it.id() == p.sel })
}

func (p *Screen) selectNear(at int) {
	if len(p.items) == 0 {
		p.sel = ""
		return
	}
	p.sel = p.items[max(0, min(at, len(p.items)-1))].id()
}

// current returns the selected line; false when there is none.
func (p *Screen) current() (item, bool) {
	items := p.list()
	if at := p.index(); at >= 0 {
		return items[at], true
	}
	return item{}, false
}

// Selected returns the selected run; false on the heading of a lane.
func (p *Screen) Selected() (Run, bool) {
	if it, ok := p.current(); ok && it.run != nil {
		return *it.run, true
	}
	return Run{}, false
}

// SelectedKey returns the key in whose lane the selection is, "" for none.
func (p *Screen) SelectedKey() string {
	if it, ok := p.current(); ok {
		return it.lane.Key
	}
	return ""
}

// Select selects a run and brings it into view.
func (p *Screen) Select(id string) {
	if p.byID[id] != nil {
		p.sel = id
		p.stale()
		p.list()
		p.follow()
	}
}

// follow keeps the selected line in view, with the heading above it where that
// is the line before.
func (p *Screen) follow() {
	if at := p.index(); at >= 0 {
		p.top = min(max(p.top, at-p.listHeight()+1), at)
	}
	p.clamp()
}

func (p *Screen) clamp() { p.top = max(0, min(p.top, len(p.items)-p.listHeight())) }

func (p *Screen) visible() []item {
	items := p.list()
	return items[min(p.top, len(items)):min(len(items), p.top+p.listHeight())]
}
