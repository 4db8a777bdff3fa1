// Package sets reads and saves style sets: named styles with words around the
// prompt, each a file of the person's own.
package sets

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan/styleset"
	"imagine-tui/api/wording"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/style"
	"imagine-tui/tui/widget/dialog"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// Settled takes what the panes say now for what was chosen last: it was not
	// the person's hand in them that changed it.
	Settled()
}

// Flow knows the style sets of the person's folder.
type Flow struct {
	host Host
	// folder holds the sets, "" for none.
	folder string
	pane   *style.Pane
	styles *theme.Styles

	sets []styleset.Set
	// waiting are the names of those to be marked as soon as they are read.
	waiting []string
}

// New returns the flow before it has read the folder.
func New(host Host, folder string, pane *style.Pane, styles *theme.Styles) *Flow {
	return &Flow{host: host, folder: folder, pane: pane, styles: styles}
}

// Mark marks sets by their names as soon as they are read.
func (f *Flow) Mark(names []string) { f.waiting = names }

// Names are the names of the marked sets, also of those not read yet.
func (f *Flow) Names() []string {
	if names := f.pane.MarkedSets(); len(names) > 0 {
		return names
	}
	return f.waiting
}

// Marked are the sets whose words go around the prompt.
func (f *Flow) Marked() []styleset.Set {
	var out []styleset.Set
	for _, name := range f.pane.MarkedSets() {
		if s, ok := styleset.Find(f.sets, name); ok {
			out = append(out, s)
		}
	}
	return out
}

// Ratio is the aspect ratio that the last of the marked sets brings with it
// which was not marked before, "" for none.
func (f *Flow) Ratio(marked, before []string) string {
	ratio := ""
	for _, name := range marked {
		if s, ok := styleset.Find(f.sets, name); ok && s.AspectRatio != "" && !slices.Contains(before, name) {
			ratio = s.AspectRatio
		}
	}
	return ratio
}

// Update takes in what was read and saved meanwhile, and asks for the words of
// a new set. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case style.SaveSetMsg:
		return true, f.askWords(msg)
	case readMsg:
		return true, f.read(msg)
	case savedMsg:
		return true, f.saved(msg)
	}
	return false, nil
}

// readMsg is what the folder holds.
type readMsg struct {
	sets     []styleset.Set
	problems []string
	err      error
}

// Load reads the sets of the folder.
func (f *Flow) Load() tea.Cmd {
	folder := f.folder
	if folder == "" {
		return nil
	}
	return func() tea.Msg {
		sets, problems, err := styleset.Load(folder)
		return readMsg{sets, problems, err}
	}
}

func (f *Flow) read(msg readMsg) tea.Cmd {
	f.sets = msg.sets
	rows := make([]style.Set, len(msg.sets))
	for i, s := range msg.sets {
		rows[i] = style.Set{Name: s.Name, Styles: s.Styles, Description: s.Describe()}
	}
	f.pane.SetSets(rows)
	if len(f.waiting) > 0 {
		f.pane.SetMarkedSets(f.waiting)
		f.waiting = nil
	}
	f.host.Settled()
	switch {
	case msg.err != nil:
		return f.host.Warn(wording.Problem(msg.err))
	case len(msg.problems) > 0:
		return f.host.Warn(msg.problems[0])
	}
	return nil
}

// askWords asks for the words of a new set, after its name.
func (f *Flow) askWords(msg style.SaveSetMsg) tea.Cmd {
	d := dialog.NewInput(f.styles, "Style set "+msg.Name, []string{
		"Words around the prompt, with ... in place of the prompt:",
		f.host.WithKeys("film still of ..., grain   ({dialog.accept} with no words saves only the marked styles)"),
	}, "")
	answers := flow.Answers{Text: func(text string) tea.Cmd { return f.save(setOf(msg, text)) }}
	return f.host.Open(d, answers)
}

// setOf makes a set of marked styles, and of words with ... where the prompt
// goes.
func setOf(msg style.SaveSetMsg, words string) styleset.Set {
	set := styleset.Set{Name: msg.Name, Styles: msg.Styles}
	words = strings.ReplaceAll(words, "…", "...")
	before, after, found := strings.Cut(words, "...")
	if set.Prefix = before; found {
		set.Suffix = after
	}
	return set
}

// savedMsg says where a set was saved, or why not.
type savedMsg struct {
	path string
	err  error
}

func (f *Flow) save(set styleset.Set) tea.Cmd {
	folder := f.folder
	if folder == "" {
		return f.host.Warn("There is no folder for style sets.")
	}
	return func() tea.Msg {
		path, err := styleset.Save(folder, set)
		return savedMsg{path, err}
	}
}

func (f *Flow) saved(msg savedMsg) tea.Cmd {
	if msg.err != nil {
		return f.host.Warn(wording.Problem(msg.err))
	}
	return tea.Batch(f.Load(), f.host.Say("Style set saved to a file you can share: "+clean.Line(msg.path)))
}
