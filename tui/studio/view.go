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
	m.preview.ShowCells(m.dialogs.top() != nil || m.accounts.Listed())
	lines, whole := m.display.Place(m.frame(), m.preview.Graphic())
	if whole {
		return lines
	}
	m.preview.ShowCells(true)
	return m.frame()
}

// frame returns exactly h lines of exactly w cells.
func (m *Model) frame() []string {
	if m.w <= 0 || m.h <= 0 {
		return nil
	}
	if m.lay.shape == shapeTooSmall {
		out := box.Blank(m.w, m.h)
		for i, l := range strings.Split(ansi.Wrap("Make the window larger (24×6).", m.w, ""), "\n") {
			if i < len(out) {
				out[i] = box.Fit(l, m.w)
			}
		}
		return out
	}
	lines := make([]string, 0, m.h)
	lines = append(lines, m.header())
	lines = append(lines, m.body()...)
	lines = append(lines, m.lastLine())
	if d := m.dialogs.top(); d != nil {
		block := d.View(m.w, m.h-2)
		x, y := m.dialogAt(block)
		lines = box.Over(lines, block, x, y)
	} else if m.accounts.Listed() {
		block := m.accounts.ShortList(m.w, m.h-1)
		lines = box.Over(lines, block, min(2, max(0, m.w-ansi.StringWidth(block[0]))), 1)
	}
	return lines
}

// dialogAt centres a dialog's box between header and last line.
func (m *Model) dialogAt(block []string) (x, y int) {
	if len(block) == 0 {
		return 0, 1
	}
	return max(0, (m.w-ansi.StringWidth(block[0]))/2), 1 + max(0, (m.h-2-len(block))/2)
}

func (m *Model) body() []string {
	l, h := m.lay, m.h-2
	if s := m.topScreen(); s != nil {
		return s.View()
	}
	if m.zoomed || l.shape == shapeOne {
		return m.pane(m.focus).View()
	}
	if l.shape == shapeStrip {
		return m.stripLines(h)
	}
	left := append(append(append([]string{}, m.keys.View()...), m.style.View()...), m.seed.View()...)
	mid := append(append([]string{}, m.prompt.View()...), m.results.View()...)
	return box.Beside(left, mid, m.right())
}

// right is the preview above the details of what it shows.
func (m *Model) right() []string {
	r := m.lay.panes[panePreview]
	if m.lay.details.h == 0 {
		return m.preview.View()
	}
	details := box.Draw(m.st, box.Frame{Title: "Details"}, m.show.Details(r.w-2), r.w, m.lay.details.h)
	return append(append([]string{}, m.preview.View()...), details...)
}

func (m *Model) stripLines(h int) []string {
	out := append([]string{}, m.prompt.View()...)
	out = append(out, m.strip())
	var left []string
	switch m.focus {
	case paneKeys, paneStyle, paneSeed:
		left = m.pane(m.focus).View()
	default:
		left = m.results.View()
	}
	switch {
	case m.lay.panes[panePreview].w == 0:
		out = append(out, left...)
	case m.lay.panes[paneResults].w == 0 && m.focus == panePreview:
		out = append(out, m.preview.View()...)
	default:
		out = append(out, box.Beside(left, m.preview.View())...)
	}
	return out[:min(len(out), h)]
}

// strip is the left column folded into one line.
func (m *Model) strip() string {
	styles := strings.Join(m.style.Marked(), " ")
	if n := len(m.style.Marked()); n > 2 {
		styles = fmt.Sprintf("%d styles", n)
	}
	part := func(id paneID, name, value string) string {
		st := m.st.Text
		if m.focus == id {
			st = m.st.Focused
		}
		return " " + m.st.Dim.Render(name) + " " + st.Render(value) + " "
	}
	line := part(paneStyle, "Style", styles) + part(paneSeed, "Seed", m.seed.Text()) +
		part(paneSeed, "Ratio", strings.Join(m.seed.Ratios(), " ")) + part(paneKeys, "Key", m.accounts.Label())
	if m.accounts.SandboxOnly() {
		line += m.st.Dim.Render(m.WithKeys("  {key.add} add a key"))
	}
	return box.Fit(line, m.w)
}

// header says what is true now: the operation, the key, the work in hand and
// what it cost today. It shortens from the right.
func (m *Model) header() string {
	if m.lay.shape == shapeOne {
		return m.tabs()
	}
	name := " " + m.st.Accent.Bold(true).Render("imagine-tui") + "   " + string(m.compose.Operation())
	var parts []string
	work := m.st.Dim.Render("nothing running")
	if words := m.progress.Work(m.w >= 110); words != "" {
		work = m.st.Busy.Render(words)
	}
	parts = append(parts, m.accounts.Header(m.w >= 100), work)
	if spent := m.progress.Spent(); spent != "" {
		parts = append(parts, spent)
	}
	parts = append(parts, m.ways())
	for len(parts) > 1 {
		used := ansi.StringWidth(name)
		for _, p := range parts {
			used += ansi.StringWidth(p)
		}
		if gap := (m.w - 1 - used) / len(parts); gap >= 2 {
			line := name
			for _, p := range parts {
				line += strings.Repeat(" ", gap) + p
			}
			return box.Fit(line, m.w)
		}
		parts = parts[:len(parts)-1]
	}
	return box.Fit(name+"  "+parts[0], m.w)
}

// ways names the keys that lead to everything else.
func (m *Model) ways() string {
	at := action.Results
	if m.capturing() {
		at = action.Prompt
	}
	var out []string
	for _, h := range []action.Hint{m.acts.HintAs(at, action.StudioCommands, "commands"), m.acts.HintAs(at, action.StudioHelp, "help")} {
		if h.Key != "" && (m.w >= 100 || h.ID == action.StudioHelp) {
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
	for tabs[0] != m.focus {
		used := 0
		for _, id := range tabs {
			if used += ansi.StringWidth(names[id]) + 2; id == m.focus {
				break
			}
		}
		if used <= m.w-2 {
			break
		}
		tabs = tabs[1:]
	}
	if len(tabs) < len(tabOrder) {
		b.WriteString(m.st.Dim.Render("…"))
	}
	for _, id := range tabs {
		if id == m.focus {
			b.WriteString(m.st.Focused.Render("[" + names[id] + "]"))
		} else {
			b.WriteString(" " + m.st.Dim.Render(names[id]) + " ")
		}
	}
	if n := m.progress.Running(); n > 0 {
		fmt.Fprintf(&b, "  %d running", n)
	}
	return box.Fit(b.String(), m.w)
}

// lastLine shows a message, the choices of a waiting pair of keys, or the keys
// of the focused pane, dropped whole from the right.
func (m *Model) lastLine() string {
	if !m.waiting.Empty() {
		return box.Fit(m.followers(), m.w)
	}
	more := ""
	if !m.capturing() && m.w >= 60 {
		more = m.WithKeys(" {studio.messages} shows all")
	}
	if line := m.notices.line(m.st, m.w, more); line != "" {
		return box.Fit(line, m.w)
	}
	tip := ""
	if m.w >= 110 && m.dialogs.top() == nil && m.topScreen() == nil {
		if tip = m.WithKeys(m.tips.next()); tip != "" {
			tip = " " + tip
		}
	}
	line := m.hints(m.w - ansi.StringWidth(tip))
	return box.Fit(line, m.w-ansi.StringWidth(tip)) + m.st.Dim.Render(tip)
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
		if ansi.StringWidth(line+more) <= m.w+1 {
			line += more
		}
	}
	return line
}

func (m *Model) hints(room int) string {
	if s := m.topScreen(); s != nil {
		hints := s.Hints()
		return m.hintLine(hints[:min(len(hints), 8)], room)
	}
	hints, at := m.pane(m.focus).Hints(), m.pane(m.focus).Place()
	hints = hints[:min(len(hints), 6)]
	if m.focus == panePrompt && m.progress.Busy() {
		hints = append(hints, m.acts.Hint(at, action.RunStop))
	}
	if marked := m.gallery.MarkedCount(); marked > 0 && m.focus != panePrompt {
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
		if h.ID != "" && (m.focus == paneResults || m.focus == panePreview) {
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
	if m.lay.shape == shapeTooSmall {
		return nil
	}
	if d := m.dialogs.top(); d != nil {
		c := d.Cursor()
		if c == nil {
			return nil
		}
		x, y := m.dialogAt(d.View(m.w, m.h-2))
		return cursorAt(c, x, y)
	}
	c, r := m.pane(m.focus).Cursor(), m.lay.panes[m.focus]
	if s := m.topScreen(); s != nil {
		c, r = s.Cursor(), rect{0, 1, m.w, m.h - 2}
	}
	if c == nil {
		return nil
	}
	if c.X+r.x >= m.w || c.Y+r.y >= m.h {
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
