package statistics

import (
	"strings"

	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// around are the lines besides those of the groups: title, headings, sum.
const around = 5

// rows is how many groups are in view.
func (s *Screen) rows() int { return max(1, s.h-around-s.chartHeight()) }

// View returns exactly h lines of exactly w cells.
func (s *Screen) View() []string {
	if s.view == nil {
		s.view = s.draw()
	}
	return s.view
}

func (s *Screen) draw() []string {
	if s.w <= 0 || s.h <= 0 {
		return box.Blank(s.w, s.h)
	}
	t := s.table()
	out := []string{s.title(t), ""}
	switch {
	case s.said != "":
		out = append(out, s.st.Dim.Render(" "+s.said))
	case len(t.Groups) == 0:
		out = append(out, s.st.Dim.Render(" "+"Nothing was made in this time."))
	default:
		out = append(out, s.chart(t)...)
		out = append(out, s.list(t)...)
	}
	for i, line := range out {
		out[i] = box.Fit(line, s.w)
	}
	for len(out) < s.h {
		out = append(out, strings.Repeat(" ", s.w))
	}
	return out[:s.h]
}

// title says what is grouped by, and of which time all is.
func (s *Screen) title(t Table) string {
	left := s.st.Focused.Render(" Spent")
	for i, other := range s.tables {
		word := "  " + other.By
		if i == s.at {
			left += s.st.Strong.Render("  ") + s.st.Cursor.Render(" by "+other.By+" ")
			continue
		}
		left += s.st.Dim.Render(word)
	}
	right := s.time + " "
	if where := box.Position(s.sel, len(t.Groups), s.rows()); where != "" {
		right = where + "   " + right
	}
	if cells.Width(left)+cells.Width(right)+1 > s.w {
		return left
	}
	return box.Fit(left, s.w-cells.Width(right)) + s.st.Dim.Render(right)
}

// widest is what a column of names takes, narrowest what is left to a bar at least.
const widest, narrowest = 28, 8

// figures are the columns of a group, as they are right-aligned.
func figures(g Group) []string {
	tokens := wording.Thousands(g.Tokens)
	if g.Unpriced > 0 {
		tokens += "+?"
	}
	perToken := g.PerToken
	if perToken == "" {
		perToken = "-"
	}
	return []string{tokens, wording.Thousands(g.Made), wording.Thousands(g.Kept), perToken}
}

// list are the headings, the groups in view, and the sum of all.
func (s *Screen) list(t Table) []string {
	heads := []string{"tokens", "made", "kept", "kept per token"}
	widths := make([]int, len(heads))
	name := cells.Width(t.By)
	for _, g := range append([]Group{t.All}, t.Groups...) {
		name = max(name, cells.Width(g.Name))
		for i, f := range figures(g) {
			widths[i] = max(widths[i], cells.Width(f), cells.Width(heads[i]))
		}
	}
	name = min(name, widest)
	columns := func(names string, list []string) string {
		line := box.Fit(names, name)
		for i, f := range list {
			line += strings.Repeat(" ", 2+widths[i]-cells.Width(f)) + f
		}
		return line
	}
	rows := s.rows()
	s.top = max(0, min(s.top, s.sel, len(t.Groups)-rows))
	s.top = max(s.top, s.sel-rows+1)
	out := []string{s.st.Dim.Render("   " + columns(t.By, heads))}
	tokens := func(g Group) int { return g.Tokens } // where all was free there are no bars, least of all full ones
	most := tokens(t.largest(tokens))
	for i, g := range t.Groups[s.top:min(len(t.Groups), s.top+rows)] {
		words := columns(g.Name, figures(g))
		bar := s.st.Busy.Render(bar(g.Tokens, most, min(40, s.w-cells.Width(words)-6)))
		if i+s.top == s.sel {
			out = append(out, s.st.Cursor.Render(" "+theme.SignRow+" "+words)+"  "+bar)
			continue
		}
		out = append(out, s.st.Text.Render("   "+words)+"  "+bar)
	}
	all := t.All
	all.Name = "all"
	return append(out, s.st.Title.Render("   "+columns(all.Name, figures(all))))
}

// amounts says what bars are of: tokens, or where all was free what was made.
func amounts(t Table) func(Group) int {
	if t.All.Tokens == 0 {
		return func(g Group) int { return g.Made }
	}
	return func(g Group) int { return g.Tokens }
}

// largest is the group of which there is most.
func (t Table) largest(amount func(Group) int) (most Group) {
	for _, g := range t.Groups {
		if amount(g) > amount(most) {
			most = g
		}
	}
	return most
}
