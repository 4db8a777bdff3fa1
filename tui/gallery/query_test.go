package gallery

import (
	"slices"
	"strings"
	"testing"
	"time"

	"imagine-tui/tui/gallery/query"
)

func TestQuery(t *testing.T) {
	row := &Row{
		Prompt: "Old harbour, etching", Style: "realistic", Seed: 9, Ratio: "16:9", Key: "work", Rating: 4,
		State: Saved, When: time.Date(2026, 10, 21, 0, 0, 0, 0, time.UTC), Tags: []string{"cover"},
	}
	for text, want := range map[string]bool{
		"harb etch": true, "harb fog": false, "style:real seed:9": true, "seed:8": false, "month:2026-10": true,
		"month:2026-11": false, ">3": true, ">4": false, "is:saved": true, "is:failed": false, "key:wo": true,
		"ratio:16:9": true, "tag:cover": true, "cover": true, "-fog": true, "-etch": false, "16:9": false, "size:>1": false,
	} {
		if got := ParseQuery(text).Match(row); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestSort: what has nothing of what is sorted by stands last both ways round, and
// among equals the newest comes first.
func TestSort(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 10, day, 0, 0, 0, 0, time.UTC) }
	rows := []*Row{
		{ID: "a", Style: "Anime", Rating: 3, Tokens: 5, Priced: true, Bytes: 10, When: at(1)},
		{ID: "b", Style: "flux", Rating: 3, Tokens: 1, Priced: true, Bytes: 30, When: at(2)},
		{ID: "c", Rating: 5, When: at(3)},
		{ID: "d", Style: "anime", Tokens: 0, Priced: true, Bytes: 20},
	}
	for text, want := range map[string]string{
		"sort:time": "cbad", "-sort:time": "abcd", "sort:rating": "cbad", "-sort:rating": "bacd", "sort:style": "adbc", "-sort:style": "badc",
		"sort:tokens": "abdc", "-sort:tokens": "dbac", "sort:size": "bdac", "-sort:size": "adbc", "sort:size sort:time": "cbad", `SORT:"Time"`: "cbad",
	} {
		q := ParseQuery(text)
		if err := q.Err(); err != nil || !q.Sorted() || !q.All() || q.Empty() {
			t.Errorf("%s: %v", text, err)
		}
		sorted := slices.Clone(rows)
		slices.SortStableFunc(sorted, func(a, b *Row) int { return q.Compare(q.Rank(a), q.Rank(b)) })
		got := ""
		for _, r := range sorted {
			got += r.ID
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if err := ParseQuery("fog sort:ratings").Err(); err == nil || !strings.Contains(err.Error(), "column 10: sort: takes time rating") {
		t.Error(err)
	}
	for _, c := range [][3]string{
		{"harbour  -fog", "time", "harbour -fog sort:time"}, {`sort:size "sort:a b" -Sort:x`, "rating", `"sort:a b" sort:rating`}, {"sort:size", "", ""},
	} {
		if got := SortedBy(c[0], c[1], false); got != c[2] {
			t.Errorf("%q by %s: %q", c[0], c[1], got)
		}
	}
	if got := SortedBy("fog", "time", true); got != "fog -sort:time" {
		t.Error(got)
	}
}

// TestNamed: a saved filter stands for its terms, and what cannot be meant is said
// where its name stands.
func TestNamed(t *testing.T) {
	saved := Named{"best": "harbour rating:>3 sort:rating", "bad": "is:pickd", "round": "@best"}
	row := &Row{Prompt: "Old harbour", Rating: 4, Style: "anime", State: Saved}
	for text, want := range map[string]bool{"@best": true, "@BEST style:anime": true, "@best fog": false, `"@best"`: false} {
		q := saved.Parse(text)
		if err := q.Err(); err != nil || q.Match(row) != want || strings.Contains(text, `"`) == q.Sorted() {
			t.Errorf("%s: %v", text, err)
		}
	}
	for text, want := range map[string]string{
		"fog @bets": "column 5: no filter is saved as @bets", "@": "column 1: after @", "-@best": "column 1: a saved filter cannot",
		"x @bad": "column 3: the saved filter @bad has a mistake at column 4", "@round": "column 1: the saved filter @round names another, @best",
	} {
		if err := saved.Parse(text).Err(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if got := saved.Expand(`a @Best "b c" @no`); got != `a harbour rating:>3 sort:rating "b c" @no` {
		t.Error(got)
	}
}

// TestMeant: what was probably meant takes the place of a mistake, and all else
// stays as it was written.
func TestMeant(t *testing.T) {
	saved := Named{"best": "x"}
	for text, want := range map[string]string{
		"fog  styel:anime -x": "fog  style:anime -x", "-is:pickd": "-is:picked", "a date:>=yesterdya b": "a date:>=yesterday b", "sort:raiting": "sort:rating",
		`é tga:"a b"`: `é tag:"a b"`, "@bets is:pickd": "@best is:pickd", "nosuch:1": "", "is:": "", "fog": "", "seed:x": "",
	} {
		got, ok := query.Mended(text, saved.Parse(text).Mistakes)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v, want %q", text, got, ok, want)
		}
	}
}

// TestCompletions: fields, what there is of them, and saved filters; in quotation
// marks where there is a space.
func TestCompletions(t *testing.T) {
	g := New()
	g.AddBatch(Batch{ID: "b"}, []Row{
		{ID: "1", Style: "oil paint", Ratio: "16:9", Key: "work", Operation: "upscale", Tags: []string{"cover"}, State: Saved},
		{ID: "2", Style: "anime", Key: "work", Tags: []string{"Coast", "cover"}, State: Saved},
		{ID: "3", Style: "anime", Tags: []string{"gone"}, State: Saved},
	}, true)
	g.Judge(g.Rows("b")[2:], func(r *Row) { r.Tags = nil })
	v := ValuesOf(g)
	v.Saved = []string{"best", "bay"}
	for word, want := range map[string]string{
		"tag:": "tag:cover tag:Coast", "-TAG:co": "-tag:cover -tag:Coast", "style:": `style:anime style:"oil paint"`, `style:"oi`: `style:"oil paint"`,
		"ratio:1": "ratio:16:9", "op:": "op:upscale", "key:w": "key:work", "sort:t": "sort:time sort:tokens", "@b": "@best @bay", "since:yes": "since:yesterday",
		"so": "sort:", "ra": "ratio: rating:", "zzz": "", "tag:gone": "", "seed:": "", "": "",
	} {
		if got := strings.Join(Completions(word, v), " "); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
	for text, want := range map[string][2]string{
		`fog style:"oil p`: {"fog ", `style:"oil p`}, "fog ": {"fog ", ""}, "fog tag:c": {"fog ", "tag:c"}, "": {"", ""},
	} {
		if before, word := LastWord(text); before != want[0] || word != want[1] {
			t.Errorf("%q: %q and %q", text, before, word)
		}
	}
}
