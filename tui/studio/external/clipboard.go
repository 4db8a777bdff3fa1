package external

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/flow"
)

// Part is one thing about a result that can be copied.
type Part string

// The parts of a result, named as it is said what was copied.
const (
	Path    Part = "path"
	Prompt  Part = "prompt"
	Seed    Part = "seed"
	Command Part = "command"
	Curl    Part = "curl command"
)

// Copy puts one thing about the selected result on the clipboard.
func (f *Flow) Copy(part Part) tea.Cmd {
	row, ok := f.o.Selected()
	if !ok || row.Recipe == nil {
		return nil
	}
	var text string
	switch part {
	case Path:
		if row.Path == "" {
			return f.host.Say("Not saved yet.")
		}
		text = row.Path
	case Prompt:
		text = row.Recipe.Request.Prompt
	case Seed:
		text = strconv.FormatInt(row.Recipe.Request.Seed, 10)
	case Command:
		text = shellCommand(*row.Recipe)
	case Curl:
		text = curlCommand(*row.Recipe, f.baseURL(row.Recipe.Key))
	}
	return f.copy(text, string(part))
}

// copiedMsg says whether the computer's clipboard took a text.
type copiedMsg struct {
	text, what string
	err        error
}

// copy puts text on the clipboard: the computer's own, else the terminal's
// (OSC 52), and says which.
func (f *Flow) copy(text, what string) tea.Cmd {
	put := f.toClipboard
	return func() tea.Msg { return copiedMsg{text, what, put(text)} }
}

func (f *Flow) copied(msg copiedMsg) tea.Cmd {
	if msg.err == nil {
		return f.host.Say("Copied the " + msg.what + ".")
	}
	f.host.Note(msg.text)
	return tea.Batch(tea.SetClipboard(msg.text),
		f.host.Say("Sent the "+msg.what+f.host.WithKeys(" to the terminal's clipboard (OSC 52); {studio.messages} shows it too.")))
}

// paste reads the computer's clipboard, for terminals whose own paste key is
// taken.
func (f *Flow) paste() tea.Cmd {
	read := f.fromClipboard
	return func() tea.Msg {
		text, err := read()
		if err != nil || text == "" {
			return flow.OutcomeMsg{Text: "The clipboard cannot be read here: use your terminal's paste shortcut."}
		}
		return tea.PasteMsg{Content: text}
	}
}
