package stats_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"imagine-tui/history"
	"imagine-tui/history/ledger"
	"imagine-tui/tui/cli/clitest"
)

// spent is a desk on which was paid: 5 and 5 in anime and 1 in imagine-turbo with
// the key work, something of no known price with home, in October and November.
func spent(t *testing.T) *clitest.Desk {
	t.Helper()
	d := clitest.Harbour(t)
	five, one := 5, 1
	at := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 12, 0, 0, 0, time.Local) }
	for _, l := range []ledger.Line{
		{Time: at(10, 3), Key: "work", Run: "a", Operation: "text-to-image", Style: "anime", Tokens: &five},
		{Time: at(10, 3), Key: "work", Run: "a", Operation: "text-to-image", Style: "anime", Tokens: &five}, // written twice, paid once
		{Time: at(11, 4), Key: "work", Run: "b", Operation: "text-to-image", Style: "anime", Tokens: &five},
		{Time: at(11, 4), Key: "work", Run: "c", Operation: "text-to-image", Style: "imagine-turbo", Tokens: &one},
		{Time: at(11, 4), Key: "work", Run: "d", Operation: "text-to-image", Style: "anime", Tokens: &five, Perhaps: true},
		{Time: at(11, 5), Key: "home", Run: "e", Operation: "upscale"},
	} {
		if err := ledger.In(d.State()).Add(l); err != nil {
			t.Fatal(err)
		}
	}
	d.Change(d.Paths[2], func(s *history.Sidecar) {
		s.Picked, s.Key, s.Sandbox, s.Sent = true, "work", false, at(11, 4)
	})
	return d
}

func TestStats(t *testing.T) {
	t.Parallel()
	d := spent(t)
	for by, want := range map[string][]string{
		"key":       {"work  3 made  11 tokens  1 kept, 0.09 a token", "home  1 made  price unknown  0 kept", "sandbox  4 made  0 tokens  1 kept"},
		"style":     {"anime  6 made  10 tokens  2 kept, 0.20 a token", "imagine-turbo  1 made  1 token  0 kept, 0.00 a token", "upscale  1 made  price unknown"},
		"operation": {"text-to-image  7 made  11 tokens", "upscale  1 made"},
		"day":       {"2026-10-03  1 made  5 tokens", "2026-11-04  2 made  6 tokens  1 kept, 0.17 a token", "2026-11-05  1 made  price unknown"},
	} {
		printed, _ := d.Run(0, "stats", "--by", by)
		squeezed := strings.Join(strings.FieldsFunc(printed, func(r rune) bool { return r == '\n' }), "\n")
		for strings.Contains(squeezed, "   ") {
			squeezed = strings.ReplaceAll(squeezed, "   ", "  ")
		}
		clitest.Contains(t, squeezed, append(want, "all  8 made  11 tokens and 1 of unknown price  2 kept, 0.18 a token")...)
	}
	printed, _ := d.Run(0, "stats", "--json", "--date", "2026-11")
	var got []map[string]any
	for line := range strings.Lines(printed) {
		var e map[string]any
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if e["name"] != "sandbox" { // made now, which may be in that month
			got = append(got, e)
		}
	}
	if len(got) != 3 || got[0]["name"] != "work" || got[0]["tokens"] != 6.0 || got[1]["kept_per_token"] != nil || got[2]["event"] != "total" {
		t.Errorf("November: %v", got)
	}
	printed, _ = d.Run(0, "stats", "--csv", "--by", "style", "--date", "2026-10")
	rows, err := csv.NewReader(strings.NewReader(printed)).ReadAll()
	if err != nil || len(rows) < 2 || strings.Join(rows[0], " ") != "style made tokens unpriced kept kept_per_token" || strings.Join(rows[1], " ") != "anime 1 5 0 0 0.0000" {
		t.Errorf("%v: %v", err, rows)
	}
}

func TestStatsOfNothing(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	printed, said := d.Run(0, "stats")
	if printed != "" || said != "Nothing was made yet.\n" {
		t.Errorf("%q, %q", printed, said)
	}
	for line, want := range map[string]string{
		"stats --by styel":     "did you mean style?",
		"stats --by colour":    "use key, day, style, operation",
		"stats --csv --json":   "are two formats",
		"stats --date xyz":     `--date: "xyz" is not a date`,
		"stats --library /no/": "there is no such folder",
	} {
		_, said := d.Run(2, strings.Fields(line)...)
		clitest.Contains(t, said, want)
	}
}
