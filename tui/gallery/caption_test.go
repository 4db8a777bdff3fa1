package gallery

import (
	"slices"
	"testing"
)

// Seeds that somebody may have written stay as they are; of drawn ones their place
// in the batch says more than ten digits.
func TestSeedWords(t *testing.T) {
	for _, c := range []struct {
		seeds []int64
		want  []string
	}{
		{[]int64{811, 812}, []string{"s811", "s812"}},
		{[]int64{2014091302, 77014093, 2014091302}, []string{"s1", "s2", "s1"}},
		{[]int64{2014091302}, []string{"s…1302"}},
		{[]int64{2014090007, 2014090007}, []string{"s…0007", "s…0007"}},
		{[]int64{0, 9999, 10_000}, []string{"", "s9999", "s1"}},
	} {
		g := New()
		var rows []Row
		for i, s := range c.seeds {
			rows = append(rows, Row{ID: string(rune('a' + i)), Seed: s})
		}
		g.AddBatch(Batch{ID: "b"}, rows, true)
		b := g.Batch("b")
		var got []string
		for _, r := range b.Rows() {
			got = append(got, b.SeedWord(r))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, want %q", c.seeds, got, c.want)
		}
	}
}

// What is the same in all rows of a batch is not said of each.
func TestApart(t *testing.T) {
	g := New()
	g.AddBatch(Batch{ID: "b"}, []Row{
		{ID: "1", Label: "a fox at dawn", Style: "anime", Ratio: "1:1", Seed: 20_000_000},
		{ID: "2", Label: "a fox at dusk", Style: "anime", Ratio: "16:9", Seed: 30_000_000},
	}, true)
	g.AddBatch(Batch{ID: "same"}, []Row{{ID: "3", Style: "anime", Ratio: "1:1"}, {ID: "4", Style: "anime", Ratio: "1:1"}}, true)
	for id, want := range map[string][]string{"1": {"dawn", "1:1", "s1"}, "2": {"dusk", "16:9", "s2"}, "3": {"", "anime"}} {
		r := g.Find(id)
		label, rest := g.Batch(r.Batch).Apart(r)
		if got := append([]string{label}, rest...); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	if at, of := g.Batch("b").Standing("2"); at != 2 || of != 2 {
		t.Errorf("%d of %d", at, of)
	}
}
