// Package external hands things to the other programs of this computer: files
// to what opens them, texts to the clipboard, the prompt and the config file to
// the person's editor. None of those programs is given a key.
package external

import (
	"context"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/atotto/clipboard"

	"imagine-tui/api/key"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/keys"
	"imagine-tui/tui/prompt"
	"imagine-tui/tui/studio/flow"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// Note keeps a line among the messages, and shows it nowhere else.
	Note(text string)
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends programs that have the screen to themselves.
	Context context.Context
	// Keys knows which variables hold a key; nil for none.
	Keys *key.Store
	// Free tells of the name of a key whether it costs nothing.
	Free func(name string) bool
	// ConfigPath is the config file, "" when there is none.
	ConfigPath string
	// Selected is the row that is looked at.
	Selected func() (gallery.Row, bool)
	// Prompt is what is written now.
	Prompt func() string
	// SetPrompt puts what was written elsewhere in its place.
	SetPrompt func(text string) tea.Cmd
}

// Flow talks to other programs.
type Flow struct {
	host Host
	o    Options

	// toClipboard and fromClipboard reach the computer's own clipboard.
	toClipboard   func(text string) error
	fromClipboard func() (string, error)
}

// New returns the flow.
func New(host Host, o Options) *Flow {
	return &Flow{host: host, o: o, toClipboard: clipboard.WriteAll, fromClipboard: clipboard.ReadAll}
}

// Update carries out what panes ask for, and takes in how programs ended. It
// tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case prompt.PasteRequestMsg:
		return true, f.paste()
	case keys.CopyNameMsg:
		return true, f.copy(msg.Name, "name")
	case keys.ConsoleMsg:
		return true, f.OpenConsole()
	case copiedMsg:
		return true, f.copied(msg)
	case openedMsg:
		return true, f.opened(msg)
	case draftMsg:
		return true, f.editDraft(msg)
	case editedMsg:
		return true, f.edited(msg)
	case configReadyMsg:
		return true, f.editConfig(msg)
	}
	return false, nil
}

// environ is the environment of programs the studio starts: nothing in it holds
// a key.
func (f *Flow) environ() []string { return f.o.Keys.CleanEnviron(os.Environ()) }
