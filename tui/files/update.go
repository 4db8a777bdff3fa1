package files

import (
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/text"
)

// Update handles keys, pastes, the mouse in cells from the picker's corner, and
// what its own commands read.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ReadyMsg:
		return p.ready(msg)
	case tea.PasteMsg:
		p.paste(msg.Content)
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft {
			return p.Click(msg.X, msg.Y)
		}
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			p.Wheel(-3)
		} else {
			p.Wheel(3)
		}
	case tea.KeyPressMsg:
		p.note, p.view = "", nil
		if cmd, done := p.acts.Press(action.Files, msg, p.Act); done {
			return cmd
		}
		var ask tea.Cmd
		cmd := p.write(func() { ask, _ = text.Edit(p.acts, action.Files, p.filter, msg) })
		return tea.Batch(cmd, ask)
	}
	return nil
}

// Act does what the picker has of its own. It reports whether it has the action:
// sideways leads through folders as long as nothing is written.
func (p *Pane) Act(id action.ID) (tea.Cmd, bool) {
	p.note, p.view = "", nil
	empty := p.filter.Value() == ""
	switch id {
	case action.DialogCancel:
		return p.leave(), true
	case action.FilesChoose:
		return p.choose(), true
	case action.FilesUp:
		if empty {
			return p.up(), true
		}
		return nil, false
	case action.FilesInto:
		if empty && p.at < len(p.list) && p.list[p.at].folder {
			return p.choose(), true
		}
		return nil, empty
	case action.FilesHidden:
		p.hidden = !p.hidden
		return p.again(), true
	case action.DialogUp:
		p.move(-1)
	case action.DialogDown:
		p.move(1)
	case action.DialogPageUp:
		p.move(-p.rows())
	case action.DialogPageDown:
		p.move(p.rows())
	default:
		return nil, false
	}
	return nil, true
}

// write changes the text and lists what fits it. A dot at its start asks for
// hidden files, as in a shell.
func (p *Pane) write(change func()) tea.Cmd {
	before := p.filter.Value()
	p.moved = false
	change()
	if p.filter.Value() == before {
		return nil
	}
	p.narrow()
	if strings.HasPrefix(p.filter.Value(), ".") && !p.isPath() && !p.hidden {
		p.hidden = true
		return p.again()
	}
	return nil
}

// paste takes text as it is: usually the path of a file.
func (p *Pane) paste(pasted string) {
	p.note, p.view = "", nil
	path := strings.TrimSpace(clean.Text(pasted))
	switch {
	case looksLikePath(path) && !clean.IsKey(path):
		p.filter.Set(path) // a whole path replaces what was typed
	case p.filter.Paste(pasted):
		p.note = text.LooksLikeKey
		return
	}
	p.narrow()
}

// isPath tells whether the text is a path to follow, not a name to find.
func (p *Pane) isPath() bool { return looksLikePath(p.filter.Value()) }

func looksLikePath(text string) bool {
	text = strings.TrimLeft(text, `"' `)
	return text == "~" || text == ".." || strings.ContainsRune(text, '/') || strings.ContainsRune(text, os.PathSeparator)
}

func (p *Pane) move(n int) {
	p.moved = true
	p.at = max(0, min(p.at+n, len(p.list)-1))
}

// leave goes one step back: what was typed first, then the picker.
func (p *Pane) leave() tea.Cmd {
	if p.filter.Value() != "" {
		return p.write(func() { p.filter.Set("") })
	}
	p.seq++ // a slow folder may answer when nobody waits any more
	p.reading = ""
	return say(CancelMsg{})
}

// choose opens the folder or takes the file the cursor is on, or follows the
// path that is written.
func (p *Pane) choose() tea.Cmd {
	if p.isPath() {
		return p.follow(p.filter.Value())
	}
	if p.at >= len(p.list) {
		return nil
	}
	e := p.list[p.at]
	switch {
	case e.name == "..":
		return p.up()
	case e.folder:
		return p.Open(filepath.Join(p.dir, e.name), "")
	}
	// The file may be gone, and a network drive slow: look in a command.
	return p.take(filepath.Join(p.dir, e.name))
}

// follow looks where a written path leads.
func (p *Pane) follow(text string) tea.Cmd {
	p.seq++
	p.reading = strings.TrimSpace(text)
	seq, dir, hidden := p.seq, p.dir, p.hidden
	return func() tea.Msg {
		msg := resolve(text, dir, hidden)
		msg.seq, msg.written = seq, true
		return msg
	}
}

// take makes sure a listed file is still there.
func (p *Pane) take(path string) tea.Cmd {
	p.seq++
	p.reading = path
	seq := p.seq
	return func() tea.Msg {
		if _, err := os.Stat(path); err != nil {
			return ReadyMsg{seq: seq, err: err}
		}
		return ReadyMsg{seq: seq, chosen: path}
	}
}

// up shows the folder above, with the cursor on the one that was left.
func (p *Pane) up() tea.Cmd {
	from := p.dir
	if p.reading != "" {
		from = p.reading // leave a folder that does not answer
	}
	if above := filepath.Dir(from); from != "" && above != from {
		return p.Open(above, filepath.Base(from))
	}
	return nil
}

// again reads the folder once more.
func (p *Pane) again() tea.Cmd {
	name := ""
	if p.at < len(p.list) {
		name = p.list[p.at].name
	}
	if p.dir == "" {
		return nil
	}
	return p.Open(p.dir, name)
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Click takes the entry under the mouse if the cursor is on it, else puts the
// cursor there. x and y are relative to the picker.
func (p *Pane) Click(_, y int) tea.Cmd {
	p.View() // what is in view
	i := p.top + y - 1 - headLines
	if y <= headLines || y > headLines+p.rows() || i >= len(p.list) {
		return nil
	}
	p.note, p.view = "", nil
	if i == p.at {
		return p.choose()
	}
	p.at, p.moved = i, true
	return nil
}

// Wheel moves the cursor by n entries.
func (p *Pane) Wheel(n int) { p.move(n); p.view = nil }
