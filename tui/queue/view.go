package queue

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/sign"
	"imagine-tui/tui/widget/theme"
)

func (p *Screen) listHeight() int { return max(1, p.h-1) }

// View returns exactly h lines of exactly w cells.
func (p *Screen) View() []string {
	p.list() // may change what is selected and in view
	if p.view == nil {
		p.view = p.draw()
	}
	return p.view
}

func (p *Screen) draw() []string {
	if p.w <= 0 || p.h <= 0 {
		return box.Blank(p.w, p.h)
	}
	out := make([]string, 0, p.h)
	out = append(out, p.title())
	if len(p.items) == 0 {
		for _, l := range append([]string{""}, cells.Wrap(p.acts.Words("Nothing is running, queued or failed. {studio.back} goes back."), max(1, p.w-1))...) {
			out = append(out, p.st.Dim.Render(box.Fit(" "+l, p.w)))
		}
	}
	p.seedW = 0
	for _, it := range p.visible() {
		if it.run != nil {
			p.seedW = max(p.seedW, cells.Width(p.seedText(it.run.Row)))
		}
	}
	for _, it := range p.visible() {
		switch {
		case it.run != nil:
			out = append(out, p.line(it.run))
		case it.batch != nil:
			out = append(out, p.batchLine(it.batch))
		default:
			out = append(out, p.heading(it.lane))
		}
	}
	for blank := strings.Repeat(" ", p.w); len(out) < p.h; {
		out = append(out, blank)
	}
	return out[:p.h]
}

func (p *Screen) title() string {
	right := ""
	if work := p.total.running + p.total.waiting; work > 0 && p.leftKnown {
		right = about(p.left) + " left "
	}
	if where := box.Position(p.index(), len(p.items), p.listHeight()); where != "" {
		right = where + "   " + right
	}
	const name = " Queue"
	room := p.w - cells.Width(name+right) - 4
	left := p.st.Focused.Render(name)
	if words := p.total.words(room); words != "" {
		left += p.st.Text.Render(" · " + words)
	}
	return p.spread(left, p.st.Dim.Render(right))
}

// spread puts right at the end of the line, unless left needs the room.
func (p *Screen) spread(left, right string) string {
	n := cells.Width(right)
	if cells.Width(left)+n+1 > p.w {
		return box.Fit(left, p.w)
	}
	return box.Fit(left, p.w-n) + right
}

// words say how many runs stand how, in at most room cells: what does not fit
// is left out whole.
func (l *lane) words(room int) string {
	words := ""
	for _, part := range []struct {
		n    int
		word string
	}{{l.running, "running"}, {l.waiting, "queued"}, {l.held, "held"}, {l.failed, "failed"}} {
		if part.n == 0 {
			continue
		}
		more := wording.Thousands(part.n) + " " + part.word
		if words != "" {
			more = words + " · " + more
		}
		if cells.Width(more) > room {
			break
		}
		words = more
	}
	return words
}

// heading is the line of a key: whether it goes, how many at once, what there
// is to do and how long that takes.
func (p *Screen) heading(l *lane) string {
	selected := headingID(l.Key) == p.sel
	cursor := " "
	if selected {
		cursor = theme.SignRow
	}
	name := " " + cursor + " " + l.Key
	if l.Tail != "" {
		name += " " + l.Tail
	}
	state, style := "going", p.st.Dim
	switch {
	case l.OnHold:
		state, style = p.acts.Words("on hold, {queue.hold} resumes"), p.st.Warn
	case l.Trouble != "":
		state, style = l.Trouble, p.st.Bad
	}
	rest := ""
	if l.Parallel > 0 {
		rest = fmt.Sprintf("   %d at once", l.Parallel)
		if l.Allowed > 0 && l.Allowed < l.Parallel {
			rest += fmt.Sprintf(" (%d for now)", l.Allowed)
		}
	}
	right := ""
	if l.LeftKnown && l.running+l.waiting > 0 {
		right = about(l.Left) + " left "
	}
	words := l.words(p.w - cells.Width(name+rest+state+right) - 8)
	if len(l.runs) == 0 {
		words = "nothing to do"
	}
	words = "   " + words
	if selected && p.focused {
		return p.st.Cursor.Render(p.spread(name+rest+"   "+state+words, right))
	}
	left := p.st.Strong.Render(name) + p.st.Text.Render(rest) + "   " + style.Render(state) + p.st.Dim.Render(words)
	return p.spread(left, p.st.Dim.Render(right))
}

// line is the line of a run.
func (p *Screen) line(r *Run) string {
	selected := r.Row.ID == p.sel
	cursor := " "
	if selected {
		cursor = theme.SignRow
	}
	sign, style := sign.Of(p.st, r.Row.State, p.frame)
	lead, words := " "+cursor+"  ", p.columns(r)
	note := p.note(r, selected)
	right := p.figures(r)
	if selected && p.focused {
		return p.st.Cursor.Render(p.spread(lead+sign+" "+words+"  "+note, right))
	}
	end := p.st.Dim
	if r.Row.State.Trouble() {
		end = style
	}
	text := p.st.Text
	if selected {
		text = p.st.Chosen
	}
	left := p.st.Accent.Render(lead) + style.Render(sign) + " " + text.Render(words) + "  " + end.Render(note)
	return p.spread(left, p.st.Dim.Render(right))
}

// beside is what a run's line has besides its columns, in cells: signs before
// them, what happens and how long it takes after them.
const beside = 40

// columns are what a run is of. In narrow windows the seed goes first, then
// the style: what happens to the run matters more here.
func (p *Screen) columns(r *Run) string {
	var cols []string
	if p.w >= 46 {
		cols = append(cols, box.Fit(r.Style, min(p.styleW, 16)))
	}
	if p.w >= 64 {
		cols = append(cols, box.Fit(p.seedText(r.Row), p.seedW))
	}
	rest := ""
	for _, c := range cols {
		rest += "  " + c
	}
	room := p.w - beside - cells.Width(rest)
	return box.Fit(r.Label, min(p.labelW, max(8, p.w/3, room))) + rest
}

// note says what happens to a run. Tenths of a second are for the selected one
// alone: in every line they would only flicker.
func (p *Screen) note(r *Run, selected bool) string {
	if !r.Row.State.Moving() || r.Elapsed <= 0 || r.Row.State == gallery.Retrying || r.Ordered {
		return r.Row.Note
	}
	elapsed := fmt.Sprintf("%.0f s", r.Elapsed.Truncate(time.Second).Seconds())
	if selected {
		elapsed = fmt.Sprintf("%.1f s", r.Elapsed.Seconds())
	}
	return elapsed + "  " + r.Row.Note
}

// seedText is a seed in few letters, "" for none.
func (p *Screen) seedText(r *gallery.Row) string {
	if b := p.gallery.Batch(r.Batch); b != nil {
		return b.SeedWord(r)
	}
	if r.Seed == 0 {
		return ""
	}
	return "s" + strconv.FormatInt(r.Seed, 10)
}

// about says a time to come as it is known: roughly.
func about(d time.Duration) string {
	switch s := int(d.Round(time.Second).Seconds()); {
	case s < 1:
		return "~1 s"
	case s < 10:
		return fmt.Sprintf("~%d s", s)
	case s < 90:
		return fmt.Sprintf("~%d s", (s+2)/5*5)
	case s < 90*60:
		return fmt.Sprintf("~%d min", (s+30)/60)
	default:
		return fmt.Sprintf("~%d h", (s+1800)/3600)
	}
}
