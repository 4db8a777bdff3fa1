package statistics

import (
	"strings"
	"time"

	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
)

// eighths are parts of a cell: from the left, and from below.
const (
	fromLeft  = " ▏▎▍▌▋▊▉█"
	fromBelow = " ▁▂▃▄▅▆▇█"
)

// part is so many eighths of a cell.
func part(of string, eighths int) string { return string([]rune(of)[max(0, min(8, eighths))]) }

// bar is a bar of at most w cells for an amount, as long as it is beside the largest.
// Nothing is too little to be seen.
func bar(amount, most, w int) string {
	if amount <= 0 || most <= 0 || w <= 0 {
		return ""
	}
	n := max(1, int(int64(amount)*int64(w)*8/int64(most)))
	out := strings.Repeat("█", n/8)
	if n%8 > 0 {
		out += part(fromLeft, n%8)
	}
	return out
}

const (
	// chartRows is how high the columns of days are, in cells, beside two lines of
	// words and a blank one.
	chartRows = 6
	// roomy is how high a screen is that has room for them.
	roomy = 26
)

// chartHeight is how many lines the chart takes.
func (s *Screen) chartHeight() int {
	if t := s.table(); !t.Days || len(t.Groups) < 2 || s.h < roomy || s.w < 40 {
		return 0
	}
	return chartRows + 2
}

// chart is a column for each of the last days, also for those on which nothing was
// made; none where the groups are no days, or there is no room.
func (s *Screen) chart(t Table) []string {
	if s.chartHeight() == 0 {
		return nil
	}
	amount := amounts(t)
	mostGroup := t.largest(amount)
	most := amount(mostGroup)
	unit := "tokens"
	if t.All.Tokens == 0 {
		unit = "made"
	}
	label := wording.Thousands(most) + " " + unit
	days := lastDays(t, amount, (s.w-4-cells.Width(label))/2)
	out := make([]string, 0, chartRows+2)
	for row := range chartRows {
		var line strings.Builder
		line.WriteString("   ")
		for _, d := range days {
			full := 0
			if most > 0 {
				full = int(int64(d.amount) * chartRows * 8 / int64(most))
			}
			if d.amount > 0 {
				full = max(1, full)
			}
			line.WriteString(part(fromBelow, full-8*(chartRows-1-row)) + " ")
		}
		words := s.st.Busy.Render(line.String())
		if row == 0 {
			words += s.st.Dim.Render(label)
		}
		out = append(out, words)
	}
	first, last := days[0].name, days[len(days)-1].name
	axis := first
	if gap := 2*len(days) - 1 - 2*cells.Width(first); gap > 0 {
		axis += strings.Repeat(" ", gap) + last
	}
	return append(out, s.st.Dim.Render("   "+axis), "")
}

// day is a column of the chart.
type day struct {
	name   string
	amount int
}

// lastDays are the last n days up to the newest group, in their order.
func lastDays(t Table, amount func(Group) int, n int) []day {
	amounts := map[string]int{}
	for _, g := range t.Groups {
		amounts[g.Name] = amount(g)
	}
	last := t.Groups[0].Name // the newest stands first
	oldest := t.Groups[len(t.Groups)-1].Name
	at, err := time.Parse(time.DateOnly, last)
	if err != nil {
		return []day{{last, amounts[last]}}
	}
	var out []day
	for i := n - 1; i >= 0; i-- {
		if name := at.AddDate(0, 0, -i).Format(time.DateOnly); name >= oldest {
			out = append(out, day{name, amounts[name]})
		}
	}
	if len(out) == 0 {
		return []day{{last, amounts[last]}}
	}
	return out
}
