package external

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan/textfile"
	"imagine-tui/api/wording"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/command"
)

const noEditor = "No editor is set: set VISUAL or EDITOR to one."

// editor is the person's editor with its arguments, none if there is none.
func editor() []string {
	line := os.Getenv("VISUAL")
	if line == "" {
		line = os.Getenv("EDITOR")
	}
	words, err := command.Words(line)
	if err != nil {
		return nil
	}
	return words
}

// edit gives the screen to the person's editor until it is left.
func (f *Flow) edit(words []string, path string, ended tea.ExecCallback) tea.Cmd {
	cmd := exec.CommandContext(f.o.Context, words[0], append(words[1:], path)...) // #nosec G204,G702 -- the person's own editor
	cmd.Env = f.environ()
	return inForeground(cmd, ended)
}

// draftMsg is the prompt in a file for the editor, or why there is none.
type draftMsg struct {
	editor []string
	path   string
	err    error
}

// EditPrompt writes the prompt in the person's editor. A failing editor leaves
// the text as it was.
func (f *Flow) EditPrompt() tea.Cmd {
	words := editor()
	if len(words) == 0 {
		return f.host.Warn(noEditor)
	}
	text := f.o.Prompt()
	return func() tea.Msg {
		path, err := draftFile(text)
		return draftMsg{words, path, err}
	}
}

// draftFile writes the prompt into a private temporary file for the editor, as a
// text file: with a line end behind it, which is not the prompt's.
func draftFile(text string) (string, error) {
	f, err := os.CreateTemp("", "prompt-*.txt")
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(text + "\n")
	return f.Name(), errors.Join(err, f.Close())
}

func (f *Flow) editDraft(msg draftMsg) tea.Cmd {
	if msg.err != nil {
		return f.host.Warn(wording.Problem(msg.err))
	}
	return f.edit(msg.editor, msg.path, func(err error) tea.Msg { return readDraft(msg.path, err) })
}

// editedMsg is the prompt as the editor left it, or what went wrong there.
type editedMsg struct {
	text string
	err  error
	odd  error // what was written is no text
}

// readDraft takes the draft back once the editor was left with err.
func readDraft(path string, err error) editedMsg {
	data, readErr := os.ReadFile(path) // #nosec G304 -- the file made for the editor
	_ = os.Remove(path)
	text, odd := textfile.String(data)
	return editedMsg{text: text, err: errors.Join(err, readErr), odd: odd}
}

func (f *Flow) edited(msg editedMsg) tea.Cmd {
	if msg.err != nil {
		return f.host.Warn("The editor failed, so the prompt is unchanged.")
	}
	if msg.odd != nil {
		return f.host.Warn("What the editor saved cannot be used, so the prompt is unchanged: " + msg.odd.Error() + ".")
	}
	text := strings.TrimSuffix(clean.Text(msg.text), "\n")
	if clean.HasKey(text) {
		return f.host.Warn("That looks like an API key, so it was kept out of the prompt.")
	}
	return f.o.SetPrompt(text)
}

// configReadyMsg says whether the folder of the config file is there.
type configReadyMsg struct {
	editor []string
	err    error
}

// ConfigEditedMsg says that the person's editor was left with the config in it.
type ConfigEditedMsg struct{}

// EditConfig opens the config file in the person's editor. The program itself
// never writes it: a new one begins empty, in the editor.
func (f *Flow) EditConfig() tea.Cmd {
	words, path := editor(), f.o.ConfigPath
	switch {
	case path == "":
		return f.host.Say("There is no config file here.")
	case len(words) == 0:
		return f.host.Warn(noEditor + " The config is " + clean.Line(path) + ".")
	}
	return func() tea.Msg { return configReadyMsg{words, os.MkdirAll(filepath.Dir(path), 0o700)} }
}

func (f *Flow) editConfig(msg configReadyMsg) tea.Cmd {
	if msg.err != nil {
		return f.host.Warn(wording.Problem(msg.err))
	}
	return f.edit(msg.editor, f.o.ConfigPath, func(err error) tea.Msg {
		if err != nil {
			return flow.OutcomeMsg{Err: errors.New("the editor failed")}
		}
		return ConfigEditedMsg{}
	})
}
