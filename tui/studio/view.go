package studio

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// frame draws the whole screen: header, panes or a screen, last line, and what
// lies over them.
type frame struct {
	st       *theme.Styles
	acts     *action.Table
	gallery  *gallery.Gallery
	panes    *panes
	screens  *screens
	dialogs  *dialogs
	notices  *notices
	tips     *tips
	keyboard *keyboard
	flows    *flows
	display  *display.Display
}

// pictured returns the frame, in which the terminal may draw the picture over
// its cells; where something lies over the picture it is drawn in cells.
func (f *frame) pictured() []string {
	f.panes.preview.ShowCells(f.dialogs.top() != nil || f.flows.accounts.Listed())
	lines, whole := f.display.Place(f.lines(), f.panes.preview.Graphic())
	if whole {
		return lines
	}
	f.panes.preview.ShowCells(true)
	return f.lines()
}

// lines returns exactly h lines of exactly w cells.
func (f *frame) lines() []string {
	if f.panes.w <= 0 || f.panes.h <= 0 {
		return nil
	}
	if f.panes.lay.shape == shapeTooSmall {
		out := box.Blank(f.panes.w, f.panes.h)
		for i, l := range strings.Split(ansi.Wrap("Make the window larger (24×6).", f.panes.w, ""), "\n") {
			if i < len(out) {
				out[i] = box.Fit(l, f.panes.w)
			}
		}
		return out
	}
	lines := make([]string, 0, f.panes.h)
	lines = append(lines, f.header())
	lines = append(lines, f.body()...)
	lines = append(lines, f.lastLine())
	if d := f.dialogs.top(); d != nil {
		block := d.View(f.panes.w, f.panes.h-2)
		x, y := f.dialogAt(block)
		lines = box.Over(lines, block, x, y)
	} else if f.flows.accounts.Listed() {
		block := f.flows.accounts.ShortList(f.panes.w, f.panes.h-1)
		lines = box.Over(lines, block, min(2, max(0, f.panes.w-ansi.StringWidth(block[0]))), 1)
	}
	return lines
}

// dialogAt centres a dialog's box between header and last line.
func (f *frame) dialogAt(block []string) (x, y int) {
	if len(block) == 0 {
		return 0, 1
	}
	return max(0, (f.panes.w-ansi.StringWidth(block[0]))/2), 1 + max(0, (f.panes.h-2-len(block))/2)
}

func (f *frame) body() []string {
	l, h := f.panes.lay, f.panes.h-2
	if s := f.screens.top(); s != nil {
		return s.View()
	}
	if f.panes.zoomed || l.shape == shapeOne {
		return f.panes.focused().View()
	}
	if l.shape == shapeStrip {
		return f.stripLines(h)
	}
	left := append(append(append([]string{}, f.panes.keys.View()...), f.panes.style.View()...), f.panes.seed.View()...)
	mid := append(append([]string{}, f.panes.prompt.View()...), f.panes.results.View()...)
	return box.Beside(left, mid, f.right())
}

// right is the preview above the details of what it shows.
func (f *frame) right() []string {
	r := f.panes.lay.panes[panePreview]
	if f.panes.lay.details.h == 0 {
		return f.panes.preview.View()
	}
	details := box.Draw(f.st, box.Frame{Title: "Details"}, f.flows.show.Details(r.w-2), r.w, f.panes.lay.details.h)
	return append(append([]string{}, f.panes.preview.View()...), details...)
}

func (f *frame) stripLines(h int) []string {
	out := append([]string{}, f.panes.prompt.View()...)
	out = append(out, f.strip())
	var left []string
	switch f.panes.focus {
	case paneKeys, paneStyle, paneSeed:
		left = f.panes.focused().View()
	default:
		left = f.panes.results.View()
	}
	switch {
	case f.panes.lay.panes[panePreview].w == 0:
		out = append(out, left...)
	case f.panes.lay.panes[paneResults].w == 0 && f.panes.focus == panePreview:
		out = append(out, f.panes.preview.View()...)
	default:
		out = append(out, box.Beside(left, f.panes.preview.View())...)
	}
	return out[:min(len(out), h)]
}

// strip is the left column folded into one line.
func (f *frame) strip() string {
	styles := strings.Join(f.panes.style.Marked(), " ")
	if n := len(f.panes.style.Marked()); n > 2 {
		styles = fmt.Sprintf("%d styles", n)
	}
	part := func(id paneID, name, value string) string {
		st := f.st.Text
		if f.panes.focus == id {
			st = f.st.Focused
		}
		return " " + f.st.Dim.Render(name) + " " + st.Render(value) + " "
	}
	line := part(paneStyle, "Style", styles) + part(paneSeed, "Seed", f.panes.seed.Text()) +
		part(paneSeed, "Ratio", strings.Join(f.panes.seed.Ratios(), " ")) + part(paneKeys, "Key", f.flows.accounts.Label())
	if f.flows.accounts.SandboxOnly() {
		line += f.st.Dim.Render(f.acts.Words("  {key.add} add a key"))
	}
	return box.Fit(line, f.panes.w)
}

// header says what is true now: the operation, the key, the work in hand and
// what it cost today. It shortens from the right.
func (f *frame) header() string {
	if f.panes.lay.shape == shapeOne {
		return f.tabs()
	}
	name := " " + f.st.Accent.Bold(true).Render("imagine-tui") + "   " + string(f.flows.compose.Operation())
	var parts []string
	work := f.st.Dim.Render("nothing running")
	if words := f.flows.progress.Work(f.panes.w >= 110); words != "" {
		work = f.st.Busy.Render(words)
	}
	parts = append(parts, f.flows.accounts.Header(f.panes.w >= 100), work)
	if spent := f.flows.progress.Spent(); spent != "" {
		parts = append(parts, spent)
	}
	parts = append(parts, f.ways())
	for len(parts) > 1 {
		used := ansi.StringWidth(name)
		for _, p := range parts {
			used += ansi.StringWidth(p)
		}
		if gap := (f.panes.w - 1 - used) / len(parts); gap >= 2 {
			line := name
			for _, p := range parts {
				line += strings.Repeat(" ", gap) + p
			}
			return box.Fit(line, f.panes.w)
		}
		parts = parts[:len(parts)-1]
	}
	return box.Fit(name+"  "+parts[0], f.panes.w)
}

// ways names the keys that lead to everything else.
func (f *frame) ways() string {
	at := action.Results
	if f.keyboard.capturing() {
		at = action.Prompt
	}
	var out []string
	for _, h := range []action.Hint{f.acts.HintAs(at, action.StudioCommands, "commands"), f.acts.HintAs(at, action.StudioHelp, "help")} {
		if h.Key != "" && (f.panes.w >= 100 || h.ID == action.StudioHelp) {
			out = append(out, h.Key+" "+h.Desc)
		}
	}
	return strings.Join(out, " · ")
}

// tabs are the panes of the smallest layout, the focused one in brackets.
func (f *frame) tabs() string {
	names := map[paneID]string{panePrompt: "Prompt", paneStyle: "Style", paneSeed: "Seed", paneResults: "Results", panePreview: "Picture", paneKeys: "Keys"}
	var b strings.Builder
	tabs := tabOrder
	// Where they do not all fit, the first ones make way for the one in use.
	for tabs[0] != f.panes.focus {
		used := 0
		for _, id := range tabs {
			if used += ansi.StringWidth(names[id]) + 2; id == f.panes.focus {
				break
			}
		}
		if used <= f.panes.w-2 {
			break
		}
		tabs = tabs[1:]
	}
	if len(tabs) < len(tabOrder) {
		b.WriteString(f.st.Dim.Render("…"))
	}
	for _, id := range tabs {
		if id == f.panes.focus {
			b.WriteString(f.st.Focused.Render("[" + names[id] + "]"))
		} else {
			b.WriteString(" " + f.st.Dim.Render(names[id]) + " ")
		}
	}
	if n := f.flows.progress.Running(); n > 0 {
		fmt.Fprintf(&b, "  %d running", n)
	}
	return box.Fit(b.String(), f.panes.w)
}

// lastLine shows a message, the choices of a waiting pair of keys, or the keys
// of the focused pane, dropped whole from the right.
func (f *frame) lastLine() string {
	if !f.keyboard.waiting.Empty() {
		return box.Fit(f.followers(), f.panes.w)
	}
	more := ""
	if !f.keyboard.capturing() && f.panes.w >= 60 {
		more = f.acts.Words(" {studio.messages} shows all")
	}
	if line := f.notices.line(f.st, f.panes.w, more); line != "" {
		return box.Fit(line, f.panes.w)
	}
	tip := ""
	if f.panes.w >= 110 && f.dialogs.top() == nil && f.screens.top() == nil {
		if tip = f.acts.Words(f.tips.next()); tip != "" {
			tip = " " + tip
		}
	}
	line := f.hints(f.panes.w - ansi.StringWidth(tip))
	return box.Fit(line, f.panes.w-ansi.StringWidth(tip)) + f.st.Dim.Render(tip)
}

// followers lists what may come after the key that waits for a second one: what
// can act now.
func (f *frame) followers() string {
	line := " " + f.st.Key.Render(f.acts.First(f.keyboard.waiting)) + f.st.Hint.Render(" then")
	for _, next := range f.acts.Followers(f.keyboard.waiting) {
		if f.acts.Why(next.ID) != "" {
			continue
		}
		desc := strings.TrimSpace(f.acts.Get(next.ID).Short + " " + f.acts.Price(next.ID))
		more := " " + f.st.Key.Render(next.Key) + f.st.Hint.Render(" "+desc+" ")
		if ansi.StringWidth(line+more) <= f.panes.w+1 {
			line += more
		}
	}
	return line
}

func (f *frame) hints(room int) string {
	if s := f.screens.top(); s != nil {
		hints := s.Hints()
		return f.hintLine(hints[:min(len(hints), 8)], room)
	}
	hints, at := f.panes.focused().Hints(), f.panes.focused().Place()
	hints = hints[:min(len(hints), 6)]
	if f.panes.focus == panePrompt && f.flows.progress.Busy() {
		hints = append(hints, f.acts.Hint(at, action.RunStop))
	}
	if marked := f.gallery.MarkedCount(); marked > 0 && f.panes.focus != panePrompt {
		return box.Fit(" "+f.st.Strong.Render(fmt.Sprintf("%d marked", marked))+f.hintLine(hints, room-10), room)
	}
	if f.keyboard.capturing() {
		at = action.Prompt // of which a field in a pane is a part
	}
	return f.hintLine(append(hints, f.acts.Hint(at, action.StudioHelp)), room)
}

func (f *frame) hintLine(hints []action.Hint, room int) string {
	line, used := "", 1
	for _, h := range hints {
		if h.Key == "" {
			continue // it was taken away
		}
		desc := h.Desc
		if h.ID != "" && f.panes.onPicture() {
			desc = strings.TrimSpace(desc + " " + f.acts.Price(h.ID))
		}
		n := ansi.StringWidth(h.Key) + 1 + ansi.StringWidth(desc)
		if line != "" {
			n += 3
		}
		if used+n > room {
			continue
		}
		if line != "" {
			line += f.st.Dim.Render(" · ")
		} else {
			line = " "
		}
		line += f.st.Key.Render(h.Key) + f.st.Hint.Render(" "+desc)
		used += n
	}
	return line
}

// cursor is the text cursor of what takes text now.
func (f *frame) cursor() *tea.Cursor {
	if f.panes.lay.shape == shapeTooSmall {
		return nil
	}
	if d := f.dialogs.top(); d != nil {
		c := d.Cursor()
		if c == nil {
			return nil
		}
		x, y := f.dialogAt(d.View(f.panes.w, f.panes.h-2))
		return cursorAt(c, x, y)
	}
	c, r := f.panes.focused().Cursor(), f.panes.lay.panes[f.panes.focus]
	if s := f.screens.top(); s != nil {
		c, r = s.Cursor(), rect{0, 1, f.panes.w, f.panes.h - 2}
	}
	if c == nil {
		return nil
	}
	if c.X+r.x >= f.panes.w || c.Y+r.y >= f.panes.h {
		return nil
	}
	return cursorAt(c, r.x, r.y)
}

// cursorAt moves a cursor to where its pane lies. It is a copy: the pane may
// give the same one again, and the screen is drawn by another goroutine.
func cursorAt(c *tea.Cursor, x, y int) *tea.Cursor {
	moved := *c
	moved.X, moved.Y = c.X+x, c.Y+y
	return &moved
}
