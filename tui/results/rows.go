package results

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/sign"
	"imagine-tui/tui/widget/theme"
)

// painter draws the items of a list.
type painter struct {
	st      *theme.Styles
	list    *list
	focused bool
	frame   int // of the shared spinner
	place   int // in the list, of the item that is drawn next, -1 for none

	widths map[*gallery.Batch]columns // of batches that are open
}

// columns are the widths of a batch's columns, in cells.
type columns struct {
	edition            int // of the batch they were measured for
	label, style, seed int
}

// columnsOf returns the widths of a batch's columns, measured anew only after
// rows came or went.
func (p *painter) columnsOf(b *gallery.Batch) columns {
	c, known := p.widths[b]
	if known && c.edition == b.Edition() {
		return c
	}
	c = columns{edition: b.Edition()}
	differs := b.Differs()
	for _, r := range b.Rows() {
		c.label = max(c.label, cells.Width(labelOf(differs, r)))
		c.style = max(c.style, cells.Width(r.Style))
		c.seed = max(c.seed, cells.Width(b.SeedWord(r)))
	}
	p.widths[b] = c
	return c
}

// labelOf is what sets a row apart from the others of its batch, and of a video that
// nothing does what it was made from.
func labelOf(differs gallery.Differences, r *gallery.Row) string {
	if label := differs.Label(r); label != "" {
		return label
	}
	return gallery.VideoOf(r)
}

// line is the line of an item, w cells wide.
func (p *painter) line(it item, w int) string {
	selected := it.id() != "" && it.id() == p.list.sel
	switch {
	case it.more > 0:
		return p.st.Dim.Render(fmt.Sprintf("   %s  %d more queued", theme.SignWaiting, it.more))
	case !it.isRow():
		return p.header(it.batch, w, selected)
	case p.list.filtered:
		return p.flatRow(it.row(), w, selected)
	}
	return p.batchRow(it.batch, it.row(), w, selected)
}

// header is the line of a batch: folded or open, how many are done, its title.
func (p *painter) header(b *gallery.Batch, w int, selected bool) string {
	sign := theme.SignOpen
	if b.Folded {
		sign = theme.SignFolded
	}
	count := fmt.Sprintf("%d/%d", b.Counts().Saved, b.Len())
	head := fmt.Sprintf(" %s %-6s ", sign, count)
	if w < narrow {
		head = fmt.Sprintf(" %s %s ", sign, count)
	}
	right := noteOf(b, w-cells.Width(head)-2)
	room := w - cells.Width(head) - cells.Width(right) - 2
	text := head + box.Fit(b.Title, max(0, room)) + " " + right
	if selected {
		return p.rowStyle(selected).Render(box.Fit(text, w))
	}
	return p.st.Title.Render(head) + p.st.Text.Render(box.Fit(b.Title, max(0, room))) + " " + p.st.Dim.Render(right)
}

// narrow is the width under which a batch has no cell to spare.
const narrow = 48

// minTitle is how much of a title stays beside what a batch holds, in cells.
const minTitle = 12

// noteOf says what a batch holds, in room for a title and that, and of a folded
// one with nothing to say its day. Where there is little room, signs stand for
// what a person thought of it.
func noteOf(b *gallery.Batch, room int) string {
	c := b.Counts()
	say := func(picked, rejected, failed, unknown string) string {
		var parts []string
		for _, part := range []struct {
			n     int
			words string
		}{{c.Picked, picked}, {c.Rejected, rejected}, {c.Failed, failed}, {c.Unknown, unknown}} {
			if part.n > 0 {
				parts = append(parts, strconv.Itoa(part.n)+part.words)
			}
		}
		return strings.Join(parts, " · ")
	}
	note := say(" picked", " rejected", " failed", " no answer")
	if room-cells.Width(note) < min(cells.Width(b.Title), 2*minTitle+1) {
		note = say(theme.SignPicked, theme.SignRejected, theme.SignFailed, theme.SignUnknown)
	}
	if note == "" && b.Folded {
		const long = "2006-01-02 15:04"
		if room-len(long) < 2*minTitle {
			return b.When.Format("01-02")
		}
		return b.When.Format(long)
	}
	return note
}

// rowStyle is the style of a selected line: stronger where the pane has focus.
func (p *painter) rowStyle(selected bool) lipgloss.Style {
	switch {
	case selected && p.focused:
		return p.st.Cursor
	case selected:
		return p.st.Chosen
	}
	return p.st.Text
}

// beside is what a row has besides its columns, in cells: signs before them, a
// gap, and what happens after them.
const beside = 22

// batchRow is a row inside its open batch: only what differs is said.
func (p *painter) batchRow(b *gallery.Batch, r *gallery.Row, w int, selected bool) string {
	var cols []string
	differs, width := b.Differs(), p.columnsOf(b)
	label := labelOf(differs, r)
	if differs.Styles || label == "" && !differs.Ratios && !differs.Seeds {
		cols = append(cols, box.Fit(r.Style, min(width.style, 16)))
	}
	if differs.Ratios {
		cols = append(cols, box.Fit(r.Ratio, 5))
	}
	if differs.Seeds || label == "" && len(cols) == 0 {
		cols = append(cols, box.Fit(b.SeedWord(r), width.seed))
	}
	words := strings.Join(cols, "  ")
	if label != "" {
		if words != "" {
			words = "  " + words
		}
		// What tells prompts apart gets the room the other columns leave, and
		// a third of a narrow row.
		room := w - beside - cells.Width(words)
		words = box.Fit(label, min(width.label, max(6, w/3, room))) + words
	}
	return p.compose(r, words, w, selected)
}

// leastPrompt is how much of a prompt stays beside what else a row says, in cells, in a
// wide list and in a narrow one; usualTail is what stands behind most rows.
const leastPrompt, leastNarrow, usualTail = 12, 8, 8

// flatRow is a row in a filtered list: its day, and what sets it apart from the others
// there.
func (p *painter) flatRow(r *gallery.Row, w int, selected bool) string {
	day := ""
	if found := &p.list.varied; found.days || found.seen < 2 {
		if day = r.When.Format("2006-01-02") + " "; w < 40 {
			day = day[5:]
		}
	}
	// The prompt is what was searched for. Which columns stand beside it is the same in
	// all rows, whatever stands behind them.
	least := leastPrompt
	if w < narrow {
		least = leastNarrow
	}
	room, rest := w-10-len(day)-usualTail, ""
	for _, column := range p.list.varied.columns(r, p.list.gallery.Batch(r.Batch).SeedWord(r), w) {
		if more := cells.Width(column) + 1; room-more >= least {
			rest, room = rest+" "+column, room-more
		}
	}
	room = max(0, room+usualTail-cells.Width(p.tail(r)))
	return p.compose(r, day+telling(r.Prompt, p.list.lead(p.place), room)+rest, w, selected)
}

// compose puts signs before and what happens after the words of a row.
func (p *painter) compose(r *gallery.Row, words string, w int, selected bool) string {
	cursor, dot, marked := " ", " ", " "
	if selected {
		cursor = theme.SignRow
	}
	if r.New && r.State == gallery.Saved {
		dot = theme.SignNew
	}
	if r.Marked() {
		marked = theme.SignMarked
	}
	sign, style := p.sign(r)
	tail := p.tail(r)
	lead := " " + cursor + marked + dot
	room := max(0, w-cells.Width(lead)-2-cells.Width(tail)-1)
	words = box.Fit(words, room)
	if selected && p.focused {
		return p.st.Cursor.Render(box.Fit(lead+sign+" "+words+" "+tail, w))
	}
	text := p.rowStyle(selected)
	if r.Rejected || r.State == gallery.Cancelled {
		text = p.st.Dim
	}
	end := p.st.Dim
	if r.State == gallery.Failed || r.State == gallery.Unknown || r.State == gallery.Held {
		end = style
	}
	return p.st.Accent.Render(lead) + style.Render(sign) + " " + text.Render(words) + " " + end.Render(tail)
}

// sign is how a row stands, and what the person thinks of it once that is known.
func (p *painter) sign(r *gallery.Row) (string, lipgloss.Style) {
	switch {
	case r.Picked && (r.State == gallery.Saved || !r.State.Ended() && r.State != gallery.Held):
		return theme.SignPicked, p.st.Picked
	case r.Rejected && r.State == gallery.Saved:
		return theme.SignRejected, p.st.Dim
	}
	return sign.Of(p.st, r.State, p.frame)
}

// tail says what happens now or, once saved, how long it took and its price.
func (p *painter) tail(r *gallery.Row) string {
	if r.State != gallery.Saved {
		return r.Standing()
	}
	var parts []string
	if r.Unwritten {
		parts = append(parts, "not saved yet")
	}
	if r.Rating > 0 {
		parts = append(parts, sign.Stars(r.Rating))
	}
	switch {
	case r.Reused:
		parts = append(parts, "already saved")
	case r.Elapsed > 0:
		parts = append(parts, fmt.Sprintf("%.1f s", r.Elapsed.Seconds()))
	}
	switch {
	case r.Free || r.Reused:
	case r.Priced:
		parts = append(parts, fmt.Sprintf("%dt", r.Tokens))
	default:
		parts = append(parts, "?t")
	}
	return strings.Join(parts, "  ")
}
