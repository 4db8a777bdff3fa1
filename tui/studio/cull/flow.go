// Package cull goes through the pictures of a batch one by one: each with the
// screen to itself, and once it is judged the next one is there.
package cull

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Screen is the name of the screen.
const Screen = "cull"

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	flow.Screens
	// Reject rejects results, and says to how many where that is not seen.
	Reject(rows []gallery.Row) (did string, cmd tea.Cmd)
	// Show selects a row wherever it is.
	Show(id string) tea.Cmd
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	Results *results.Pane
	Preview *preview.Pane
	// Version is another number after something of a result changed.
	Version func() int
	// Strip tells whether results are a strip also below this screen.
	Strip   func() bool
	Styles  *theme.Styles
	Actions *action.Table
}

// Flow goes through pictures.
type Flow struct {
	host Host
	o    Options
}

// New returns the flow.
func New(host Host, o Options) *Flow { return &Flow{host, o} }

// Open begins with the picture that is selected, or the first one of a batch
// that nobody judged.
func (f *Flow) Open() tea.Cmd {
	header := f.o.Results.OnHeader() != ""
	row, _ := f.o.Results.Selected()
	f.o.Results.SetFilm(true)
	if header {
		if next, ok := f.next(-1); ok {
			row = next
		}
	}
	cmd := f.host.OpenScreen(flow.Opened{
		Screen: &screen{st: f.o.Styles, acts: f.o.Actions, preview: f.o.Preview, results: f.o.Results, version: f.o.Version, counted: -1}, Name: Screen, Pictures: true,
		Closed: func() tea.Cmd { f.o.Results.SetFilm(f.o.Strip()); return nil },
	})
	return tea.Batch(cmd, f.host.Show(row.ID))
}

// next is the first picture after a place in the strip that nobody judged.
func (f *Flow) next(at int) (gallery.Row, bool) {
	rows := f.o.Results.Strip()
	for _, r := range rows[min(at+1, len(rows)):] {
		if r.State == gallery.Saved && !r.Judged() {
			return r, true
		}
	}
	return gallery.Row{}, false
}

// Advance goes on to the next picture that nobody judged, after the selected one
// and then from the first; when all are judged it says what came of it.
func (f *Flow) Advance() tea.Cmd {
	rows, at := f.o.Results.Strip(), -1
	selected, _ := f.o.Results.Selected()
	for i, r := range rows {
		if r.ID == selected.ID {
			at = i
		}
	}
	for _, from := range []int{at, -1} {
		if next, ok := f.next(from); ok {
			return f.host.Show(next.ID)
		}
	}
	t := count(rows)
	return f.host.Say(f.host.WithKeys(fmt.Sprintf("All %d are reviewed: %s. {studio.back} goes back.", t.of, t.words())))
}

// RejectRest rejects what nobody judged, the picture that is shown too.
func (f *Flow) RejectRest() tea.Cmd {
	var rest []gallery.Row
	for _, r := range f.o.Results.Strip() {
		if r.State == gallery.Saved && !r.Judged() {
			rest = append(rest, r)
		}
	}
	if len(rest) == 0 {
		return f.host.Say("All of them are reviewed.")
	}
	did, cmd := f.host.Reject(rest)
	if did == "" {
		did = "1 result rejected."
	}
	return tea.Batch(cmd, f.host.Say(f.host.WithKeys(did+" {studio.undo} undoes it.")))
}
