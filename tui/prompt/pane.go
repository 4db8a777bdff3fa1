// Package prompt is the pane in which the prompt is written.
package prompt

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/tui/box"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/masked"
	"imagine-tui/tui/theme"
)

// Pane is the prompt pane.
type Pane struct {
	st      *theme.Styles
	km      *keymap.Map
	w, h    int
	focused bool
	area    textarea.Model
	sample  bool
	old     []string
	footer  string
	bad     bool
}

// New returns an empty prompt pane.
func New(st *theme.Styles, km *keymap.Map) *Pane {
	a := textarea.New()
	a.Prompt, a.ShowLineNumbers, a.MaxHeight, a.MaxWidth = "", false, 0, 0
	a.SetVirtualCursor(false)
	a.KeyMap.InsertNewline.SetKeys("ctrl+j", "alt+enter", "shift+enter")
	a.KeyMap.Paste.SetEnabled(false)
	return &Pane{st: st, km: km, area: a}
}

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) {
	p.w, p.h = w, h
	p.area.SetWidth(max(1, w-4))
	p.area.SetHeight(max(1, h-2))
}

// Focus gives the pane the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused = true; p.area.Focus(); return nil }

// Blur takes the keyboard away; the text stays.
func (p *Pane) Blur() { p.focused = false; p.area.Blur() }

// Focused tells whether the pane has the keyboard.
func (p *Pane) Focused() bool { return p.focused }

// Capturing tells whether letters are text: always while it has the keyboard.
func (p *Pane) Capturing() bool { return p.focused }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() {}

// Value returns the whole text.
func (p *Pane) Value() string { return p.area.Value() }

// SetValue replaces the text as one step of undo.
func (p *Pane) SetValue(text string) { p.sample = false; p.area.SetValue(text) }

// Sample shows text as a first prompt: enter uses it, typing replaces it.
func (p *Pane) Sample(text string) { p.SetValue(text); p.sample = true }

// SetHistory sets the prompts that ↑ goes through, newest first.
func (p *Pane) SetHistory(prompts []string) { p.old = prompts }

// SetFooter sets the words under the prompt; bad marks a mistake.
func (p *Pane) SetFooter(text string, bad bool) { p.footer, p.bad = text, bad }

// Update handles keys and pastes.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	before := p.area.Value()
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if LooksLikeKey(msg.Content) {
			return say(KeyPastedMsg{masked.New(strings.TrimSpace(msg.Content))})
		}
		msg.Content = clean.Text(msg.Content)
		p.area, cmd = p.area.Update(msg)
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, p.km.Prompt.Send):
			return say(SendMsg{})
		case key.Matches(msg, p.km.Everywhere.Back):
			return say(LeaveMsg{})
		case key.Matches(msg, p.km.Prompt.Paste):
			return say(PasteRequestMsg{})
		}
		if p.sample && msg.Text != "" {
			p.SetValue("")
		}
		p.area, cmd = p.area.Update(msg)
	}
	if p.area.Value() != before {
		return tea.Batch(cmd, say(ChangedMsg{}))
	}
	return cmd
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Click puts the cursor where the mouse is.
func (p *Pane) Click(_, _ int) tea.Cmd { return nil }

// Wheel scrolls by lines, positive downwards.
func (p *Pane) Wheel(_ int) {}

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []key.Binding {
	return []key.Binding{p.km.Prompt.Send, p.km.Everywhere.NextPane, p.km.Prompt.NewLine, p.km.Prompt.Undo}
}

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	var body []string
	for _, l := range strings.Split(p.area.View(), "\n") {
		body = append(body, " "+l)
	}
	return box.Draw(p.st, box.Frame{Title: "Prompt", Footer: p.footer, Focused: p.focused}, body, p.w, p.h)
}

// Cursor returns where the text cursor stands, relative to the pane, or nil.
func (p *Pane) Cursor() *tea.Cursor {
	c := p.area.Cursor()
	if c != nil {
		c.X += 2
		c.Y++
	}
	return c
}
