// Package reload makes what was saved in the config, or in a theme, hold at once.
package reload

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/app"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Settings are what can change while the studio is shown.
type Settings struct {
	Config app.Studio
	// Keymap rebinds actions; one with a mistake is left out by whoever read it.
	Keymap action.Config
	// Commands are those that the person adds.
	Commands []own.Config
	// Presets and Snippets are settings and texts that have names.
	Presets  map[string]app.Preset
	Snippets map[string]string
	// BadKeymap says that shortcuts or commands stay as they were.
	BadKeymap bool
	// Themes are those that the person made.
	Themes []theme.Palette
	// Mistakes are sentences about what is wrong, with file and line.
	Mistakes []string
	// Later says that something changed that holds from the next start on.
	Later bool
}

// Files are those that hold the settings.
type Files interface {
	// Changed tells whether one of them was saved since it was asked last.
	Changed() bool
	// Wait waits until something happened to them; it is false where nobody tells.
	Wait(ctx context.Context) bool
}

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// Resettle makes settings hold. It returns what is to be said of that, in
	// sentences.
	Resettle(s Settings) (mistakes []string, cmd tea.Cmd)
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	Context context.Context
	Files   Files // nil where nothing is looked after
	// Read reads the settings; the error is about a config that cannot be used.
	Read func() (Settings, error)
	Now  func() time.Time
}

// Flow reads settings anew.
type Flow struct {
	host Host
	o    Options
	// deaf says that nobody tells of changes: they are looked for when the person
	// comes back, or presses a key.
	deaf    bool
	looked  time.Time
	looking bool
	again   bool // something happened while they were looked at
}

// New returns the flow.
func New(host Host, o Options) *Flow { return &Flow{host: host, o: o} }

type (
	// stirredMsg says that something happened where the files are, or that nobody
	// tells of that.
	stirredMsg struct{ deaf bool }
	// readMsg is what the files say now; same says that none was saved.
	readMsg struct {
		settings Settings
		err      error
		same     bool
		asked    bool
	}
)

// Start waits for changes.
func (f *Flow) Start() tea.Cmd {
	if f.o.Files == nil {
		return nil
	}
	return func() tea.Msg {
		told := f.o.Files.Wait(f.o.Context)
		if f.o.Context.Err() != nil {
			return nil
		}
		return stirredMsg{deaf: !told}
	}
}

// every is how often keys have the files looked at, where nobody tells of them.
const every = time.Second

// Heed looks at the files when the person comes back to the terminal and, where
// nobody tells of changes, when they press a key.
func (f *Flow) Heed(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.FocusMsg:
	case tea.KeyPressMsg:
		if !f.deaf || f.o.Now().Sub(f.looked) < every {
			return nil
		}
	default:
		return nil
	}
	return f.look(false)
}

// Look looks at the files at once, for somebody who asked, and says so where
// nothing changed.
func (f *Flow) Look() tea.Cmd { return f.look(true) }

func (f *Flow) look(asked bool) tea.Cmd {
	if f.o.Files == nil {
		return nil
	}
	if f.looking {
		f.again = true
		return nil
	}
	f.looking, f.again, f.looked = true, false, f.o.Now()
	return func() tea.Msg {
		if !f.o.Files.Changed() {
			return readMsg{same: true, asked: asked}
		}
		s, err := f.o.Read()
		return readMsg{settings: s, err: err, asked: asked}
	}
}

// Update takes in what the files say. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case stirredMsg:
		f.deaf = msg.deaf
		if f.deaf {
			return true, nil
		}
		return true, tea.Batch(f.look(false), f.Start())
	case readMsg:
		f.looking = false
		cmd := f.read(msg)
		if f.again {
			cmd = tea.Batch(cmd, f.look(false))
		}
		return true, cmd
	}
	return false, nil
}

// read makes what was read hold, and says what does not.
func (f *Flow) read(msg readMsg) tea.Cmd {
	switch {
	case msg.same && msg.asked:
		return f.host.Say("Nothing changed in the config.")
	case msg.same:
		return nil
	case msg.err != nil:
		return f.host.Warn(wording.Sentence("Nothing was changed: " + msg.err.Error()))
	}
	mistakes, cmd := f.host.Resettle(msg.settings)
	mistakes = append(mistakes, msg.settings.Mistakes...)
	for _, m := range mistakes {
		cmd = tea.Batch(cmd, f.host.Warn(m))
	}
	said := "The new settings are active."
	if msg.settings.Later {
		said = "The new settings are active; keys, folders, hooks, prices and limits apply at the next start."
	}
	if len(mistakes) > 0 {
		return cmd
	}
	return tea.Batch(cmd, f.host.Say(said))
}
