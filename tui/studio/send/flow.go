// Package send makes pictures: it says under the prompt what they will cost,
// has the price agreed to where that is called for, once, and hands them to the
// queue, once.
package send

import (
	"context"
	"math/rand/v2"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/budget"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/prompt"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	flow.Screens
	// ToStyle gives the keyboard to where styles are marked.
	ToStyle() tea.Cmd
	// ToResults gives the keyboard to the results, where neither they nor a
	// screen has it.
	ToResults() tea.Cmd
	// Select selects a row, and shows it.
	Select(id string) tea.Cmd
	// Joined hears which rows joined a batch that was there.
	Joined(ids []string)
	// WaitingChanged hears that other runs wait.
	WaitingChanged() tea.Cmd
	// Replaced gives a row up for a new one that is in the queue by now.
	Replaced(row gallery.Row) tea.Cmd
	// PlanRoom is how much room there is for what a plan costs, in cells, and
	// whether it may say at length what is multiplied.
	PlanRoom() (cells int, atLength bool)
}

// Draft is what is to be made next.
type Draft interface {
	// Empty tells whether no word is written.
	Empty() bool
	// Read is what is asked for. As long as nothing of that changes it is the
	// same reading: what is shown is what is sent.
	Read() (*plan.Reading, error)
	// ReadLists reads anew the lists that the words may name, nil where they name
	// none.
	ReadLists() tea.Cmd
	// Sent hears that what was asked for was sent, Submitted that a plan went to
	// the queue, Remember what was written for one beside the draft.
	Sent(r *plan.Reading)
	Submitted(p plan.Plan)
	Remember(text string)
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends what is looked up.
	Context context.Context
	Library *history.Library
	Queue   *queue.Queue
	Gallery *gallery.Gallery
	Limits  budget.Limits
	// Account makes a key into what the queue sends with.
	Account func(name string) (queue.Account, error)
	// Find returns a key that is still there.
	Find func(name string) (key.Key, bool)
	// Key is the key in use, KeyLabel that key as it may be written anywhere.
	Key      func() key.Key
	KeyLabel func() string
	Draft    Draft
	// Prompt is the pane under which the price stands.
	Prompt *prompt.Pane
	// Rand draws seeds, in the update loop.
	Rand   *rand.Rand
	Styles *theme.Styles
	Now    func() time.Time
}

// Flow sends.
type Flow struct {
	host Host
	o    Options

	price    lookup
	pricing  *wish // whose price is looked up before it is sent, nil for none
	building bool  // a large plan is being built
	last     press
	doubted  map[string]bool // what was said about styles that no list has
}

// New returns the flow.
func New(host Host, o Options) *Flow {
	return &Flow{host: host, o: o, doubted: map[string]bool{}}
}

// Update takes in what was built and looked up meanwhile. It tells whether the
// message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case prompt.SendMsg:
		return true, f.Send()
	case builtMsg:
		return true, f.built(msg)
	case pricedMsg:
		return true, f.priced(msg)
	case keptMsg:
		return true, f.kept(msg)
	case stillMsg:
		return true, f.still(msg)
	case countedMsg:
		f.counted(msg)
		return true, nil
	}
	return false, nil
}

// problem says what went wrong, if anything did.
func (f *Flow) problem(err error) tea.Cmd {
	if err == nil {
		return nil
	}
	return f.host.Warn(wording.Problem(err))
}
