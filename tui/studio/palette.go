package studio

import (
	"fmt"
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/studio/edit"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/picker"
)

// command is a row of the palette.
type command struct {
	title string
	note  func(*Model) string // a price, or ""
	why   func(*Model) string // why it cannot run now, or ""
	bound *key.Binding
	do    func(*Model) tea.Cmd
}

func (m *Model) commands() []command {
	km := m.km
	needRow := func(m *Model) string {
		if _, ok := m.results.Selected(); !ok {
			return "select a result first"
		}
		return ""
	}
	needSaved := func(m *Model) string {
		if row, ok := m.results.Selected(); !ok || row.State != gallery.Saved {
			return "select a saved result first"
		}
		return ""
	}
	price := func(m *Model) string { return m.rowPrice() }
	list := []command{
		{title: "Generate", note: func(m *Model) string { return m.planPrice() }, bound: &km.Prompt.Send, do: (*Model).send},
		{title: "Result: new seed", note: price, why: needRow, bound: &km.Picture.NewSeed, do: (*Model).newSeed},
		{title: "Result: again, a second take", note: price, why: needRow, bound: &km.Picture.Again, do: (*Model).again},
		{title: "Result: pick", why: needSaved, bound: &km.Picture.Pick, do: func(m *Model) tea.Cmd { return m.keep.Pick() }},
		{title: "Result: reject or stop", why: needRow, bound: &km.Picture.Drop, do: (*Model).drop},
		{title: "Result: edit with…", why: needRow, bound: &km.Picture.Edit, do: func(m *Model) tea.Cmd { return m.edit.Begin() }},
		{title: "Compare marked", why: needTwo, bound: &km.Picture.Compare, do: (*Model).openCompare},
		{title: "Compare with what it was made from", why: needRow, bound: &km.Picture.Before, do: (*Model).openBefore},
		{title: "Sheet of this batch", why: needRow, bound: &km.Picture.Sheet, do: (*Model).openSheet},
		{title: "Write a contact sheet, or copies of the picks…", why: needRow, bound: &km.Picture.Write, do: (*Model).write},
		{title: "Video: delete it at the service…", why: needVideo, bound: &km.Picture.Delete, do: (*Model).deleteVideo},
		{title: "Trash: move all rejected there", why: func(m *Model) string {
			if len(m.keep.Rejected()) == 0 {
				return "nothing is rejected"
			}
			return ""
		}, do: func(m *Model) tea.Cmd { return m.keep.TrashRejected() }},
		{title: "Trash: empty…", do: func(m *Model) tea.Cmd { return m.keep.AskEmptyTrash() }},
		{title: "Result: tags…", why: needSaved, bound: &km.Picture.Tags, do: func(m *Model) tea.Cmd { return m.keep.AskTags() }},
		{title: "Promote picks to a dearer style…", why: needRow, bound: &km.Picture.Promote, do: func(m *Model) tea.Cmd { return m.keep.AskPromote() }},
		{title: "Result: what it was made from", why: needRow, bound: &km.Picture.Parent, do: (*Model).toParent},
		{title: "Result: lineage…", why: needSaved, bound: &km.Picture.Lineage, do: (*Model).openLineage},
		{title: "Result: bring everything back", why: needRow, do: func(m *Model) tea.Cmd { return m.bringBack("all") }},
		{title: "Result: fix this seed", why: needRow, bound: &km.Picture.Fix, do: (*Model).fixSeed},
		{title: "Result: open with the system's viewer", why: needSaved, bound: &km.Picture.Open, do: func(m *Model) tea.Cmd { return m.openPicture(false) }},
		{title: "Result: show its folder", why: needSaved, bound: &km.Picture.Folder, do: func(m *Model) tea.Cmd { return m.openPicture(true) }},
		{title: "Result: copy path", why: needSaved, do: func(m *Model) tea.Cmd { return m.copyPart("path") }},
		{title: "Result: copy as shell command", why: needRow, do: func(m *Model) tea.Cmd { return m.copyPart("command") }},
		{title: "Result: copy as curl", why: needRow, do: func(m *Model) tea.Cmd { return m.copyPart("curl") }},
		{title: "Results: filter", bound: &km.Move.Filter, do: func(m *Model) tea.Cmd { return tea.Sequence(m.focusOn(paneResults), m.results.StartFilter()) }},
		{title: "Results: next new", bound: &km.Picture.NextNew, do: func(m *Model) tea.Cmd { m.results.NextNew(); return m.refreshPreview() }},
		{title: "Results: grid or list", bound: &km.Results.Grid, do: (*Model).toggleGrid},
		{title: "Queue: what runs and waits", do: (*Model).openQueue},
		{title: "Prompts of the plan", do: (*Model).openPrompts},
		{title: "Runs: stop…", bound: &km.Everywhere.Stop, do: (*Model).askStop, why: needWork},
		{title: "Prompt: old prompts…", bound: &km.Everywhere.History, do: (*Model).openOldPrompts},
		{title: "Prompt: external editor", bound: &km.Everywhere.Editor, do: (*Model).openEditor},
		{title: "Keys: next key", bound: &km.Everywhere.NextKey, do: func(m *Model) tea.Cmd { return m.accounts.Next() }},
		{title: "Keys: add a key…", do: func(m *Model) tea.Cmd { return m.accounts.Add() }},
		{title: "Keys: what to do when one leaked", do: func(m *Model) tea.Cmd { return m.accounts.Leaked("") }},
		{title: "Keys: open the vendor's console", do: (*Model).openConsole},
		{title: "Undo", bound: &km.Move.Undo, do: (*Model).undoLast},
		{title: "Zoom this pane", bound: &km.Move.Zoom, do: func(m *Model) tea.Cmd { return m.zoom(!m.zoomed) }},
		{title: "Messages", do: (*Model).openMessages},
		{title: "Help: all keys", bound: &km.Everywhere.Help, do: (*Model).openHelp},
		{title: "Config: open the file in your editor", do: (*Model).openConfig},
		{title: "Hide tips", do: func(m *Model) tea.Cmd { m.TipDone(flow.AllTips); return nil }},
		{title: "Quit", bound: &km.Everywhere.Quit, do: (*Model).quit},
	}
	for _, name := range []string{"auto", "dark", "light"} {
		list = append(list, command{title: "Background: " + name, do: func(m *Model) tea.Cmd { return m.forceBackground(name) }})
	}
	for _, op := range []api.Operation{api.TextToImage, api.TextToPNG, api.TextToVideo} {
		list = append(list, command{title: "Operation: " + string(op), do: func(m *Model) tea.Cmd { return m.setOperation(op) }})
	}
	for _, name := range picture.ModeNames() {
		list = append(list, command{title: "Picture protocol: " + name, do: func(m *Model) tea.Cmd { return m.forceMode(name) }})
	}
	return list
}

func needVideo(m *Model) string {
	if row, ok := m.results.Selected(); !ok || !gallery.IsVideo(row.Operation) {
		return "select a video first"
	}
	return ""
}

func needTwo(m *Model) string {
	if len(m.gallery.Marked()) < 2 && m.lookedAt == "" {
		return "mark two first"
	}
	return ""
}

func needWork(m *Model) string {
	if c := m.o.Queue.Counts(); c.Running+c.Waiting+c.Held == 0 {
		return "nothing is running"
	}
	return ""
}

func (m *Model) openPalette() tea.Cmd {
	list := m.commands()
	var items []picker.Item
	for i, c := range list {
		it := picker.Item{ID: strconv.Itoa(i), Title: c.title}
		if c.bound != nil {
			it.Key = c.bound.Help().Key
		}
		if c.note != nil {
			it.Note = c.note(m)
		}
		if c.why != nil {
			if why := c.why(m); why != "" {
				it.Note, it.Disabled = why, true
			}
		}
		items = append(items, it)
	}
	answers := flow.Answers{Item: func(id string) tea.Cmd {
		i, err := strconv.Atoi(id)
		if err != nil || i >= len(list) {
			return nil
		}
		return list[i].do(m)
	}}
	return m.Open(picker.New(m.st, "Commands", "enter run · esc close", items), answers)
}

// openHelp lists every key, those of the focused pane first. It is made from
// the key map, so it cannot lie.
func (m *Model) openHelp() tea.Cmd {
	var items []picker.Item
	add := func(group keymap.Group) {
		for _, b := range group.Bindings {
			items = append(items, picker.Item{Title: group.Name + ": " + b.Help().Desc, Key: b.Help().Key})
		}
	}
	groups := m.km.Groups()
	first := m.helpFirst()
	for _, name := range first {
		for _, g := range groups {
			if g.Name == name {
				add(g)
			}
		}
	}
	for _, g := range groups {
		if !slices.Contains(first, g.Name) {
			add(g)
		}
	}
	return m.Open(picker.New(m.st, "Keys: "+first[0], "type to search all keys · esc close", items), flow.Answers{})
}

// helpFirst names the groups of keys that belong to what has the keyboard: the
// screen on top, else the pane.
func (m *Model) helpFirst() []string {
	if s := m.topScreen(); s != nil {
		switch s.Name {
		case sheetScreen:
			return []string{"Sheet", "A picture"}
		case compareScreen:
			return []string{"Compare", "A picture"}
		case queueScreen:
			return []string{"Queue", "A picture"}
		case edit.MaskScreen:
			return []string{"Mask"}
		case edit.ResizeScreen:
			return []string{"Resize"}
		case edit.VideoScreen:
			return []string{"Edit form"}
		case edit.FileScreen:
			return []string{"File picker"}
		}
		return []string{"A picture"}
	}
	own := map[paneID]string{panePrompt: "Prompt", paneStyle: "Style", paneSeed: "Seed", paneKeys: "Keys"}
	if name, ok := own[m.focus]; ok {
		return []string{name}
	}
	return []string{"A picture", "Results"}
}

// openOldPrompts searches everything ever sent.
func (m *Model) openOldPrompts() tea.Cmd {
	var items []picker.Item
	seen := map[string]bool{}
	var prompts []string
	add := func(text string) {
		if text != "" && !seen[text] && len(items) < 5000 {
			seen[text] = true
			items = append(items, picker.Item{ID: strconv.Itoa(len(prompts)), Title: gallery.Line(text)})
			prompts = append(prompts, text)
		}
	}
	for _, text := range m.history {
		add(text)
	}
	m.gallery.All(func(r gallery.Row) bool {
		rec := m.runs[r.ID]
		if rec.template != "" {
			add(rec.template)
		} else {
			add(rec.request.Prompt)
		}
		return len(items) < 5000
	})
	answers := flow.Answers{Item: func(id string) tea.Cmd {
		i, err := strconv.Atoi(id)
		if err != nil || i >= len(prompts) {
			return nil
		}
		m.undo.Push("old prompt", m.panesAsTheyAre())
		m.prompt.SetValue(prompts[i])
		m.showPlan()
		return m.focusOn(panePrompt)
	}}
	return m.Open(picker.New(m.st, "Old prompts", "enter take · esc close", items), answers)
}

func (m *Model) setOperation(op api.Operation) tea.Cmd {
	if m.op == op {
		return nil
	}
	m.op = op
	m.fillStyles()
	m.seed.SetRatioChoices(api.AspectRatios(op))
	m.showPlan()
	return m.Say("Now making: " + string(op) + ".")
}

func (m *Model) forceMode(name string) tea.Cmd {
	m.o.Config.Graphics = name
	if _, err := picture.ParseMode(name); name != "auto" && err != nil {
		return m.Warn(sentence(err))
	}
	m.mode = m.wantedMode()
	return tea.Batch(m.refreshPreview(), m.Say("Pictures are drawn as "+name+"."))
}

// forceBackground draws for a dark or a light terminal until the studio is
// left; auto asks the terminal again.
func (m *Model) forceBackground(name string) tea.Cmd {
	m.o.Config.Background = name
	if name == "auto" {
		return tea.RequestBackgroundColor
	}
	return m.background(tea.BackgroundColorMsg{})
}

// rowPrice is the price of making the selected result once more.
func (m *Model) rowPrice() string {
	row, ok := m.results.Selected()
	if !ok || m.accounts.InUse().Free() {
		return ""
	}
	tokens, known := api.Price(api.Operation(row.Operation), row.Style)
	if !known {
		return "?t"
	}
	return fmt.Sprintf("%dt", tokens)
}

func (m *Model) planPrice() string {
	in, err := m.input()
	if err != nil {
		return ""
	}
	prompts, _, err := plan.Count(in)
	if err != nil {
		return ""
	}
	return m.priceWords(in, prompts)
}
