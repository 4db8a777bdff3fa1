package studio

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
)

// keyPress sends a key where it belongs. The order: quit and suspend, the
// second key of a pair, the dialog on top, keys that act everywhere, keys
// that act outside text, the focused pane.
func (m *Model) keyPress(msg tea.KeyPressMsg) tea.Cmd {
	m.dismissNotice()
	paused := m.now().Sub(m.typed)
	m.typed = m.now()
	ev := m.km.Everywhere
	switch {
	case key.Matches(msg, ev.Quit):
		return m.quit()
	case key.Matches(msg, ev.Suspend):
		return tea.Suspend
	}
	m.quitting = false
	if m.pending != "" {
		return m.second(msg)
	}
	if m.topDialog() != nil {
		return m.dialogKey(msg, paused)
	}
	if s := m.topScreen(); s != nil {
		return m.screenKey(s, msg)
	}
	if handled, cmd := m.everywhere(msg); handled {
		return cmd
	}
	if !m.pane(m.focus).Capturing() {
		if handled, cmd := m.outsideText(msg); handled {
			return cmd
		}
	}
	return m.pane(m.focus).Update(msg)
}

// everywhere are keys that act also while text is written.
func (m *Model) everywhere(msg tea.KeyPressMsg) (bool, tea.Cmd) {
	ev := m.km.Everywhere
	// While the list of keys shows, + adds one, also from the middle of a
	// sentence; any other key goes on with what was being done.
	if m.accounts.Listed() && !key.Matches(msg, ev.NextKey) {
		m.accounts.Unlist()
		if msg.String() == "+" {
			return true, m.accounts.Add()
		}
	}
	switch {
	case key.Matches(msg, ev.NextPane):
		if m.focus == paneResults && m.results.Capturing() {
			return false, nil // completes the filter
		}
		return true, m.cycle(1)
	case key.Matches(msg, ev.PrevPane):
		return true, m.cycle(-1)
	case key.Matches(msg, ev.NextKey):
		return true, m.accounts.Next()
	case key.Matches(msg, ev.Palette):
		return true, m.openPalette()
	case key.Matches(msg, ev.Help):
		return true, m.openHelp()
	case key.Matches(msg, ev.History):
		return true, m.openOldPrompts()
	case key.Matches(msg, ev.Editor):
		return true, m.openEditor()
	case key.Matches(msg, ev.Stop):
		return true, m.askStop()
	case key.Matches(msg, ev.Back):
		if m.pane(m.focus).Capturing() {
			return false, nil // the pane leaves its field first
		}
		return true, m.back()
	}
	for id, b := range []key.Binding{ev.Pane1, ev.Pane2, ev.Pane3, ev.Pane4, ev.Pane5, ev.Pane6} {
		if key.Matches(msg, b) {
			return true, m.focusOn(paneID(id))
		}
	}
	return false, nil
}

// outsideText are keys that act where letters are not text.
func (m *Model) outsideText(msg tea.KeyPressMsg) (bool, tea.Cmd) {
	mv := m.km.Move
	switch {
	case key.Matches(msg, mv.ToPrompt):
		return true, m.toPrompt()
	case key.Matches(msg, mv.NextKey):
		return true, m.accounts.Next()
	case key.Matches(msg, mv.Palette):
		return true, m.openPalette()
	case key.Matches(msg, mv.Help):
		return true, m.openHelp()
	case key.Matches(msg, mv.Zoom):
		return true, m.zoom(!m.zoomed)
	case key.Matches(msg, mv.Undo):
		return true, m.undoLast()
	case key.Matches(msg, mv.StopAll):
		return true, m.askStop()
	case key.Matches(msg, mv.Narrower):
		return true, m.widen(-2)
	case key.Matches(msg, mv.Wider):
		return true, m.widen(2)
	case key.Matches(msg, mv.Close):
		return true, m.closeOrQuit()
	case key.Matches(msg, mv.Go):
		m.pending = "g"
		return true, nil
	}
	if m.focus == paneResults || m.focus == panePreview {
		return m.pictureKey(msg)
	}
	return false, nil
}

// pictureKey are the keys of a selected picture, in the panes that have one.
func (m *Model) pictureKey(msg tea.KeyPressMsg) (bool, tea.Cmd) {
	if handled, cmd := m.pictureAct(msg); handled {
		return true, cmd
	}
	pic, mv := m.km.Picture, m.km.Move
	if m.focus == panePreview {
		switch {
		case m.preview.Wants(msg):
			return true, m.preview.Update(msg)
		case key.Matches(msg, pic.Look):
			return true, m.zoom(!m.zoomed)
		case key.Matches(msg, mv.Down), key.Matches(msg, mv.Right):
			return true, m.results.MoveBy(1)
		case key.Matches(msg, mv.Up), key.Matches(msg, mv.Left):
			return true, m.results.MoveBy(-1)
		case key.Matches(msg, mv.Filter):
			return true, tea.Sequence(m.focusOn(paneResults), m.results.StartFilter())
		}
	}
	return false, nil
}

// pictureAct are the keys that do something with the selected picture,
// wherever one is selected.
func (m *Model) pictureAct(msg tea.KeyPressMsg) (bool, tea.Cmd) {
	pic := m.km.Picture
	switch {
	case key.Matches(msg, pic.Pick):
		return true, m.advance(m.keep.Pick())
	case key.Matches(msg, pic.Drop):
		return true, m.advance(m.drop())
	case key.Matches(msg, pic.Rate):
		return true, m.advance(m.keep.Rate(int(msg.String()[0] - '0')))
	case key.Matches(msg, pic.NewSeed):
		return true, m.newSeed()
	case key.Matches(msg, pic.Again):
		return true, m.again()
	case key.Matches(msg, pic.Retry):
		return true, m.retry()
	case key.Matches(msg, pic.RetryAll):
		return true, m.retryAll()
	case key.Matches(msg, pic.Fix):
		return true, m.fixSeed()
	case key.Matches(msg, pic.NextNew):
		if m.results.NextNew() {
			return true, m.refreshPreview()
		}
		return true, m.Say("Nothing new.")
	case key.Matches(msg, pic.Open):
		return true, m.openPicture(false)
	case key.Matches(msg, pic.Folder):
		return true, m.openPicture(true)
	case key.Matches(msg, pic.Tags):
		return true, m.keep.AskTags()
	case key.Matches(msg, pic.Promote):
		return true, m.keep.AskPromote()
	case key.Matches(msg, pic.Parent):
		return true, m.toParent()
	case key.Matches(msg, pic.Lineage):
		return true, m.openLineage()
	case key.Matches(msg, pic.Delete):
		return true, m.deleteVideo()
	case key.Matches(msg, pic.Write):
		return true, m.write()
	case key.Matches(msg, pic.Compare):
		return true, m.openCompare()
	case key.Matches(msg, pic.Before):
		return true, m.openBefore()
	case key.Matches(msg, pic.Sheet):
		return true, m.openSheet()
	case key.Matches(msg, pic.Edit):
		return true, m.edit.Begin()
	case key.Matches(msg, pic.BringBack), key.Matches(msg, pic.Copy):
		m.pending = msg.String()
		return true, nil
	}
	return false, nil
}

// advance moves on after a result was judged, where the person wants that.
func (m *Model) advance(cmd tea.Cmd) tea.Cmd {
	if !m.o.Config.Advance || m.gallery.MarkedCount() > 0 || m.onScreen(compareScreen) {
		return cmd
	}
	if m.onScreen(sheetScreen) {
		return tea.Batch(cmd, m.sheet.Update(tea.KeyPressMsg{Code: tea.KeyRight}))
	}
	return tea.Batch(cmd, m.results.MoveBy(1))
}

// second handles the key after g, b, y or ctrl+x. Any key that is no choice
// ends the pair and does nothing else.
func (m *Model) second(msg tea.KeyPressMsg) tea.Cmd {
	first := m.pending
	m.pending = ""
	for _, c := range m.choices(first) {
		if c.key == msg.String() {
			return c.do()
		}
	}
	return nil
}

// choice is one possible second key of a pair.
type choice struct {
	key, desc string
	do        func() tea.Cmd
}

// choices lists what may follow the first key of a pair; the last line shows
// them while it waits.
func (m *Model) choices(first string) []choice {
	to := func(id paneID) func() tea.Cmd {
		return func() tea.Cmd { return tea.Batch(m.closeScreens(), m.focusOn(id)) }
	}
	switch first {
	case "g":
		return []choice{
			{"g", "top", m.goTop},
			{"p", "prompt", m.toPrompt},
			{"s", "style", to(paneStyle)},
			{"e", "seed", to(paneSeed)},
			{"r", "results", to(paneResults)},
			{"v", "preview", to(panePreview)},
			{"k", "keys", to(paneKeys)},
			{"q", "queue", m.openQueue},
			{"t", "prompts of the plan", m.openPrompts},
			{"m", "messages", m.openMessages},
		}
	case "e":
		return m.operationChoices()
	case "b":
		return []choice{
			{"b", "everything", func() tea.Cmd { return m.bringBack("all") }},
			{"p", "prompt", func() tea.Cmd { return m.bringBack("prompt") }},
			{"s", "seed", func() tea.Cmd { return m.bringBack("seed") }},
			{"a", "all", func() tea.Cmd { return m.bringBack("all") }},
			{"m", "all but the seed", func() tea.Cmd { return m.bringBack("mix") }},
		}
	case "y":
		return []choice{
			{"y", "path", func() tea.Cmd { return m.copyPart("path") }},
			{"p", "prompt", func() tea.Cmd { return m.copyPart("prompt") }},
			{"s", "seed", func() tea.Cmd { return m.copyPart("seed") }},
			{"c", "shell command", func() tea.Cmd { return m.copyPart("command") }},
			{"u", "curl", func() tea.Cmd { return m.copyPart("curl") }},
		}
	}
	return nil
}

// AskOperation shows what can be made of the chosen pictures, and waits for the
// key of one.
func (m *Model) AskOperation() { m.pending = "e" }

// operationChoices are what may follow e: the operations that fit what is
// chosen, each with its price, and the way to a file of the person's own.
func (m *Model) operationChoices() []choice {
	own := choice{"o", "a file of your own…", m.edit.PickFile}
	if !m.edit.HasPicture() {
		return []choice{own}
	}
	var out []choice
	for _, c := range []struct {
		key, word string
		op        api.Operation
	}{
		{"u", "upscale", api.Upscale},
		{"b", "background off", api.RemoveBackground},
		{"f", "fill", api.GenerativeFill},
		{"r", "resize", api.Resize},
		{"t", "retouch", api.Retouch},
		{"g", "background", api.AIBackground},
		{"v", "video", api.ImageToVideo},
	} {
		word := strings.TrimSpace(c.word + " " + m.edit.Price(c.op))
		out = append(out, choice{c.key, word, func() tea.Cmd { return m.edit.Start(c.op) }})
	}
	if !m.edit.OnOwnFile() {
		out = append(out, own)
	}
	return out
}

// deleteVideo asks before the selected video is deleted at the service.
func (m *Model) deleteVideo() tea.Cmd {
	row, _ := m.results.Selected()
	return m.edit.AskDeleteVideo(row)
}

func (m *Model) goTop() tea.Cmd {
	if s := m.topScreen(); s != nil {
		return s.Update(tea.KeyPressMsg{Code: tea.KeyHome})
	}
	return m.pane(m.focus).Update(tea.KeyPressMsg{Code: tea.KeyHome})
}

func (m *Model) toPrompt() tea.Cmd {
	return tea.Batch(m.closeScreens(), m.zoom(false), m.focusOn(panePrompt))
}

func (m *Model) widen(by int) tea.Cmd {
	m.wider = max(-40, min(80, m.wider+by))
	m.arrange()
	return m.refreshPreview()
}

func (m *Model) closeOrQuit() tea.Cmd {
	if m.zoomed {
		return m.back()
	}
	return m.quit()
}
