// Package gallery is what is known about results: rows and the batches they
// were asked for in, what each was made from, the runs of this session and what
// an earlier one left without an answer, marks, what a person thinks of them,
// what was made from what, and the filter that finds them. It draws nothing, and
// knows no keys and no network.
//
// Earlier results are known by their place in the index (AddEarlier), and become
// rows when somebody looks at them; Trim gives up those that nobody looked at for
// long, changed, marked or got from Find. Whoever keeps a pointer gets it there.
//
// There is one Gallery. The studio and its flows change it: rows by Change and
// Judge, runs by Progress. Panes and screens hold pointers to its rows, which
// they read and never write, and are told nothing: when they are next looked at
// they compare Version and Listing with what they saw last, and a row's own
// Version where they keep what they drew of it. So a change is made once and
// seen everywhere, and many changes at once cost one look. All of it happens in
// the update loop; nothing here may be used from elsewhere at the same time, but for
// what Search.Look, Gallery.Suggest and Texts.Warm return, which is done beside it.
package gallery

import (
	"slices"

	"imagine-tui/history"
)

// Gallery holds every result, of this session and before.
type Gallery struct {
	unwritten map[string]bool // files judged without that being in their sidecars
	batches   []*Batch
	byID      map[string]*Row // those that are loaded
	byBatch   map[string]*Batch
	takes     map[string]string // rows made in place of another, and of which
	lineage   lineage
	shelved   shelved
	words     vocabulary
	rows      int // how many there are
	loads     int // how often some were loaded

	runs       map[string]*followed         // of this session, by their row
	out        map[string]bool              // runs that were followed and taken out
	unanswered map[string]history.Recovered // what an earlier run left, by its row

	said       sayings
	marked     int      // rows that are marked
	lastMarked []string // when MarkChange was last asked
	unseen     int      // saved rows nobody has looked at

	version int // grows with every change
	listing int // grows with those that change which rows a list has
}

// New returns an empty gallery.
func New() *Gallery {
	return &Gallery{
		byID: map[string]*Row{}, byBatch: map[string]*Batch{}, takes: map[string]string{},
		lineage: lineage{rowsOf: map[string][]string{}, children: map[string][]string{}},
		shelved: shelved{children: map[uint64][]history.Ref{}, room: maxLoaded},
		runs:    map[string]*followed{}, out: map[string]bool{}, unanswered: map[string]history.Recovered{}, said: sayings{},
	}
}

// Version is another number after anything changed: what was drawn before is
// drawn anew.
func (g *Gallery) Version() int { return g.version }

// Listing is another number after rows came, went, or stopped waiting, or a
// batch was folded: a list without a filter has other lines then.
func (g *Gallery) Listing() int { return g.listing }

// changed notes that a row is not what it was.
func (g *Gallery) changed(r *Row) {
	g.version++
	r.kept.version = g.version
	r.keep()
	if b := g.byBatch[r.Batch]; b != nil {
		b.touched = max(b.touched, g.version)
	}
}

// relisted notes that lists have other lines.
func (g *Gallery) relisted() {
	g.version++
	g.listing++
}

// Len returns the number of rows.
func (g *Gallery) Len() int { return g.rows }

// Batches are all batches, newest first: to be read, not changed.
func (g *Gallery) Batches() []*Batch { return g.batches }

// Batch returns a batch, nil when there is none with that id.
func (g *Gallery) Batch(id string) *Batch { return g.byBatch[id] }

// Find returns a row to be read and kept, nil when there is none with that id.
func (g *Gallery) Find(id string) *Row {
	r := g.Look(id)
	if r != nil {
		r.keep()
	}
	return r
}

// Look is Find of a row that is not kept.
func (g *Gallery) Look(id string) *Row {
	if r := g.byID[id]; r != nil || id == "" {
		return r
	}
	ref, ok := g.shelved.Find(id)
	if !ok {
		return nil
	}
	if b := g.shelved.batchAt(ref); b != nil {
		b.load()
	}
	return g.byID[id]
}

// Row returns a copy of a row as it is now.
func (g *Gallery) Row(id string) (Row, bool) {
	if r := g.Look(id); r != nil {
		return *r, true
	}
	return Row{}, false
}

// Rows returns copies of a batch's rows in order.
func (g *Gallery) Rows(batch string) []Row {
	b := g.byBatch[batch]
	if b == nil {
		return nil
	}
	rows := b.Rows()
	out := make([]Row, len(rows))
	for i, r := range rows {
		out[i] = *r
	}
	return out
}

// Some returns copies of the rows of these ids, without those that are gone.
func (g *Gallery) Some(ids []string) []Row {
	out := make([]Row, 0, len(ids))
	for _, id := range ids {
		if r := g.Look(id); r != nil {
			out = append(out, *r)
		}
	}
	return out
}

// All calls yield for every row, newest batch first, until it returns false. It
// loads all of them, some at a time: Where and Batch.Brief spare that.
func (g *Gallery) All(yield func(Row) bool) {
	for _, b := range g.batches {
		for _, r := range b.Rows() {
			if !yield(*r) {
				return
			}
		}
		g.Trim()
	}
}

// Where returns copies of the rows that pass a test of what Batch.Brief says, in
// order.
func (g *Gallery) Where(test func(*Row) bool) []Row {
	var out []Row
	for _, b := range g.batches {
		for i := range b.slots {
			if test(b.Brief(i)) {
				out = append(out, *b.Row(i))
			}
		}
	}
	return out
}

// AddBatch puts a batch with its rows first (front) or last. A batch that is
// there already gets the rows added.
func (g *Gallery) AddBatch(b Batch, rows []Row, front bool) {
	have := g.byBatch[b.ID]
	if have == nil {
		have = &b
		have.gallery = g
		g.byBatch[b.ID] = have
		if front {
			g.batches = slices.Insert(g.batches, 0, have)
		} else {
			g.batches = append(g.batches, have)
		}
	}
	for i := range rows {
		if g.there(rows[i].ID) {
			continue
		}
		r := rows[i]
		r.kept = kept{}
		r.Batch = have.ID
		g.byID[r.ID] = &r
		have.add(slot{row: &r})
		g.rows++
		g.count(have, &r, 1)
		g.lineage.relate(&r)
		g.changed(&r)
	}
	g.relisted()
}

// Change changes a row in place; false when there is none with that id.
func (g *Gallery) Change(id string, change func(*Row)) bool {
	r := g.Look(id)
	if r == nil {
		return false
	}
	b, before := g.byBatch[r.Batch], r.State
	g.count(b, r, -1)
	change(r)
	g.count(b, r, 1)
	r.kept.search = ""
	g.lineage.relate(r)
	g.changed(r)
	if before != r.State && (before == Waiting || r.State == Waiting) {
		g.relisted()
	}
	return true
}

// Remove takes a row out; the file behind it is not touched.
func (g *Gallery) Remove(id string) {
	r := g.Look(id)
	if r == nil {
		return
	}
	b := g.byBatch[r.Batch]
	g.count(b, r, -1)
	g.Mark(r, false)
	delete(g.byID, id)
	g.shelved.unseat(id)
	b.remove(r)
	g.rows--
	if len(b.slots) == 0 {
		delete(g.byBatch, b.ID)
		g.batches = slices.DeleteFunc(g.batches, func(x *Batch) bool { return x == b })
	}
	g.relisted()
}

// Fold hides the rows of a batch in lists, or shows them.
func (g *Gallery) Fold(b *Batch, folded bool) {
	if b.Folded != folded {
		b.Folded = folded
		g.relisted()
	}
}

// FoldOthers folds every batch but the named one.
func (g *Gallery) FoldOthers(batch string) {
	for _, b := range g.batches {
		g.Fold(b, b.ID != batch)
	}
}

// count adds a row to what batches and headers count, or with by = -1 takes it
// away.
func (g *Gallery) count(b *Batch, r *Row, by int) {
	b.count(r, by)
	g.words.count(r, by)
	if r.New && r.State == Saved {
		g.unseen += by
	}
}

// Unseen returns how many saved rows nobody has looked at yet.
func (g *Gallery) Unseen() int { return g.unseen }

// BatchOf returns the batch a row is in, without its rows.
func (g *Gallery) BatchOf(id string) Batch {
	r := g.Look(id)
	if r == nil {
		return Batch{}
	}
	b := g.byBatch[r.Batch]
	return Batch{ID: b.ID, Title: b.Title, When: b.When, Folded: b.Folded}
}

// NextUnseen returns the next saved row nobody has looked at, after the named
// one and then from the top; nil when there is none.
func (g *Gallery) NextUnseen(after string) *Row {
	if g.unseen == 0 {
		return nil
	}
	g.Look(after) // so that it is loaded
	var first *Row
	passed := false
	for _, b := range g.batches {
		for _, s := range b.slots {
			r := s.row
			if r == nil {
				continue // nobody said that it is new
			}
			if r.New && r.State == Saved {
				if passed {
					return r
				}
				if first == nil {
					first = r
				}
			}
			passed = passed || r.ID == after
		}
	}
	return first
}
