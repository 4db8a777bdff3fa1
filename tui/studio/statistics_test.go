package studio

import (
	"fmt"

	"imagine-tui/tui/statistics"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/spending"
)

func init() { //nolint:gochecknoinits // golden screens of their own
	states["statistics"] = func(m *Model) { showStatistics(m) }
	states["statistics-days"] = func(m *Model) {
		s := showStatistics(m)
		s.Act("stats.next")
		s.Act("move.down")
	}
}

// showStatistics opens the screen with what two keys spent in forty days.
func showStatistics(m *Model) *statistics.Screen {
	s := statistics.New(m.st, m.acts)
	keys := statistics.Table{By: "key", Groups: []statistics.Group{
		{Name: "work", Made: 1204, Tokens: 5310, Kept: 312, PerToken: "0.06"},
		{Name: "a-key-with-a-name-that-is-longer-than-others", Made: 12, Tokens: 60, Unpriced: 2, Kept: 1, PerToken: "0.02"},
		{Name: "sandbox", Made: 420, Kept: 31},
	}, All: statistics.Group{Made: 1636, Tokens: 5370, Unpriced: 2, Kept: 344, PerToken: "0.06"}}
	days := statistics.Table{By: "day", Days: true, All: keys.All}
	for i := range 40 {
		if at := noon.AddDate(0, 0, i-39); i%7 != 2 {
			days.Groups = append(days.Groups, statistics.Group{
				Name: at.Format("2006-01-02"), Made: 1 + i, Tokens: (i * i * 7) % 311, Kept: i % 5, PerToken: fmt.Sprintf("0.%02d", i),
			})
		}
	}
	s.Wait("all time")
	s.Show([]statistics.Table{keys, days, {By: "style"}, {By: "operation"}})
	m.desk.OpenScreen(flow.Opened{Screen: s, Name: spending.Screen})
	return s
}
