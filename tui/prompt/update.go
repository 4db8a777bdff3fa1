package prompt

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/widget/secret"
)

// Update handles keys and pastes; other messages are not for this pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		return p.paste(msg.Content)
	}
	return nil
}

func (p *Pane) press(k tea.KeyPressMsg) tea.Cmd {
	own := p.km.Prompt
	switch {
	case key.Matches(k, own.Send):
		if p.sample {
			p.area.Deselect()
		}
		p.touch()
		return say(SendMsg{})
	case key.Matches(k, p.km.Everywhere.Back):
		return say(LeaveMsg{})
	case key.Matches(k, own.Paste):
		return say(PasteRequestMsg{})
	case key.Matches(k, p.km.Move.PageUp):
		return say(ScrollMsg{Pages: -1})
	case key.Matches(k, p.km.Move.PageDown):
		return say(ScrollMsg{Pages: 1})
	case key.Matches(k, own.Older) && (p.walk.going || p.area.OnFirst()) && p.older():
		return say(ChangedMsg{})
	case key.Matches(k, own.Newer) && (p.walk.going || p.area.OnLast()) && p.newer():
		return say(ChangedMsg{})
	}
	return p.edit(k)
}

// edit passes a key on to the text.
func (p *Pane) edit(k tea.KeyPressMsg) tea.Cmd {
	before, fits := p.Value(), true
	switch {
	case key.Matches(k, p.km.Prompt.NewLine):
		fits = p.area.Insert("\n")
	case key.Matches(k, p.km.Prompt.Undo):
		p.area.Undo()
		p.area.Reveal()
	case key.Matches(k, p.km.Prompt.Redo):
		p.area.Redo()
		p.area.Reveal()
	default:
		full := p.area.Len() >= MaxRunes
		if !p.area.Press(k) {
			return nil
		}
		fits = k.Text == "" || !full || p.Value() != before
	}
	p.touch()
	return p.after(before, fits)
}

// after says what a change did. A prompt that was brought up and then changed
// is what is being written from now on.
func (p *Pane) after(before string, fits bool) tea.Cmd {
	var cmds []tea.Cmd
	if p.Value() != before {
		p.walk.at = draft
		cmds = append(cmds, say(ChangedMsg{}))
	}
	if !fits {
		cmds = append(cmds, say(NoticeMsg{Text: fullWords()}))
	}
	return tea.Batch(cmds...)
}

func fullWords() string {
	return fmt.Sprintf("A prompt holds %s characters. What came after that was left out.", wording.Thousands(MaxRunes))
}

// paste puts text in at the cursor as one step of undo. It never submits, and
// a key of the API is not put in at all: a prompt is sent, kept and shown.
func (p *Pane) paste(text string) tea.Cmd {
	text = clean.Text(text)
	if from, to, found := clean.FindKey(text); found {
		return say(KeyPastedMsg{Secret: secret.New(text[from:to])})
	}
	if text == "" {
		return nil
	}
	before := p.Value()
	fits := p.area.Insert(text)
	p.touch()
	return p.after(before, fits)
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }
