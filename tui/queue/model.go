package queue

import (
	"cmp"
	"slices"
	"time"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/gallery"
)

// item is one line of the list: the heading of a lane, or a run.
type item struct {
	lane *lane
	row  *Row
}

// lane is a Lane with its runs in the order they are listed.
type lane struct {
	Lane
	rows                           []*Row
	running, waiting, held, failed int
}

func (it item) id() string {
	if it.row != nil {
		return it.row.ID
	}
	return headingID(it.lane.Key)
}

// headingID cannot be the id of a run: those hold no spaces.
func headingID(key string) string { return "lane " + key }

// SetLanes says what is known of the keys, in the order they are shown. Runs
// of other keys come after them.
func (p *Screen) SetLanes(lanes []Lane) {
	p.known = slices.Clone(lanes)
	p.stale()
}

// SetRows replaces the runs: those of a key in the order of submission.
func (p *Screen) SetRows(rows []Row) {
	p.rows = make([]*Row, len(rows))
	p.byID = make(map[string]*Row, len(rows))
	for i := range rows {
		r := rows[i]
		p.rows[i], p.byID[r.ID] = &r, &r
	}
	p.stale()
}

// Change changes a run in place; false when there is none with that id.
func (p *Screen) Change(id string, change func(*Row)) bool {
	r := p.byID[id]
	if r == nil {
		return false
	}
	before := *r
	change(r)
	if before.group() != r.group() || before.listed() != r.listed() || before.Position != r.Position || before.Key != r.Key {
		p.stale()
	}
	p.view = nil
	return true
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

func (p *Screen) build() {
	p.items, p.labelW, p.styleW, p.seedW = p.items[:0], 0, 0, 0
	p.total = lane{}
	lanes := map[string]*lane{}
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
	for _, r := range p.rows {
		if !r.listed() && r.ID != p.sel {
			continue
		}
		l := laneOf(Lane{Key: r.Key})
		l.rows = append(l.rows, r)
		l.count(r)
		p.total.count(r)
		p.labelW = max(p.labelW, ansi.StringWidth(r.Label))
		p.styleW = max(p.styleW, ansi.StringWidth(r.Style))
		p.seedW = max(p.seedW, len(seedText(r.Seed)))
	}
	for _, l := range order {
		slices.SortStableFunc(l.rows, func(a, b *Row) int {
			if c := cmp.Compare(a.group(), b.group()); c != 0 || a.group() != 1 {
				return c
			}
			return cmp.Compare(a.Position, b.Position)
		})
		p.items = append(p.items, item{lane: l})
		for _, r := range l.rows {
			p.items = append(p.items, item{lane: l, row: r})
		}
	}
}

func (l *lane) count(r *Row) {
	switch {
	case r.State.Moving():
		l.running++
	case r.State == gallery.Waiting:
		l.waiting++
	case r.State == gallery.Held:
		l.held++
	case r.State == gallery.Failed, r.State == gallery.Unknown:
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
func (p *Screen) Selected() (Row, bool) {
	if it, ok := p.current(); ok && it.row != nil {
		return *it.row, true
	}
	return Row{}, false
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
