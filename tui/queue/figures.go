package queue

import (
	"strings"
	"time"

	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/gauge"
	"imagine-tui/tui/widget/theme"
)

const (
	barW  = 8  // of the bar of a run or a batch
	leftW = 7  // of how long it will take still
	wideW = 90 // least width of a screen with bars behind runs
	someW = 60 // least width of one with figures behind them
)

// figures are what stands at the end of a run's line: how far it is, how long it
// will take still, what it costs.
func (p *Screen) figures(r *Run) string {
	if p.w < someW {
		return ""
	}
	left, bar := "", ""
	if r.LeftKnown && !r.Row.State.Ended() && r.Row.State != gallery.Held {
		left = about(r.Left)
	}
	if p.w >= wideW {
		bar = strings.Repeat(" ", barW)
		if r.LeftKnown && r.Row.State.Moving() && r.Row.State != gallery.Retrying {
			// Never full: it is not here yet.
			full, rest := gauge.Signs(int(r.Elapsed/time.Millisecond), int((r.Elapsed+max(r.Left, time.Millisecond))/time.Millisecond), barW)
			bar = full + rest
		}
		bar += " "
	}
	figures := bar + padLeft(left, leftW)
	if p.costW > 0 {
		figures += "  " + padLeft(r.Cost, p.costW)
	}
	return figures + " "
}

func padLeft(text string, w int) string {
	return strings.Repeat(" ", max(0, w-cells.Width(text))) + text
}

// batchLine says of a batch how far it is, what it costs, and how long it takes
// still.
func (p *Screen) batchLine(b *Batch) string {
	selected := batchID(b) == p.sel
	cursor := " "
	if selected {
		cursor = theme.SignRow
	}
	right := ""
	if b.LeftKnown {
		right = about(b.Left) + " left "
	}
	if cost := b.Cost; cost != "" && p.w >= someW {
		right = cost + "   " + right
	}
	full, rest := gauge.Signs(b.Done, b.Of, barW)
	count := " " + wording.Thousands(b.Done) + "/" + wording.Thousands(b.Of) + "  "
	title := cells.Truncate(b.Title, max(0, p.w-cells.Width(count+right)-barW-6), "…")
	if selected && p.focused {
		return p.st.Cursor.Render(p.spread(" "+cursor+"  "+full+rest+count+title, right))
	}
	left := p.st.Accent.Render(" "+cursor+"  ") + p.st.Busy.Render(full) + p.st.Dim.Render(rest) + p.st.Strong.Render(count) + p.st.Text.Render(title)
	return p.spread(box.Fit(left, min(p.w, cells.Width(left))), p.st.Dim.Render(right))
}
