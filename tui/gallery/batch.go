package gallery

import (
	"slices"
	"strings"
	"time"

	"imagine-tui/history"
)

// Batch is a group of rows that were asked for together.
type Batch struct {
	ID     string
	Title  string
	When   time.Time
	Folded bool // its rows are not listed

	gallery *Gallery
	earlier bool // it was listed from the library, and knows when it was asked for
	slots   []slot
	counts  Counts
	edition int // grows when rows come or go
	touched int // version of the gallery when rows last came, went or changed
	missing int // how many rows are not loaded
	loaded  bool
	used    int   // when it was last looked at
	number  int32 // among those with results on the shelf, from 1

	differs  Differences
	compared int // edition that differs is about
}

// Counts say how many rows of a batch stand how.
type Counts struct{ Saved, Failed, Unknown, Picked, Rejected, Open int }

// Differences say in what the rows of a batch differ.
type Differences struct {
	Styles, Ratios, Seeds bool

	common common
	drawn  []int64 // the seeds that nobody wrote, where there are several
}

// Label is what sets a row apart from the others of its batch, "" where all
// say the same.
func (d Differences) Label(r *Row) string { return strings.Trim(d.common.rest(r.Label), " ,") }

// slot holds a row, or says where one stands that nobody looks at.
type slot struct {
	row *Row
	ref history.Ref
}

// Len is the number of rows; it costs nothing.
func (b *Batch) Len() int { return len(b.slots) }

// Rows are the rows of the batch in order: to be read, not changed.
func (b *Batch) Rows() []*Row {
	b.load()
	rows := make([]*Row, len(b.slots))
	for i, s := range b.slots {
		rows[i] = s.row
	}
	return rows
}

// Row is the row at a place of the batch: to be read, not changed, and not to be
// kept.
func (b *Batch) Row(i int) *Row {
	b.load()
	return b.slots[i].row
}

// State is that of the row at a place; it costs nothing.
func (b *Batch) State(i int) State {
	if r := b.slots[i].row; r != nil {
		return r.State
	}
	return Saved
}

// Brief is what filters ask of the row at a place. It is read or copied before
// the next is asked for.
func (b *Batch) Brief(i int) *Row {
	if s := b.slots[i]; s.row == nil {
		return b.gallery.shelved.brief(s.ref)
	}
	return b.slots[i].row
}

// Find returns the place of a row, -1 when the batch has none with that id.
func (b *Batch) Find(id string) int {
	r := b.gallery.Look(id)
	if r == nil || r.Batch != b.ID {
		return -1
	}
	return slices.IndexFunc(b.slots, func(s slot) bool { return s.row == r })
}

// Counts tells how many rows stand how; it costs nothing.
func (b *Batch) Counts() Counts { return b.counts }

// Edition is another number after rows came or went.
func (b *Batch) Edition() int { return b.edition }

// Touched is the version of the gallery when rows of the batch last came, went or
// changed.
func (b *Batch) Touched() int { return b.touched }

// Differs tells in what the rows differ. It looks at them only after some came
// or went.
func (b *Batch) Differs() Differences {
	if b.compared == b.edition {
		return b.differs
	}
	b.compared = b.edition
	rows := b.Rows()
	b.differs = Differences{common: commonOf(rows)}
	for _, r := range rows[min(1, len(rows)):] {
		first := rows[0]
		b.differs.Styles = b.differs.Styles || r.Style != first.Style
		b.differs.Ratios = b.differs.Ratios || r.Ratio != first.Ratio
		b.differs.Seeds = b.differs.Seeds || r.Seed != first.Seed
	}
	if b.differs.Seeds {
		b.differs.drawn = drawnSeeds(rows)
	}
	return b.differs
}

// drawnSeeds are the seeds of rows that are too long to be read, each once.
func drawnSeeds(rows []*Row) (out []int64) {
	seen := map[int64]bool{}
	for _, r := range rows {
		if r.Seed >= longSeed && !seen[r.Seed] {
			seen[r.Seed] = true
			out = append(out, r.Seed)
		}
	}
	return out
}

func (b *Batch) add(s slot) {
	b.slots = append(b.slots, s)
	if s.row == nil {
		b.missing++
	}
	b.renew()
}

// renew notes that rows came, went or moved.
func (b *Batch) renew() {
	b.edition++
	b.touched = b.gallery.version + 1 // as which it will be listed
}

// Next is the place behind all rows of the batch.
func (b *Batch) Next() int {
	next := 0
	for i := range b.slots {
		next = max(next, b.Brief(i).Place+1)
	}
	return next
}

// order puts rows where they stood when they were asked for.
func (b *Batch) order() {
	type placed struct {
		slot
		place int
	}
	all := make([]placed, len(b.slots))
	for i, s := range b.slots {
		all[i] = placed{s, b.Brief(i).Place}
	}
	byPlace := func(x, y placed) int { return x.place - y.place }
	if slices.IsSortedFunc(all, byPlace) {
		return
	}
	slices.SortStableFunc(all, byPlace)
	for i, p := range all {
		b.slots[i] = p.slot
	}
	b.renew()
}

func (b *Batch) remove(r *Row) {
	b.slots = slices.DeleteFunc(b.slots, func(s slot) bool { return s.row == r })
	b.renew()
}

// count adds a row to what stands how, or with by = -1 takes it away.
func (b *Batch) count(r *Row, by int) {
	switch r.State {
	case Saved:
		b.counts.Saved += by
	case Failed:
		b.counts.Failed += by
	case Unknown:
		b.counts.Unknown += by
	default:
	}
	if r.Picked {
		b.counts.Picked += by
	}
	if r.Rejected {
		b.counts.Rejected += by
	}
	if !r.State.Ended() {
		b.counts.Open += by
	}
}
