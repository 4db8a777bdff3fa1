package gallery

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history"
)

// planted is a library of n results: in batches that know it and such that do
// not, edits, judged ones, and some without a description.
func planted(tb testing.TB, n int) *history.Library {
	tb.Helper()
	dir := tb.TempDir()
	l, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		tb.Fatal(err)
	}
	start := time.Date(2026, 10, 1, 8, 0, 0, 0, time.Local)
	last := ""
	for i := range n {
		at := start.Add(time.Duration(i/3) * 37 * time.Minute)
		name := filepath.Join(at.Format(time.DateOnly), fmt.Sprintf("%s-boat-%06x.png", at.Format("150405"), i*7919%n))
		r := api.Request{Operation: api.TextToImage, Prompt: fmt.Sprintf("a boat at dawn %d", i/7), Style: []string{"anime", "realistic"}[i%2], AspectRatio: "3:2", Seed: int64(i)}
		tokens := i % 9
		s := history.Sidecar{
			Schema: history.Schema, Request: r, Key: "work", Saved: at, Bytes: int64(1000 * i), Tokens: &tokens, Rating: i % 6, Picked: i%5 == 0, Rejected: i%7 == 1,
			Template: fmt.Sprintf("a boat at dawn %d", i/21), Sandbox: i%4 == 0,
		}
		if i%3 == 0 {
			s.Tags = []string{"sea", fmt.Sprintf("Tag %d", i%4)}
		}
		if i/30%2 == 1 {
			s.SetBatch(queue.Batch{ID: fmt.Sprint("b", i/30), At: at.Add(-time.Duration(i%11) * time.Minute), Index: (i * 13) % 30})
		}
		if i%17 == 3 {
			s.Request.Operation, s.Request.Inputs, s.Parent = api.Upscale, []api.Input{{Field: "image", Path: last}}, last
		}
		place(tb, l, name, s, i%23 != 5)
		last = name
	}
	return l
}

func place(tb testing.TB, l *history.Library, name string, s history.Sidecar, described bool) {
	tb.Helper()
	path := filepath.Join(l.Folder(), name)
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		tb.Fatal(err)
	}
	if !described {
		return
	}
	text, err := json.Marshal(s)
	if err == nil {
		err = os.WriteFile(path+".json", text, 0o600)
	}
	if err != nil {
		tb.Fatal(err)
	}
}

// shelve lists a library by its index, and read by its descriptions.
func shelve(tb testing.TB, l *history.Library) *Gallery {
	tb.Helper()
	g := New()
	if err := l.Listing().Pages(tb.Context(), func(p history.Page) bool { g.AddEarlier(p); return true }); err != nil {
		tb.Fatal(err)
	}
	return g
}

func readAll(tb testing.TB, l *history.Library) *Gallery {
	tb.Helper()
	g := New()
	var all []history.Entry
	if err := l.Newest(tb.Context(), nil, func(e history.Entry) bool { all = append(all, l.Here(e)); return true }); err != nil {
		tb.Fatal(err)
	}
	for chunk := range slices.Chunk(all, 100) {
		g.AddEntries(chunk)
	}
	return g
}

// same looks whether two galleries hold the same in the same order.
func same(t *testing.T, got, want *Gallery) {
	t.Helper()
	if got.Len() != want.Len() || len(got.Batches()) != len(want.Batches()) {
		t.Fatalf("%d rows in %d batches, want %d in %d", got.Len(), len(got.Batches()), want.Len(), len(want.Batches()))
	}
	for n, b := range got.Batches() {
		w := want.Batches()[n]
		if b.ID != w.ID || b.Title != w.Title || !b.When.Equal(w.When) || b.Folded != w.Folded || b.Counts() != w.Counts() || b.Len() != w.Len() {
			t.Errorf("batch %d is %+v, want %+v", n, b, w)
		}
		for i, r := range got.Rows(b.ID) {
			if !alikeRows(r, *w.Row(i)) {
				t.Errorf("row %d of %s is\n%+v, want\n%+v", i, b.ID, r, *w.Row(i))
			}
		}
	}
}

func alikeRows(a, b Row) bool {
	a.kept, b.kept = kept{}, kept{}
	return reflect.DeepEqual(a, b)
}

// A list of the index is the list of what it was made from.
func TestShelvedIsWhatEntriesSay(t *testing.T) {
	t.Parallel()
	l := planted(t, 700)
	got, want := shelve(t, l), readAll(t, l)
	same(t, got, want)
	for _, b := range want.Batches() {
		for _, r := range b.Rows() {
			a, c := got.Children(r.Path), want.Children(r.Path)
			if !slices.EqualFunc(a, c, alikeRows) || got.LineageWords(*r) != want.LineageWords(*r) {
				t.Errorf("%d made from %s, want %d", len(a), r.Path, len(c))
			}
		}
	}
	brief := shelve(t, l)
	for n, b := range brief.Batches() {
		for i := range b.Len() {
			r, w := *b.Brief(i), *want.Batches()[n].Row(i)
			if r.Style != w.Style || r.Ratio != w.Ratio || r.Seed != w.Seed || r.Operation != w.Operation || r.Key != w.Key || r.Tokens != w.Tokens ||
				r.Bytes != w.Bytes || !r.When.Equal(w.When) || !slices.Equal(r.Tags, w.Tags) || r.Rating != w.Rating || r.Place != w.Place ||
				r.Priced != w.Priced || r.Free != w.Free || r.Picked != w.Picked || r.Rejected != w.Rejected || r.State != w.State || r.Parent != w.Parent {
				t.Errorf("in brief row %d of %s is\n%+v, want\n%+v", i, b.ID, r, w)
			}
		}
	}
	if n := len(brief.byID); n != 0 {
		t.Errorf("%d rows are loaded", n)
	}
}

// Each kind of query finds the same, whether rows are loaded or not, and however
// many are looked at at a time.
func TestSearchFindsWhatMatches(t *testing.T) {
	t.Parallel()
	l := planted(t, 700)
	g := shelve(t, l)
	half := g.Batches()[:len(g.Batches())/2]
	for _, b := range half {
		b.Rows()
	}
	g.Judge(g.Rows(half[0].ID), func(r *Row) { r.Tags = []string{"mine"} })
	g.Mark(half[1].Row(0), true)
	for _, text := range []string{
		"", "boat", "dawn 7", "-boat", "boat -12", "sea", `"dawn 3"`, "style:ani", "seed:44", "seed:1..99", "key:wo", "month:2026-10", "date:2026-10-03", "since:2026-10-05",
		"ratio:3:2", "op:upscale", "tag:sea", `tag:"tag 0"`, "tag:mine", "rating:>3", ">3", "size:>100KB", "tokens:1..5", "is:picked", "is:rejected", "is:marked", "is:new",
		"is:saved", "is:failed", "is:sandbox", "-is:picked boat", "boat 1 is:picked >2", ".png", "nothing",
	} {
		q := ParseQuery(text)
		var want []string
		for _, b := range readAll2(g) {
			for _, r := range b {
				if q.Match(&r) {
					want = append(want, r.ID)
				}
			}
		}
		for _, step := range []int{1, 97, g.Len()} {
			var got []string
			everything(g.Search(q), step, func(b *Batch, i int) { got = append(got, b.slots[i].id(g)) })
			if !slices.Equal(got, want) {
				t.Errorf("%q by %d finds %d, want %d", text, step, len(got), len(want))
			}
		}
	}
}

// everything looks for everything that a search finds, n rows at a time.
func everything(s *Search, n int, yield func(*Batch, int)) {
	for !s.Done() {
		if look := s.Look(n); look != nil {
			s.Take(look())
		}
		s.Next(n, yield)
	}
}

// readAll2 are copies of all rows by batch; what was not loaded is not after it.
func readAll2(g *Gallery) [][]Row {
	var out [][]Row
	for _, b := range g.Batches() {
		var rows []Row
		for _, s := range b.slots {
			if s.row != nil {
				rows = append(rows, *s.row)
				continue
			}
			r := RowOfEntry(g.shelved.Entries([]history.Ref{s.ref})[0])
			rows = append(rows, r)
		}
		out = append(out, rows)
	}
	return out
}

func (s slot) id(g *Gallery) string {
	if s.row != nil {
		return s.row.ID
	}
	return g.shelved.Path(s.ref)
}

// Rows nobody looks at are given up; what was changed, marked or is held stays,
// and all of them say the same when they are looked at again.
func TestTrim(t *testing.T) {
	t.Parallel()
	l := planted(t, 700)
	g := shelve(t, l)
	g.shelved.room = 200
	first := g.Batches()[0]
	judged, marked, held := first.Row(0).ID, g.Batches()[1].Row(0).ID, g.Batches()[2].Row(0).ID
	g.Judge(g.Some([]string{judged}), func(r *Row) { r.Rating, r.Note = 5, "mine" })
	g.Mark(g.Look(marked), true)
	kept := g.Find(held)
	for range 3 {
		for _, b := range g.Batches() {
			b.Row(0)
			g.Trim()
			if n := len(g.byID); n > 300 {
				t.Fatalf("%d rows are loaded", n)
			}
		}
	}
	if n := len(g.byID); n == g.Len() {
		t.Error("nothing was given up")
	}
	if g.Find(held) != kept {
		t.Error("a row that is held is another")
	}
	if r, _ := g.Row(judged); r.Note != "mine" || r.Rating != 5 {
		t.Errorf("what was judged is %+v", r)
	}
	if ids := g.MarkedIDs(); !slices.Equal(ids, []string{marked}) {
		t.Errorf("marked are %q", ids)
	}
	g.Change(judged, func(r *Row) { *r = withoutNote(*r, readAll(t, l)) })
	g.ClearMarks()
	same(t, g, readAll(t, l))
}

func withoutNote(r Row, as *Gallery) Row {
	was, _ := as.Row(r.ID)
	was.Batch, was.kept = r.Batch, r.kept
	was.Label = r.Label
	return was
}

// What goes, comes and comes back is the same as with rows that were read.
func TestShelvedComesAndGoes(t *testing.T) {
	t.Parallel()
	l := planted(t, 300)
	a, b := shelve(t, l), readAll(t, l)
	day := ""
	for _, g := range []*Gallery{a, b} {
		id := g.Batches()[3].Row(0).ID
		taken := g.TakeOut(id)
		if g.Find(id) != nil || g.Len() != 299 {
			t.Errorf("%s is there", id)
		}
		g.PutBack(taken)
		other := g.Batches()[5].Row(0).Path
		g.Remove(other)
		if g.Lose(g.Batches()[1].Row(0).Path); g.Len() != 298 {
			t.Errorf("%d rows", g.Len())
		}
		day = filepath.Dir(g.Batches()[len(g.Batches())-1].Row(0).Path)
		g.Lose(day)
		e, err := l.Entry(other)
		if err != nil {
			t.Fatal(err)
		}
		g.Hear(l.Here(e), false, time.Now())
	}
	same(t, a, b)
	for _, r := range a.Where(func(*Row) bool { return true }) {
		if filepath.Dir(r.Path) == day {
			t.Errorf("%s is there still", r.Path)
		}
	}
}

// A row nobody looks at takes little memory: its name, what filters ask of it,
// and where it stands. The room is twice what it was when this was written.
func TestRowsNotInViewCostLittle(t *testing.T) { //nolint:paralleltest // it counts the memory of all
	const n, room = 3000, 600
	l := planted(t, n)
	shelve(t, l) // from now on the index is there
	before := inUse()
	g := shelve(t, l)
	if each := (inUse() - before) / n; each > room {
		t.Errorf("a row takes %d bytes, at most %d are promised", each, room)
	}
	texts := TextsOf(g)
	texts.Keep()
	everything(g.Search(ParseQuery("boat")), n, func(b *Batch, i int) { b.Row(i); g.Trim() })
	texts.Cool()
	if each := (inUse() - before) / n; each > 2*room {
		t.Errorf("after all were looked at a row takes %d bytes", each)
	}
	cold := inUse()
	texts.Warm()()
	warm := inUse() - cold
	if warm < 10*n {
		t.Error("nothing was read")
	}
	texts.Cool()
	late := texts.Warm()
	texts.Cool()
	if late(); inUse()-cold > warm/2 {
		t.Errorf("%d bytes of texts that were given up are kept", inUse()-cold)
	}
	runtime.KeepAlive(g)
}

func inUse() int64 {
	for range 3 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// BenchmarkEarlier lists a library by its index.
func BenchmarkEarlier(b *testing.B) {
	l := planted(b, 3000)
	shelve(b, l)
	for b.Loop() {
		if g := shelve(b, l); g.Len() != 3000 {
			b.Fatal(g.Len())
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/3000, "ns/row")
}

// BenchmarkSearch is a letter of a filter over rows nobody looked at.
func BenchmarkSearch(b *testing.B) {
	g := shelve(b, planted(b, 3000))
	for _, text := range []string{"b", "dawn 7", "tag:sea", "-fog", "nothing"} {
		b.Run(text, func(b *testing.B) {
			q := ParseQuery(text)
			for b.Loop() {
				n := 0
				everything(g.Search(q), g.Len(), func(*Batch, int) { n++ })
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/3000, "ns/row")
		})
	}
}

// A result with neither batch nor words is not put to the one before it, which
// belongs to a batch.
func TestNamelessBesideABatch(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 10, 1, 8, 0, 0, 0, time.Local)
	named := history.Sidecar{Schema: history.Schema, Request: api.Request{Operation: api.TextToImage, Prompt: "a boat"}, Saved: at.Add(time.Second)}
	named.SetBatch(queue.Batch{ID: "b", At: at})
	place(t, l, "2026-10-01/080001-boat-a1b2c3.png", named, true)
	place(t, l, "2026-10-01/080000-x-a1b2c3.png", history.Sidecar{Schema: history.Schema, Saved: at, Parent: "x--y.png"}, true)
	g := shelve(t, l)
	if len(g.Batches()) != 2 {
		t.Errorf("there are %d batches", len(g.Batches()))
	}
	same(t, g, readAll(t, l))
}
