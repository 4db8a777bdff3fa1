package selection_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/results"
	"imagine-tui/tui/widget/theme"
)

// spellings are ways to write one word, the way it is compared first.
var spellings = [][]string{
	{"café", "cafe\u0301", "CAFÉ", "CAFE\u0301", "Ca\u200bfé"},
	{"strasse", "straße", "STRASSE", "STRAẞE"},
	{"σίσυφοσ", "σίσυφος", "ΣΊΣΥΦΟΣ"},
	{"harbour", "Harbour", "HARBOUR"},
	{"fog", "Fog", "f\u202eog"},
	{"16:9"},
	{"note:"},
	{"日本"},
	{"a-b"},
	{">_<"},
	{"😀"},
}

// known is what the evaluator is told of a result, beside its file.
type known struct {
	history.Sidecar
	path, text string // text as it is compared, a part a line
	at         time.Time
}

// condition is a term as it is written, and what it means.
type condition struct {
	text  string
	holds func(known) bool
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// phrase writes some words in any spelling, and as they are compared.
func phrase(r *rand.Rand, n int, space string) (written, compared string) {
	var as, is []string
	for range n {
		word := pick(r, spellings)
		as, is = append(as, pick(r, word)), append(is, word[0])
	}
	return strings.Join(as, space), strings.Join(is, " ")
}

// plantHostile writes results that are odd in every way a query may look at.
func plantHostile(t *testing.T, r *rand.Rand, folder string, n int) []known {
	t.Helper()
	list := make([]known, 0, n)
	for i := range n {
		at := time.Date(2025, 11, 1, 0, 0, i*10_000, 0, time.UTC).In(time.Local)
		k := known{at: at, path: filepath.Join(folder, at.Format("2006-01-02"), fmt.Sprintf("%s-robot-%06x.png", at.Format("150405"), i))}
		prompt, compared := phrase(r, 1+r.IntN(6), pick(r, []string{" ", "\n", "  ", "\t", "\u00a0"}))
		if i%7 == 0 { // beyond what a list shows
			prompt, compared = strings.Repeat("x ", 300)+prompt, strings.Repeat("x ", 300)+compared
		}
		style, tag := pick(r, []string{"anime", "Anime", "Oil Paint", ""}), ""
		k.Sidecar = history.Sidecar{
			Schema: 1 + i%97/96, Saved: at, Key: pick(r, []string{"work", "Home"}), Rating: r.IntN(6), Bytes: int64(r.IntN(3_000_000)),
			Request: api.Request{Operation: pick(r, []api.Operation{api.TextToImage, api.TextToPNG}), Prompt: prompt, Style: style, Seed: int64(r.IntN(4)), AspectRatio: pick(r, []string{"16:9", "1:1"})},
		}
		if r.IntN(2) == 0 {
			k.Tags = []string{"cover", "x"}
			tag = "\ncover\nx"
		}
		if tokens := r.IntN(8); tokens > 0 {
			k.Tokens = &tokens
		}
		k.Picked, k.Rejected = i%3 == 0, i%3 == 1
		k.text = compared + "\n" + filepath.Base(k.path) + "\n" + strings.ToLower(style) + tag
		data, err := json.Marshal(k.Sidecar)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(k.path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(k.path+".json", data, 0o600); err != nil {
			t.Fatal(err)
		}
		if i%11 > 0 { // else the picture is gone
			if err := os.WriteFile(k.path, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		list = append(list, k)
	}
	return list
}

// ranged writes a range of whole numbers.
func ranged(r *rand.Rand, field string, top int, value func(known) (int, bool)) condition {
	a, b := r.IntN(top), r.IntN(top)
	if a > b {
		a, b = b, a
	}
	form := pick(r, []struct {
		text string
		in   func(n int) bool
	}{
		{fmt.Sprintf("%d", a), func(n int) bool { return n == a }},
		{fmt.Sprintf(">%d", a), func(n int) bool { return n > a }},
		{fmt.Sprintf(">=%d", a), func(n int) bool { return n >= a }},
		{fmt.Sprintf("<%d", a+1), func(n int) bool { return n < a+1 }},
		{fmt.Sprintf("<=%d", a), func(n int) bool { return n <= a }},
		{fmt.Sprintf("%d..%d", a, b), func(n int) bool { return n >= a && n <= b }},
		{fmt.Sprintf("..%d", b), func(n int) bool { return n <= b }},
		{fmt.Sprintf("%d..", a), func(n int) bool { return n >= a }},
	})
	return condition{field + form.text, func(k known) bool { n, is := value(k); return is && form.in(n) }}
}

func randomCondition(r *rand.Rand) condition {
	contains := func(s string) func(known) bool { return func(k known) bool { return strings.Contains(k.text, s) } }
	day := func(k known) string { return k.at.Local().Format("2006-01-02") }
	switch r.IntN(12) {
	case 0:
		return ranged(r, "rating:", 5, func(k known) (int, bool) { return k.Rating, true })
	case 1:
		return ranged(r, "size:", 3_000_000, func(k known) (int, bool) { return int(k.Bytes), k.Bytes > 0 })
	case 2:
		return ranged(r, "tokens:", 8, func(k known) (int, bool) {
			if k.Tokens == nil {
				return 0, false
			}
			return *k.Tokens, true
		})
	case 3:
		month := fmt.Sprintf("2026-%02d", 1+r.IntN(12))
		return pick(r, []condition{
			{"month:" + month, func(k known) bool { return strings.HasPrefix(day(k), month) }},
			{"since:" + month, func(k known) bool { return day(k) >= month }},
			{"date:<" + month, func(k known) bool { return day(k) < month }},
		})
	case 4:
		return pick(r, []condition{
			{"is:picked", func(k known) bool { return k.Picked }},
			{"IS:Rejected", func(k known) bool { return k.Rejected }},
			{"tag:COVER", func(k known) bool { return len(k.Tags) > 0 }},
			{"tag:cov", func(known) bool { return false }},
			{"style:ANI", func(k known) bool { return strings.EqualFold(k.Request.Style, "anime") }},
			{`style:"oil p"`, func(k known) bool { return k.Request.Style == "Oil Paint" }},
			{"key:ho", func(k known) bool { return k.Key == "Home" }},
			{"ratio:16:9", func(k known) bool { return k.Request.AspectRatio == "16:9" }},
			{"op:png", func(k known) bool { return k.Request.Operation == api.TextToPNG }},
			{">3", func(k known) bool { return k.Rating > 3 }},
		})
	case 5, 6, 7, 8:
		written, compared := phrase(r, 1+r.IntN(3), " ")
		return condition{`"` + written + `"`, contains(compared)}
	}
	word := pick(r, spellings)
	if word[0] == "note:" {
		return condition{"obour", contains("obour")}
	}
	return condition{pick(r, word), contains(word[0])}
}

// randomQuery joins up to four conditions, some of them turned round.
func randomQuery(r *rand.Rand) condition {
	var texts []string
	var all []func(known) bool
	for range 1 + r.IntN(4) {
		c := randomCondition(r)
		if r.IntN(3) == 0 {
			texts = append(texts, "-"+c.text)
			all = append(all, func(k known) bool { return !c.holds(k) })
			continue
		}
		texts, all = append(texts, c.text), append(all, c.holds)
	}
	return condition{strings.Join(texts, pick(r, []string{" ", "  ", "\t"})), func(k known) bool {
		return !slices.ContainsFunc(all, func(holds func(known) bool) bool { return !holds(k) })
	}}
}

// The language means the same to somebody who never read how it is implemented:
// in the studio for each query, on the command line for some of them, newest
// first.
func TestQueriesAgainstAnEvaluator(t *testing.T) {
	t.Parallel()
	const size, queries, shells = 3000, 1000, 25
	d := clitest.New(t)
	r := rand.New(rand.NewPCG(16, 12))
	list := plantHostile(t, r, d.Folder, size)
	slices.SortFunc(list, func(a, b known) int { return b.at.Compare(a.at) })
	g := gallery.New()
	var entries []history.Entry
	if err := d.Library.Newest(t.Context(), nil, func(e history.Entry) bool { entries = append(entries, e); return true }); err != nil {
		t.Fatal(err)
	}
	g.AddEntries(entries)
	pane := results.New(theme.New(true), action.Default(), g)
	pane.SetSize(60, 20)
	found := 0
	for i := range queries {
		q := randomQuery(r)
		pane.SetFilter(q.text)
		var want []string
		for _, k := range list {
			holds := q.holds(k)
			if holds {
				want = append(want, k.path)
			}
			if pane.Shows(k.path) != holds {
				t.Fatalf("%q, %s, %+v: the studio shows it %v", q.text, k.path, k.Sidecar, !holds)
			}
		}
		found += len(want)
		if i >= shells {
			continue
		}
		printed, _ := d.Run(0, "history", "--json", "--", q.text)
		var got []string
		for line := range strings.Lines(printed) {
			var result struct{ Path string }
			if err := json.Unmarshal([]byte(line), &result); err != nil {
				t.Fatal(err)
			}
			got = append(got, result.Path)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q: history lists %d, not %d", q.text, len(got), len(want))
		}
	}
	if found < queries {
		t.Errorf("only %d found: the queries try little", found)
	}
}
