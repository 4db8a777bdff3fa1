// Package studio is the studio: the root of the screen, which owns layout, focus
// and dialogs, asks the engine for pictures and shows what comes.
package studio

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/key"
	"imagine-tui/api/plan/wildcard"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/history/contactsheet"
	"imagine-tui/history/disk"
	"imagine-tui/history/upload"
	"imagine-tui/tui/action"
	"imagine-tui/tui/app"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/paste"
	"imagine-tui/tui/studio/external"
	"imagine-tui/tui/studio/reload"
	"imagine-tui/tui/widget/theme"
)

// Options is everything the studio works with. It owns none of it: the caller
// closes the queue and the library after Run returns.
type Options struct {
	Config app.Studio
	// Themes are those that the person made, beside the program's.
	Themes []theme.Palette
	// Files are those that hold the settings, Reread reads them: what was saved holds
	// at once. Without Files nothing is looked after.
	Files  reload.Files
	Reread func() (Settings, error)
	// Hooks hear of what happens; nil where nobody wants to know. What they say of
	// themselves comes by Aside.
	Hooks Hooks
	Aside <-chan string
	// Keymap rebinds actions, Commands are those that the person adds.
	Keymap   action.Config
	Commands []own.Config
	Keys     *key.Store
	Library  *history.Library
	Queue    *queue.Queue
	Accounts func(name string) (queue.Account, error)
	// Operations are what the config mends in the catalogue.
	Operations api.Operations
	// Upload says what goes along of files of the person's own.
	Upload upload.Config
	// Defaults are what a new person's panes say before they choose.
	Defaults app.Defaults
	Budget   budget.Limits
	// Work is what belongs to where the person works.
	Work Work
	// SheetEntry makes what a contact sheet says of a result.
	SheetEntry func(history.Entry) contactsheet.Entry
	// Watch makes what other programs say of results appear.
	Watch bool
	// StyleSets is the folder of style sets, "" for none.
	StyleSets string
	// Wildcards are the lists that templates name; nil for those built in.
	Wildcards *wildcard.Folder
	StateDir  string
	Version   string
	// Notices are shown at the start, problems of the configuration among them.
	Notices    []string
	ConfigPath string
	In         io.Reader
	Out        io.Writer
	Environ    []string
	// Now tells the time; nil means the computer's clock.
	Now func() time.Time
	// Size is the screen size when the terminal cannot say, in cells.
	Size [2]int
}

// Work is what belongs to a project, or to no project.
type Work struct {
	// Dir is where the draft, old prompts, filters and what waits are kept; "" is the
	// state folder.
	Dir string
	// Presets and Snippets are settings and texts that have names.
	Presets  map[string]app.Preset
	Snippets map[string]string
}

// Hooks are told of runs that ended, of the end of what was sent as one, and of what
// was picked. They take no time.
type Hooks interface {
	Ended(run queue.Run)
	BatchDone(saved, failed, unknown int, paid budget.Sum)
	Picked(e history.Entry)
}

// noHooks tell nobody.
type noHooks struct{}

func (noHooks) Ended(queue.Run)                     {}
func (noHooks) BatchDone(int, int, int, budget.Sum) {}
func (noHooks) Picked(history.Entry)                {}

// picked is who is told of picks, nil for nobody.
func (o *Options) picked() func(history.Entry) {
	if _, nobody := o.Hooks.(noHooks); nobody {
		return nil
	}
	return o.Hooks.Picked
}

// projectDir is where what belongs to where somebody works is kept, "" for nowhere.
func (o *Options) projectDir() string { return cmp.Or(o.Work.Dir, o.StateDir) }

// asideMsg is what went wrong beside the studio.
type asideMsg string

// listenAside waits for what goes wrong beside the studio.
func (m *Model) listenAside() tea.Cmd {
	if m.o.Aside == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case words := <-m.o.Aside:
			return asideMsg(words)
		case <-m.ctx.Done():
			return nil
		}
	}
}

// continuedMsg says that the program runs again after somebody stopped it.
type continuedMsg struct{}

// ErrGone says that the terminal went away while the studio was shown.
var ErrGone = paste.ErrGone

// Run shows the studio until the person leaves it or ctx ends. Quitting by a
// key returns nil.
func Run(ctx context.Context, o Options) error {
	m := newModel(ctx, o)
	calm, window := new(calm), windowOf(m.o.Out)
	filter := func(model tea.Model, msg tea.Msg) tea.Msg { return calm.filter(model, window.size(msg)) }
	// A signal ends ctx; what it means is decided there alone.
	opts := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithFPS(120), tea.WithFilter(filter), tea.WithOutput(m.display.Output()),
	}
	if o.In == nil {
		o.In = paste.Guard(os.Stdin, m.display.Letters())
	}
	opts = append(opts, tea.WithInput(o.In))
	if o.Environ != nil {
		opts = append(opts, tea.WithEnvironment(o.Environ))
	}
	switch {
	case m.spoken.on:
		opts = append(opts, tea.WithColorProfile(colorprofile.ASCII))
	case m.o.Out == os.Stdout:
		// It was found out once already, and may have taken a question to tmux.
		opts = append(opts, tea.WithColorProfile(lipgloss.Writer.Profile))
	}
	if o.Size[0] > 0 {
		opts = append(opts, tea.WithWindowSize(o.Size[0], o.Size[1]))
	}
	disk.LeaveRoomForScreen()
	p := tea.NewProgram(m, opts...)
	heard := external.Continued(m.o.Out, func() { p.Send(continuedMsg{}) })
	_, err := p.Run()
	heard()
	m.stop()
	m.stateFile.write(m.state())
	m.flows.unsent.Close()
	m.flows.play.Close()
	m.flows.programs.Close()
	// However it ended, the terminal need not keep the pictures.
	_, _ = io.WriteString(m.display.Output(), m.display.ForgetAll())
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("the screen failed: %w", err)
	}
	return nil
}
