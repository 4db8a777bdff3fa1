package gallery

import (
	"slices"
	"strings"
	"time"
)

// Batch is a group of rows that were asked for together.
type Batch struct {
	ID     string
	Title  string
	When   time.Time
	Folded bool // its rows are not listed

	earlier bool // it was listed from the library, and knows when it was asked for
	rows    []*Row
	counts  Counts
	edition int // grows when rows come or go

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

// Rows are the rows of the batch in order: to be read, not changed.
func (b *Batch) Rows() []*Row { return b.rows }

// Counts tells how many rows stand how; it costs nothing.
func (b *Batch) Counts() Counts { return b.counts }

// Edition is another number after rows came or went.
func (b *Batch) Edition() int { return b.edition }

// Differs tells in what the rows differ. It looks at them only after some came
// or went.
func (b *Batch) Differs() Differences {
	if b.compared == b.edition {
		return b.differs
	}
	b.compared = b.edition
	b.differs = Differences{common: commonOf(b.rows)}
	for _, r := range b.rows[min(1, len(b.rows)):] {
		first := b.rows[0]
		b.differs.Styles = b.differs.Styles || r.Style != first.Style
		b.differs.Ratios = b.differs.Ratios || r.Ratio != first.Ratio
		b.differs.Seeds = b.differs.Seeds || r.Seed != first.Seed
	}
	if b.differs.Seeds {
		b.differs.drawn = drawnSeeds(b.rows)
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

func (b *Batch) add(r *Row) {
	b.rows = append(b.rows, r)
	b.edition++
}

// Next is the place behind all rows of the batch.
func (b *Batch) Next() int {
	next := 0
	for _, r := range b.rows {
		next = max(next, r.Place+1)
	}
	return next
}

// order puts rows where they stood when they were asked for.
func (b *Batch) order() {
	byPlace := func(x, y *Row) int { return x.Place - y.Place }
	if !slices.IsSortedFunc(b.rows, byPlace) {
		slices.SortStableFunc(b.rows, byPlace)
		b.edition++
	}
}

func (b *Batch) remove(r *Row) {
	b.rows = slices.DeleteFunc(b.rows, func(x *Row) bool { return x == r })
	b.edition++
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
