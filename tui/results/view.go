package results

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/wording"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// headLines is the number of lines above the list inside the border.
func (p *Pane) headLines() int {
	if p.filtered || p.typing {
		return 1
	}
	return 0
}

func (p *Pane) listHeight() int { return max(1, p.h-2-p.headLines()) }

func (p *Pane) filterColumn() int { return 4 + len("Results / ") - 2 }

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	if p.view == nil {
		p.view = p.draw()
	}
	return p.view
}

func (p *Pane) draw() []string {
	f := box.Frame{Title: "Results", Note: "/ filter", Focused: p.focused}
	if p.typing || p.filter.Value() != "" {
		f.Title, f.Note = "Results / "+p.filter.Value(), ""
		if p.typing {
			f.Title += " "
		}
	}
	if p.Len() == 0 {
		return box.Draw(p.st, f, p.emptyLines(), p.w, p.h)
	}
	if n := p.NewCount(); n > 0 {
		f.Footer = fmt.Sprintf("%s new: %d   . next new", theme.SignNew, n)
	}
	if p.grid.on {
		return p.drawGrid(f)
	}
	var body []string
	if p.headLines() > 0 {
		body = append(body, p.filterLine())
	}
	for _, it := range p.visible() {
		body = append(body, p.line(it))
	}
	return box.Draw(p.st, f, body, p.w, p.h)
}

func (p *Pane) emptyLines() []string {
	out := []string{""}
	for _, l := range p.empty {
		for _, part := range strings.Split(ansi.Wordwrap(l, max(1, p.w-4), ""), "\n") {
			out = append(out, " "+part)
		}
	}
	return out
}

func (p *Pane) filterLine() string {
	if len(p.query.Unknown) > 0 {
		word := p.query.Unknown[0]
		if strings.HasPrefix(word, "is:") {
			return p.st.Warn.Render(" is: takes " + strings.Join(isWords, " "))
		}
		return p.st.Warn.Render(" not understood: " + word + "; is: style: seed: key: month: ratio: op: tag: >3")
	}
	if p.filtered && len(p.items) == 0 {
		hint := p.hint()
		msg := fmt.Sprintf(" No result matches %q.", strings.TrimSpace(p.filter.Value())) + hint + " esc shows all."
		if ansi.StringWidth(msg) > p.w-2 {
			msg = " None." + hint + " esc: all."
		}
		return p.st.Warn.Render(msg)
	}
	if !p.filtered {
		return p.st.Dim.Render(" words, is: style: seed: key: month: ratio: op: >3   tab completes")
	}
	return p.st.Dim.Render(fmt.Sprintf(" %d of %s", len(p.items), wording.Thousands(len(p.byID))))
}

// hint names a word close to the first filter word that nothing matches.
func (p *Pane) hint() string {
	if len(p.query.words) == 0 {
		return ""
	}
	var rows []*Row
	for _, b := range p.batches {
		rows = append(rows, b.rows...)
	}
	word, n := nearest(p.query.words[0], rows)
	if word == "" || word == p.query.words[0] {
		return ""
	}
	return fmt.Sprintf(" Did you mean %q (%d)?", word, n)
}

func (p *Pane) line(it item) string {
	w := p.w - 2
	selected := it.id() != "" && it.id() == p.sel
	switch {
	case it.more > 0:
		return p.st.Dim.Render(fmt.Sprintf("   %s  %d more waiting", theme.SignWaiting, it.more))
	case it.row == nil:
		return p.header(it.batch, w, selected)
	case p.filtered:
		return p.flatRow(it.row, w, selected)
	}
	return p.batchRow(it.batch, it.row, w, selected)
}

// header is the line of a batch: folded or open, how many are done, its title.
func (p *Pane) header(b *Batch, w int, selected bool) string {
	sign := theme.SignOpen
	if b.Folded {
		sign = theme.SignFolded
	}
	count := fmt.Sprintf("%d/%d", b.done, len(b.rows))
	right := b.note()
	head := fmt.Sprintf(" %s %-6s ", sign, count)
	room := w - ansi.StringWidth(head) - ansi.StringWidth(right) - 2
	text := head + box.Fit(b.Title, max(0, room)) + " " + right
	if selected {
		return p.rowStyle(selected).Render(box.Fit(text, w))
	}
	return p.st.Title.Render(head) + p.st.Text.Render(box.Fit(b.Title, max(0, room))) + " " + p.st.Dim.Render(right)
}

func (b *Batch) note() string {
	var parts []string
	if b.picked > 0 {
		parts = append(parts, fmt.Sprintf("%d picked", b.picked))
	}
	if b.failed > 0 {
		parts = append(parts, fmt.Sprintf("%d failed", b.failed))
	}
	if b.unknown > 0 {
		parts = append(parts, fmt.Sprintf("%d no answer", b.unknown))
	}
	if len(parts) == 0 && b.Folded {
		return b.When.Format("2006-01-02 15:04")
	}
	return strings.Join(parts, " · ")
}

// rowStyle is the style of a selected line: stronger where the pane has focus.
func (p *Pane) rowStyle(selected bool) lipgloss.Style {
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
func (p *Pane) batchRow(b *Batch, r *Row, w int, selected bool) string {
	var cols []string
	label := b.label(r)
	if b.styles || label == "" && !b.ratios && !b.seeds {
		cols = append(cols, box.Fit(r.Style, min(b.styleW, 16)))
	}
	if b.ratios {
		cols = append(cols, box.Fit(r.Ratio, 5))
	}
	if b.seeds || label == "" && len(cols) == 0 {
		cols = append(cols, box.Fit(seedText(r.Seed), b.seedW))
	}
	words := strings.Join(cols, "  ")
	if label != "" {
		if words != "" {
			words = "  " + words
		}
		// What tells prompts apart gets the room the other columns leave, and
		// a third of a narrow row.
		room := w - beside - ansi.StringWidth(words)
		words = box.Fit(label, min(b.labelW, max(6, w/3, room))) + words
	}
	return p.compose(r, words, w, selected)
}

// flatRow is a row in a filtered list: its day, prompt, style and seed.
func (p *Pane) flatRow(r *Row, w int, selected bool) string {
	day := r.When.Format("2006-01-02")
	tail := ""
	// The prompt is what was searched for, so it gets most of a narrow row.
	if w >= 64 {
		tail = " " + box.Fit(r.Style, 13)
	}
	if w >= 48 {
		tail += " " + seedText(r.Seed)
	}
	if w < 40 {
		day = day[5:]
	}
	after := ansi.StringWidth(p.tail(r))
	room := w - 10 - len(day) - ansi.StringWidth(tail) - after
	return p.compose(r, day+" "+box.Fit(r.Prompt, max(0, room))+tail, w, selected)
}

func seedText(seed int64) string {
	if seed == 0 {
		return ""
	}
	return "s" + strconv.FormatInt(seed, 10)
}

// compose puts signs before and what happens after the words of a row.
func (p *Pane) compose(r *Row, words string, w int, selected bool) string {
	cursor, dot, marked := " ", " ", " "
	if selected {
		cursor = theme.SignRow
	}
	if r.New && r.State == Saved {
		dot = theme.SignNew
	}
	if r.marked {
		marked = theme.SignMarked
	}
	sign, style := p.sign(r)
	tail := p.tail(r)
	lead := " " + cursor + marked + dot
	room := max(0, w-ansi.StringWidth(lead)-2-ansi.StringWidth(tail)-1)
	words = box.Fit(words, room)
	if selected && p.focused {
		return p.st.Cursor.Render(box.Fit(lead+sign+" "+words+" "+tail, w))
	}
	text := p.rowStyle(selected)
	if r.Rejected || r.State == Cancelled {
		text = p.st.Dim
	}
	end := p.st.Dim
	if r.State == Failed || r.State == Unknown || r.State == Held {
		end = style
	}
	return p.st.Accent.Render(lead) + style.Render(sign) + " " + text.Render(words) + " " + end.Render(tail)
}

func (p *Pane) sign(r *Row) (string, lipgloss.Style) {
	switch r.State {
	case Saved:
		switch {
		case r.Picked:
			return theme.SignPicked, p.st.Picked
		case r.Rejected:
			return theme.SignRejected, p.st.Dim
		}
		return theme.SignSaved, p.st.Good
	case Failed:
		return theme.SignFailed, p.st.Bad
	case Unknown:
		return theme.SignUnknown, p.st.Warn
	case Held:
		return theme.SignHeld, p.st.Warn
	case Cancelled:
		return theme.SignStopped, p.st.Dim
	case Waiting:
		if r.Picked {
			return theme.SignPicked, p.st.Picked
		}
		return theme.SignWaiting, p.st.Dim
	default:
	}
	if r.Picked {
		return theme.SignPicked, p.st.Picked
	}
	return theme.SpinnerFrames[p.frame%len(theme.SpinnerFrames)], p.st.Busy
}

// tail says what happens now or, once saved, how long it took and its price.
func (p *Pane) tail(r *Row) string {
	if r.State != Saved {
		return r.Note
	}
	var parts []string
	if r.Rating > 0 {
		parts = append(parts, strings.Repeat(theme.SignPicked, r.Rating))
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
