package gallery

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// found are the ids of what a search found, with the batch and place of each.
type found []struct {
	b *Batch
	i int
}

func (f *found) add(b *Batch, i int) {
	*f = append(*f, struct {
		b *Batch
		i int
	}{b, i})
}

func (f found) ids(g *Gallery) (ids []string) {
	for _, at := range f {
		ids = append(ids, at.b.slots[at.i].id(g))
	}
	return ids
}

// A search that is mended after each change finds in the end what a new one does,
// wherever it was when the gallery changed.
func TestMend(t *testing.T) {
	t.Parallel()
	l := planted(t, 200)
	for seed, text := range []string{"boat", "boat -12", "-boat", "is:picked", `"dawn 3" >2`, "tag:sea", "nothing"} {
		rnd := rand.New(rand.NewPCG(uint64(seed), 2))
		g := shelve(t, l)
		q := ParseQuery(text)
		s, since := g.Search(q), g.Version()
		var have found
		for n := range 60 {
			changeOne(g, rnd, n)
			old, at := have, 0
			have = nil
			ok := s.Mend(since, func(b *Batch) {
				for ; at < len(old) && (old[at].b == b || old[at].b.Touched() > since); at++ {
					if old[at].b == b {
						have.add(b, old[at].i)
					}
				}
			}, have.add)
			if since = g.Version(); !ok {
				s, have = s.Anew(), nil
			}
			if look := s.Look(50); look != nil && rnd.IntN(2) == 0 {
				s.Take(look())
			}
			s.Next(1+rnd.IntN(20), have.add)
		}
		everything(s, 50, have.add)
		var want found
		everything(g.Search(q), 50, want.add)
		if !slices.Equal(have.ids(g), want.ids(g)) {
			t.Errorf("%q finds %d, want %d", text, len(have), len(want))
		}
		if s.Looked() != g.Len() {
			t.Errorf("%q looked at %d of %d rows", text, s.Looked(), g.Len())
		}
	}
}

func changeOne(g *Gallery, rnd *rand.Rand, n int) {
	b := g.Batches()[rnd.IntN(len(g.Batches()))]
	id := b.Row(rnd.IntN(b.Len())).ID
	switch rnd.IntN(6) {
	case 0:
		g.Change(id, func(r *Row) { r.Picked, r.Rating = !r.Picked, rnd.IntN(6) })
	case 1:
		g.Remove(id)
	case 2:
		g.AddBatch(Batch{ID: fmt.Sprint("mine", n/3)}, []Row{{ID: fmt.Sprint("mine", n), Prompt: "a boat of mine", State: Saved}}, true)
	case 3:
		g.PutBack(g.TakeOut(id))
	case 4:
		g.Mark(g.Look(id), true)
	default:
		g.Trim()
	}
}

// Who stops a search takes nothing in of it any more.
func TestStoppedSearch(t *testing.T) {
	t.Parallel()
	g := shelve(t, planted(t, 50))
	s := g.Search(ParseQuery("boat"))
	look := s.Look(1)
	s.Stop()
	s.Take(look())
	n := 0
	if s.Next(50, func(*Batch, int) { n++ }); n != 0 || s.Look(1) == nil {
		t.Errorf("%d rows are found by a search that was stopped", n)
	}
}
