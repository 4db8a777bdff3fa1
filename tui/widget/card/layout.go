package card

import (
	"strings"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// between is how far columns stand apart, and beside how far words from their
// key.
const (
	between = 2
	beside  = 2
)

// block is a part as lines of one width.
type block struct {
	lines []string
	w     int
}

// blockOf draws a part: its name, and its keys in a column of their own.
func blockOf(st *theme.Styles, part action.Part, most int) block {
	keyW := 0
	for _, h := range part.Hints {
		keyW = max(keyW, cells.Width(h.Key))
	}
	b := block{lines: []string{st.Focused.Render(part.Name)}, w: cells.Width(part.Name)}
	for _, h := range part.Hints {
		b.w = max(b.w, keyW+beside+cells.Width(h.Desc))
	}
	b.w = min(b.w, most)
	for _, h := range part.Hints {
		b.lines = append(b.lines, st.Key.Render(box.Fit(h.Key, keyW))+strings.Repeat(" ", beside)+st.Text.Render(h.Desc))
	}
	return b
}

// layOut puts parts side by side in as many columns as w cells have room for, so
// that what comes of it is no higher than it must be; the last part, which leads
// elsewhere, runs in lines below. It returns the lines and how wide they are.
func layOut(st *theme.Styles, parts []action.Part, w int) (lines []string, width int) {
	if len(parts) == 0 {
		return nil, 0
	}
	var blocks []block
	for _, part := range parts[:len(parts)-1] {
		blocks = append(blocks, blockOf(st, part, w))
	}
	columns := split(blocks, w)
	for _, col := range columns {
		width += widest(col) + between
	}
	width = max(0, width-between)
	high := 0
	stacked := make([][]string, len(columns))
	for i, col := range columns {
		stacked[i] = stack(col)
		high = max(high, len(stacked[i]))
	}
	for y := range high {
		var line strings.Builder
		for i, col := range columns {
			text := ""
			if y < len(stacked[i]) {
				text = stacked[i][y]
			}
			if i > 0 {
				line.WriteString(strings.Repeat(" ", between))
			}
			line.WriteString(box.Fit(text, widest(col)))
		}
		lines = append(lines, line.String())
	}
	if high > 0 {
		lines = append(lines, "")
	}
	below := flowing(st, parts[len(parts)-1], max(width, min(w, leastWidth)))
	for _, l := range below {
		width = max(width, cells.Width(l))
	}
	return append(lines, below...), width
}

// split puts blocks into columns in their order: as low as possible, and of
// those that are as low, in as few as possible.
func split(blocks []block, w int) (best [][]block) {
	if len(blocks) == 0 {
		return nil
	}
	for cuts := range 1 << (len(blocks) - 1) {
		var columns [][]block
		from := 0
		for i := range blocks {
			if i == len(blocks)-1 || cuts&(1<<i) != 0 {
				columns = append(columns, blocks[from:i+1])
				from = i + 1
			}
		}
		wide := -between
		for _, col := range columns {
			wide += widest(col) + between
		}
		if wide > w && len(columns) > 1 {
			continue
		}
		if best == nil || highest(columns) < highest(best) || highest(columns) == highest(best) && len(columns) < len(best) {
			best = columns
		}
	}
	return best
}

func widest(col []block) (w int) {
	for _, b := range col {
		w = max(w, b.w)
	}
	return w
}

func highest(columns [][]block) (h int) {
	for _, col := range columns {
		h = max(h, len(stack(col)))
	}
	return h
}

// stack puts the blocks of a column under one another.
func stack(col []block) (out []string) {
	for i, b := range col {
		if i > 0 {
			out = append(out, "")
		}
		out = append(out, b.lines...)
	}
	return out
}

// flowing writes a part in lines of at most w cells.
func flowing(st *theme.Styles, part action.Part, w int) (out []string) {
	line, used := st.Focused.Render(part.Name), cells.Width(part.Name)
	for _, h := range part.Hints {
		text := st.Key.Render(h.Key) + " " + st.Text.Render(h.Desc)
		n := cells.Width(h.Key) + 1 + cells.Width(h.Desc)
		if used > 0 && used+between+n > w {
			out = append(out, line)
			line, used = text, n
			continue
		}
		line, used = line+strings.Repeat(" ", between)+text, used+between+n
	}
	return append(out, line)
}
