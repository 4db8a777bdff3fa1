package results

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/theme"
)

// bySteps is a pane whose searches look at n rows before the next look at the
// clock.
func bySteps(n, batches, rows int) *Pane {
	p := New(theme.New(true), action.Default(), gallery.New())
	p.SetSize(60, 20)
	p.list.step = n
	for b := range batches {
		p.gallery.AddBatch(gallery.Batch{ID: fmt.Sprint("b", b), Folded: b%2 == 1}, manyRows(b, rows), false)
	}
	p.Focus()
	return p
}

func manyRows(b, n int) (rows []gallery.Row) {
	for i := range n {
		rows = append(rows, gallery.Row{
			ID: fmt.Sprint(b, "-", i), Prompt: fmt.Sprintf("harbour %d at %s", i%7, []string{"dusk", "dawn"}[b%2]), Style: "anime",
			Seed: int64(i), State: gallery.Saved, Picked: i%5 == 0,
			Rating: i % 6, Tokens: b % 3, Priced: i%4 > 0, Bytes: int64(i % 9), When: time.Unix(int64(1000*b+i), 0),
		})
	}
	return rows
}

// seen is what stands in the pane.
func seen(p *Pane) string { return ansi.Strip(strings.Join(p.View(), "\n")) }

// listed are the ids of the rows in the list, matching those that a query finds.
func listed(p *Pane) (ids []string) {
	for _, it := range p.list.items {
		if it.isRow() {
			ids = append(ids, it.id())
		}
	}
	return ids
}

func matching(p *Pane) (ids []string) {
	q := p.list.query
	var rows []gallery.Row
	for r := range p.gallery.All {
		if q.Match(&r) {
			rows = append(rows, r)
		}
	}
	if q.Sorted() {
		slices.SortStableFunc(rows, func(a, b gallery.Row) int { return q.Compare(q.Rank(&a), q.Rank(&b)) })
	}
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

// counting is the line of a search that is not over.
var counting = regexp.MustCompile(` \d+ of \d+0…`)

// While a search goes on the old rows stay until the first that it finds are there,
// the line counts what is known, and the selection does not move.
func TestRowsStayUntilOthersAreFound(t *testing.T) {
	t.Parallel()
	p := bySteps(20, 50, 100)
	_, before, _ := strings.Cut(seen(p), "\n") // below the title
	p.SetFilter("dawn 3")
	p.SetFilter(`"3 at"`)
	if _, now, _ := strings.Cut(seen(p), "\n"); now != before {
		t.Errorf("other rows are listed:\n%s", now)
	}
	p.StartFilter()
	if got := seen(p); !counting.MatchString(got) || strings.Contains(got, "No result") {
		t.Errorf("it does not say what is known:\n%s", got)
	}
	was := 0
	for cmd := p.Search(); cmd != nil; cmd = p.Search() {
		p.Found(cmd().(FoundMsg))
		if !p.list.filtered {
			continue
		}
		if n := len(p.list.items); n < was || was == 0 && n < screenful {
			t.Errorf("%d rows after %d", n, was)
		} else {
			was = n
		}
		if p.list.at() != 0 {
			t.Errorf("the selection is at %d", p.list.at())
		}
	}
	if got := listed(p); !slices.Equal(got, matching(p)) || !strings.Contains(seen(p), fmt.Sprintf(" %s of 5,000", wording.Thousands(len(got)))) {
		t.Errorf("%d are listed, want %d:\n%s", len(got), len(matching(p)), seen(p))
	}
}

// The selected row stays it, also where it is found late; rows do not show without
// it.
func TestTheSelectedRowIsWaitedFor(t *testing.T) {
	t.Parallel()
	p := bySteps(100, 50, 100)
	p.Select("40-3")
	p.SetFilter("dusk")
	for cmd := p.Search(); cmd != nil; cmd = p.Search() {
		if p.list.sel != "40-3" || p.list.at() < 0 {
			t.Fatalf("%q is selected, at %d", p.list.sel, p.list.at())
		}
		p.Found(cmd().(FoundMsg))
	}
	if !strings.Contains(seen(p), theme.SignRow) || p.list.sel != "40-3" {
		t.Errorf("%q is selected:\n%s", p.list.sel, seen(p))
	}
}

// What was found out for the letter before is for nobody.
func TestTheNextLetterEndsASearch(t *testing.T) {
	t.Parallel()
	p := bySteps(10, 50, 100)
	p.SetFilter("dusk")
	old := p.Search()
	p.SetFilter("dawn")
	if next := p.Search(); next == nil || p.Search() != nil {
		t.Fatal("the search does not go on, or twice")
	}
	fresh := len(p.list.search.fresh)
	if p.Found(old().(FoundMsg)); len(p.list.search.fresh) != fresh {
		t.Error("it went on with an old letter")
	}
	p.SetFilter("")
	if p.Search() != nil || p.list.filtered {
		t.Error("a search goes on without a filter")
	}
}

// Whatever happens while searches go on, a screen can be drawn at any time, and at
// their end the list has what the filter finds, in order.
func TestSearchesWhileAllChanges(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		p := bySteps(1+rnd.IntN(60), 12, 50)
		p.SetGrid(seed%3 == 1)
		p.list.once = 20 * int(seed%2)
		fresh := 0
		for range 150 {
			stir(p, rnd, &fresh)
			p.View()
			for _, it := range p.list.items {
				if it.isRow() && int(it.at) > it.batch.Len() {
					t.Fatal("a row that is gone is listed")
				}
			}
			if rnd.IntN(3) > 0 {
				continue
			}
			settle(p)
			if p.View(); p.list.filtered && !slices.Equal(listed(p), matching(p)) {
				t.Fatalf("seed %d: %q lists %d rows, want %d", seed, p.Filter(), len(listed(p)), len(matching(p)))
			}
			if p.list.sel == "" && len(p.list.items) > 0 || p.list.sel != "" && p.list.at() < 0 {
				t.Fatalf("seed %d: %q is selected, and not listed", seed, p.list.sel)
			}
		}
	}
}

// stir does one thing that a person or a run might.
func stir(p *Pane, rnd *rand.Rand, fresh *int) {
	some := func() string {
		b := p.gallery.Batches()[rnd.IntN(len(p.gallery.Batches()))]
		return b.Row(rnd.IntN(b.Len())).ID
	}
	switch rnd.IntN(9) {
	case 0, 1:
		p.SetFilter([]string{"", "d", "dusk", "dawn 3", "is:picked", "seed:7", "-dusk", "nothing", "sort:rating", "dusk sort:tokens", "-sort:time", "sort:size is:picked"}[rnd.IntN(12)])
	case 2, 3:
		if cmd := p.Search(); cmd != nil {
			if msg, ok := cmd().(FoundMsg); ok {
				p.Found(msg)
			}
		}
	case 4:
		p.gallery.Change(some(), func(r *gallery.Row) { r.Picked, r.Rating = !r.Picked, rnd.IntN(6) })
	case 5:
		p.gallery.Remove(some())
	case 6:
		*fresh++
		p.gallery.AddBatch(gallery.Batch{ID: fmt.Sprint("new", *fresh)}, manyRows(1000+*fresh, 1+rnd.IntN(30)), rnd.IntN(2) == 0)
	case 7:
		p.move(rnd.IntN(40) - 20)
	default:
		if id := some(); p.Shows(id) {
			p.Select(id)
		}
	}
}

// A list that is sorted is so in grids too, what is judged goes to its place, and the
// selection stays on its result.
func TestSorted(t *testing.T) {
	t.Parallel()
	p := bySteps(100, 4, 5)
	p.SetFilter("sort:rating")
	settle(p)
	if got, want := listed(p), matching(p); !slices.Equal(got, want) || len(got) != 20 || got[0] != "3-4" {
		t.Errorf("%v, want %v", got, want)
	}
	p.Select("2-0")
	p.gallery.Change("2-0", func(r *gallery.Row) { r.Rating = 5 })
	p.View()
	if got := listed(p); got[0] != "2-0" || p.list.at() != 0 || p.list.sel != "2-0" {
		t.Errorf("%v, %q is selected", got, p.list.sel)
	}
	p.SetGrid(true)
	p.SetFilter("-sort:time dawn")
	settle(p)
	if got := listed(p); !slices.Equal(got, matching(p)) || got[0] != "1-0" || len(got) != 10 {
		t.Errorf("the oldest first: %v", got)
	}
}
