package gallery

import (
	"hash/fnv"
	"slices"
	"time"

	"imagine-tui/history"
)

// shelved are the earlier results that are known by their place in the index, and
// loaded when somebody looks at them. What was changed, marked or kept by others
// stays loaded.
type shelved struct {
	history.Shelf

	batches  []*Batch
	seats    [][]int32                // by day and number the batch of a result, from 1; 0 when it is out
	children map[uint64][]history.Ref // by a sum of the file they were made from
	loaded   []*Batch                 // of which rows may be given up
	kept     int                      // how many loaded rows could not, when it was last tried
	room     int                      // how many are loaded before some are given up

	facts history.Facts // room to read into
	row   Row           // room for Brief
}

// maxLoaded is how many rows are loaded before those are given up that nobody
// looked at for longest: about 2 MB, and several screens full.
const maxLoaded = 1000

// AddEarlier groups a page of earlier results as AddEntries does entries.
func (g *Gallery) AddEarlier(p history.Page) {
	s := &g.shelved
	s.Take(p)
	days := s.Days()
	for _, n := range days[len(s.seats):] {
		s.seats = append(s.seats, make([]int32, n))
	}
	listed := listed(g)
	a := adder{gallery: g, grown: map[*Batch]bool{}}
	for _, ref := range p.Refs {
		if len(listed) > 0 && listed[s.Path(ref)] {
			continue
		}
		s.Facts(ref, &s.facts)
		a.add(ref)
	}
	for b, placed := range a.grown {
		if placed {
			b.order()
		}
		if slices.ContainsFunc(b.slots, func(s slot) bool { return s.row != nil }) {
			g.relabel(b)
		}
	}
	g.relisted()
}

// listed are the files of this session's runs, and of rows that others brought.
func listed(g *Gallery) map[string]bool {
	out := savedFiles(g.runs)
	for id, r := range g.byID {
		if r.kept.ref.None() {
			out[id] = true
		}
	}
	return out
}

// adder puts results that follow each other into their batches.
type adder struct {
	gallery *Gallery
	grown   map[*Batch]bool // whether their rows have places

	batch  *Batch // of the last one, and its number
	number int32
	when   time.Time
	called string // by what it was put there, "" where its batch or an edit says
}

func (a *adder) add(ref history.Ref) {
	g, f := a.gallery, &a.gallery.shelved.facts
	when := f.Saved.Local()
	same := a.batch != nil && (f.Batch != "" && f.Batch == a.batch.ID || f.Batch == "" && a.called != "" && f.Called == a.called && !f.Edited && sameDay(when, a.when))
	if !same {
		a.find(when)
		a.when, a.called = when, ""
		if f.Batch == "" && !f.Edited {
			a.called = f.Called
		}
	}
	a.grown[a.batch] = a.grown[a.batch] || f.Batch != ""
	day, item := ref.Numbers()
	g.shelved.seats[day][item] = a.number
	g.rows++
	a.batch.add(slot{ref: ref})
	g.count(a.batch, g.shelved.fill(when), 1)
	if f.Parent != "" {
		sum := sumOf(f.Parent)
		g.shelved.children[sum] = append(g.shelved.children[sum], ref)
	}
}

func sameDay(a, b time.Time) bool {
	y, m, d := a.Date()
	y2, m2, d2 := b.Date()
	return d == d2 && m == m2 && y == y2
}

// find makes the batch of the facts the one that is added to.
func (a *adder) find(when time.Time) {
	g, f := a.gallery, &a.gallery.shelved.facts
	title := titled(f.Called, f.Operation, f.Edited)
	id := f.Batch
	if id == "" {
		id = savedOn(when, title)
	}
	b := g.byBatch[id]
	if b == nil {
		if !f.Asked.IsZero() {
			when = f.Asked.Local()
		}
		b = &Batch{ID: id, Title: Line(title), When: when, Folded: true, gallery: g}
		g.byBatch[id] = b
		g.batches = append(g.batches, b)
		if f.Batch != "" {
			sortIn(g.batches)
		}
	}
	if b.number == 0 {
		g.shelved.batches = append(g.shelved.batches, b)
		b.number = int32(len(g.shelved.batches))
	}
	a.batch, a.number = b, b.number
}

// sumOf is where the children of a file are found.
func sumOf(path string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(path)) // never fails
	return h.Sum64()
}

// fill makes the facts a row as far as they go.
func (s *shelved) fill(when time.Time) *Row {
	f := &s.facts
	s.row = Row{
		Style: f.Style, Ratio: f.Ratio, Seed: f.Seed, Operation: f.Operation, Key: f.Key, State: Saved, Tokens: f.Tokens, Bytes: f.Bytes,
		When: when, Parent: f.Parent, Tags: f.Tags, Rating: f.Rating, Place: f.Index, Priced: f.Priced, Free: f.Sandbox,
		Picked: f.Picked, Rejected: f.Rejected,
	}
	return &s.row
}

// brief is what the facts say of a result.
func (s *shelved) brief(ref history.Ref) *Row {
	s.Facts(ref, &s.facts)
	return s.fill(s.facts.Saved.Local())
}

// batchAt is the batch of a result that is on the shelf and was not taken out.
func (s *shelved) batchAt(ref history.Ref) *Batch {
	day, item := ref.Numbers()
	if number := s.seats[day][item]; number > 0 {
		return s.batches[number-1]
	}
	return nil
}

// there tells whether there is a row with that id, without loading it.
func (g *Gallery) there(id string) bool {
	if g.byID[id] != nil {
		return true
	}
	ref, ok := g.shelved.Find(id)
	return ok && g.shelved.batchAt(ref) != nil
}

// unseat notes that a result is out.
func (s *shelved) unseat(id string) {
	if ref, ok := s.Find(id); ok {
		day, item := ref.Numbers()
		s.seats[day][item] = 0
	}
}

// ids are those of a day's rows that are on the shelf, by its folder.
func (s *shelved) ids(folder string) (ids []string) {
	day, ok := s.Day(folder)
	if !ok {
		return nil
	}
	for item, number := range s.seats[day] {
		if number > 0 {
			ids = append(ids, s.Path(s.Ref(day, item)))
		}
	}
	return ids
}

// childrenOf are the ids of the rows made from a file, with those known so far.
func (s *shelved) childrenOf(path string, known []string) []string {
	ids := slices.Clone(known)
	for _, ref := range s.children[sumOf(path)] {
		s.Facts(ref, &s.facts)
		if id := s.Path(ref); s.facts.Parent == path && s.batchAt(ref) != nil && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// load loads the rows of a batch.
func (b *Batch) load() {
	g := b.gallery
	g.loads++
	b.used = g.loads
	if b.missing == 0 {
		return
	}
	var refs []history.Ref
	var at []int
	for i, s := range b.slots {
		if s.row == nil {
			refs, at = append(refs, s.ref), append(at, i)
		}
	}
	for n, e := range g.shelved.Entries(refs) {
		r := RowOfEntry(e)
		r.Batch = b.ID
		r.kept = kept{version: 1, ref: refs[n]}
		b.slots[at[n]].row = &r
		g.byID[r.ID] = &r
	}
	b.missing = 0
	if !b.loaded {
		b.loaded = true
		g.shelved.loaded = append(g.shelved.loaded, b)
	}
	label(b.Rows())
}

// keep notes that a row stays loaded: it is not what was loaded any more, or
// somebody keeps it.
func (r *Row) keep() { r.kept.ref = history.Ref{} }

// Trim gives up rows that nobody looked at for long and nobody changed, if there
// are too many. It is called when no row is held that Find did not return.
func (g *Gallery) Trim() {
	if len(g.byID) <= g.shelved.kept+g.shelved.room {
		return
	}
	loaded := g.shelved.loaded
	slices.SortFunc(loaded, func(a, b *Batch) int { return b.used - a.used })
	n := 0
	left := loaded[:0]
	for _, b := range loaded {
		if n += len(b.slots); n <= g.shelved.room/2 {
			left = append(left, b)
			continue
		}
		b.unload()
	}
	clear(loaded[len(left):])
	g.shelved.loaded = left
	g.shelved.kept = len(g.byID) - min(n, g.shelved.room/2)
}

func (b *Batch) unload() {
	b.loaded = false
	for i, s := range b.slots {
		if s.row != nil && !s.row.kept.ref.None() {
			b.missing++
			delete(b.gallery.byID, s.row.ID)
			b.slots[i] = slot{ref: s.row.kept.ref}
		}
	}
}
