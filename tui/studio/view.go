package studio

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/box"
)

// View puts the lines of the panes together. Everything costly was made
// before: panes keep their lines until something in them changes.
func (m *Model) View() tea.View {
	v := tea.NewView(strings.Join(m.pictured(), "\n"))
	v.AltScreen = true
	v.ReportFocus = true
	v.Cursor = m.cursor()
	v.WindowTitle = m.progress.Title()
	if m.o.Config.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}

// pictured returns the frame, in which the terminal may draw the picture over
// its cells; where something lies over the picture it is drawn in cells.
func (m *Model) pictured() []string {
	m.panes.preview.ShowCells(m.dialogs.top() != nil || m.accounts.Listed())
	lines, whole := m.display.Place(m.frame(), m.panes.preview.Graphic())
	if whole {
		return lines
	}
	m.panes.preview.ShowCells(true)
	return m.frame()
}

// frame returns exactly h lines of exactly w cells.
func (m *Model) frame() []string {
	if m.panes.w <= 0 || m.panes.h <= 0 {
		return nil
	}
	if m.panes.lay.shape == shapeTooSmall {
		out := box.Blank(m.panes.w, m.panes.h)
		for i, l := range strings.Split(ansi.Wrap("Make the window larger (24×6).", m.panes.w, ""), "\n") {
			if i < len(out) {
				out[i] = box.Fit(l, m.panes.w)
			}
		}
		return out
	}
	lines := make([]string, 0, m.panes.h)
	lines = append(lines, m.header())
	lines = append(lines, m.body()...)
	lines = append(lines, m.lastLine())
	if d := m.dialogs.top(); d != nil {
		block := d.View(m.panes.w, m.panes.h-2)
		x, y := m.dialogAt(block)
		lines = box.Over(lines, block, x, y)
	} else if m.accounts.Listed() {
		block := m.accounts.ShortList(m.panes.w, m.panes.h-1)
		lines = box.Over(lines, block, min(2, max(0, m.panes.w-ansi.StringWidth(block[0]))), 1)
	}
	return lines
}

// dialogAt centres a dialog's box between header and last line.
func (m *Model) dialogAt(block []string) (x, y int) {
	if len(block) == 0 {
		return 0, 1
	}
	return max(0, (m.panes.w-ansi.StringWidth(block[0]))/2), 1 + max(0, (m.panes.h-2-len(block))/2)
}

func (m *Model) body() []string {
	l, h := m.panes.lay, m.panes.h-2
	if s := m.screens.top(); s != nil {
		return s.View()
	}
	if m.panes.zoomed || l.shape == shapeOne {
		return m.panes.focused().View()
	}
	if l.shape == shapeStrip {
		return m.stripLines(h)
	}
	left := append(append(append([]string{}, m.panes.keys.View()...), m.panes.style.View()...), m.panes.seed.View()...)
	mid := append(append([]string{}, m.panes.prompt.View()...), m.panes.results.View()...)
	return box.Beside(left, mid, m.right())
}

// right is the preview above the details of what it shows.
func (m *Model) right() []string {
	r := m.panes.lay.panes[panePreview]
	if m.panes.lay.details.h == 0 {
		return m.panes.preview.View()
	}
	details := box.Draw(m.st, box.Frame{Title: "Details"}, m.show.Details(r.w-2), r.w, m.panes.lay.details.h)
	return append(append([]string{}, m.panes.preview.View()...), details...)
}

func (m *Model) stripLines(h int) []string {
	out := append([]string{}, m.panes.prompt.View()...)
	out = append(out, m.strip())
	var left []string
	switch m.panes.focus {
	case paneKeys, paneStyle, paneSeed:
		left = m.panes.focused().View()
	default:
		left = m.panes.results.View()
	}
	switch {
	case m.panes.lay.panes[panePreview].w == 0:
		out = append(out, left...)
	case m.panes.lay.panes[paneResults].w == 0 && m.panes.focus == panePreview:
		out = append(out, m.panes.preview.View()...)
	default:
		out = append(out, box.Beside(left, m.panes.preview.View())...)
	}
	return out[:min(len(out), h)]
}

// strip is the left column folded into one line.
func (m *Model) strip() string {
	styles := strings.Join(m.panes.style.Marked(), " ")
	if n := len(m.panes.style.Marked()); n > 2 {
		styles = fmt.Sprintf("%d styles", n)
	}
	part := func(id paneID, name, value string) string {
		st := m.st.Text
		if m.panes.focus == id {
			st = m.st.Focused
		}
		return " " + m.st.Dim.Render(name) + " " + st.Render(value) + " "
	}
	line := part(paneStyle, "Style", styles) + part(paneSeed, "Seed", m.panes.seed.Text()) +
		part(paneSeed, "Ratio", strings.Join(m.panes.seed.Ratios(), " ")) + part(paneKeys, "Key", m.accounts.Label())
	if m.accounts.SandboxOnly() {
		line += m.st.Dim.Render(m.WithKeys("  {key.add} add a key"))
	}
	return box.Fit(line, m.panes.w)
}

// header says what is true now: the operation, the key, the work in hand and
// what it cost today. It shortens from the right.
func (m *Model) header() string {
	if m.panes.lay.shape == shapeOne {
		return m.tabs()
	}
	name := " " + m.st.Accent.Bold(true).Render("imagine-tui") + "   " + string(m.compose.Operation())
	var parts []string
	work := m.st.Dim.Render("nothing running")
	if words := m.progress.Work(m.panes.w >= 110); words != "" {
		work = m.st.Busy.Render(words)
	}
	parts = append(parts, m.accounts.Header(m.panes.w >= 100), work)
	if spent := m.progress.Spent(); spent != "" {
		parts = append(parts, spent)
	}
	parts = append(parts, m.ways())
	for len(parts) > 1 {
		used := ansi.StringWidth(name)
		for _, p := range parts {
			used += ansi.StringWidth(p)
		}
		if gap := (m.panes.w - 1 - used) / len(parts); gap >= 2 {
			line := name
			for _, p := range parts {
				line += strings.Repeat(" ", gap) + p
			}
			return box.Fit(line, m.panes.w)
		}
		parts = parts[:len(parts)-1]
	}
	return box.Fit(name+"  "+parts[0], m.panes.w)
}

// ways names the keys that lead to everything else.
func (m *Model) ways() string {
	at := action.Results
	if m.capturing() {
		at = action.Prompt
	}
	var out []string
	for _, h := range []action.Hint{m.acts.HintAs(at, action.StudioCommands, "commands"), m.acts.HintAs(at, action.StudioHelp, "help")} {
		if h.Key != "" && (m.panes.w >= 100 || h.ID == action.StudioHelp) {
			out = append(out, h.Key+" "+h.Desc)
		}
	}
	return strings.Join(out, " · ")
}

// tabs are the panes of the smallest layout, the focused one in brackets.
func (m *Model) tabs() string {
	names := map[paneID]string{panePrompt: "Prompt", paneStyle: "Style", paneSeed: "Seed", paneResults: "Results", panePreview: "Picture", paneKeys: "Keys"}
	var b strings.Builder
	tabs := tabOrder
	// Where they do not all fit, the first ones make way for the one in use.
	for tabs[0] != m.panes.focus {
		used := 0
		for _, id := range tabs {
			if used += ansi.StringWidth(names[id]) + 2; id == m.panes.focus {
				break
			}
		}
		if used <= m.panes.w-2 {
			break
		}
		tabs = tabs[1:]
	}
	if len(tabs) < len(tabOrder) {
		b.WriteString(m.st.Dim.Render("…"))
	}
	for _, id := range tabs {
		if id == m.panes.focus {
			b.WriteString(m.st.Focused.Render("[" + names[id] + "]"))
		} else {
			b.WriteString(" " + m.st.Dim.Render(names[id]) + " ")
		}
	}
	if n := m.progress.Running(); n > 0 {
		fmt.Fprintf(&b, "  %d running", n)
	}
	return box.Fit(b.String(), m.panes.w)
}

// lastLine shows a message, the choices of a waiting pair of keys, or the keys
// of the focused pane, dropped whole from the right.
func (m *Model) lastLine() string {
	if !m.waiting.Empty() {
		return box.Fit(m.followers(), m.panes.w)
	}
	more := ""
	if !m.capturing() && m.panes.w >= 60 {
		more = m.WithKeys(" {studio.messages} shows all")
	}
	if line := m.notices.line(m.st, m.panes.w, more); line != "" {
		return box.Fit(line, m.panes.w)
	}
	tip := ""
	if m.panes.w >= 110 && m.dialogs.top() == nil && m.screens.top() == nil {
		if tip = m.WithKeys(m.tips.next()); tip != "" {
			tip = " " + tip
		}
	}
	line := m.hints(m.panes.w - ansi.StringWidth(tip))
	return box.Fit(line, m.panes.w-ansi.StringWidth(tip)) + m.st.Dim.Render(tip)
}

// followers lists what may come after the key that waits for a second one: what
// can act now.
func (m *Model) followers() string {
	line := " " + m.st.Key.Render(m.acts.First(m.waiting)) + m.st.Hint.Render(" then")
	for _, f := range m.acts.Followers(m.waiting) {
		if m.acts.Why(f.ID) != "" {
			continue
		}
		desc := strings.TrimSpace(m.acts.Get(f.ID).Short + " " + m.acts.Price(f.ID))
		more := " " + m.st.Key.Render(f.Key) + m.st.Hint.Render(" "+desc+" ")
		if ansi.StringWidth(line+more) <= m.panes.w+1 {
			line += more
		}
	}
	return line
}

func (m *Model) hints(room int) string {
	if s := m.screens.top(); s != nil {
		hints := s.Hints()
		return m.hintLine(hints[:min(len(hints), 8)], room)
	}
	hints, at := m.panes.focused().Hints(), m.panes.focused().Place()
	hints = hints[:min(len(hints), 6)]
	if m.panes.focus == panePrompt && m.progress.Busy() {
		hints = append(hints, m.acts.Hint(at, action.RunStop))
	}
	if marked := m.gallery.MarkedCount(); marked > 0 && m.panes.focus != panePrompt {
		return box.Fit(" "+m.st.Strong.Render(fmt.Sprintf("%d marked", marked))+m.hintLine(hints, room-10), room)
	}
	if m.capturing() {
		at = action.Prompt // of which a field in a pane is a part
	}
	return m.hintLine(append(hints, m.acts.Hint(at, action.StudioHelp)), room)
}

func (m *Model) hintLine(hints []action.Hint, room int) string {
	line, used := "", 1
	for _, h := range hints {
		if h.Key == "" {
			continue // it was taken away
		}
		desc := h.Desc
		if h.ID != "" && m.panes.onPicture() {
			desc = strings.TrimSpace(desc + " " + m.acts.Price(h.ID))
		}
		n := ansi.StringWidth(h.Key) + 1 + ansi.StringWidth(desc)
		if line != "" {
			n += 3
		}
		if used+n > room {
			continue
		}
		if line != "" {
			line += m.st.Dim.Render(" · ")
		} else {
			line = " "
		}
		line += m.st.Key.Render(h.Key) + m.st.Hint.Render(" "+desc)
		used += n
	}
	return line
}

// cursor is the text cursor of what takes text now.
func (m *Model) cursor() *tea.Cursor {
	if m.panes.lay.shape == shapeTooSmall {
		return nil
	}
	if d := m.dialogs.top(); d != nil {
		c := d.Cursor()
		if c == nil {
			return nil
		}
		x, y := m.dialogAt(d.View(m.panes.w, m.panes.h-2))
		return cursorAt(c, x, y)
	}
	c, r := m.panes.focused().Cursor(), m.panes.lay.panes[m.panes.focus]
	if s := m.screens.top(); s != nil {
		c, r = s.Cursor(), rect{0, 1, m.panes.w, m.panes.h - 2}
	}
	if c == nil {
		return nil
	}
	if c.X+r.x >= m.panes.w || c.Y+r.y >= m.panes.h {
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
