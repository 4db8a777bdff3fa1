// Package compose is what is to be made next: it reads prompt, style and seed
// pane as the input of a plan, and changes them for more than the hand in them.
// What it changes can be taken back.
package compose

import (
	"math/rand/v2"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/styleset"
	"imagine-tui/api/plan/wildcard"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/prompt"
	"imagine-tui/tui/seed"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/style"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// PlanChanged shows anew what the panes ask for and what it costs.
	PlanChanged()
	// WishChanged hears that the person changed what is asked for beside the
	// words: what is pressed next is not the same wish again.
	WishChanged()
	// StylesChanged hears which styles there are.
	StylesChanged(ids []string)
	// ToPrompt gives the prompt the keyboard.
	ToPrompt() tea.Cmd
	// BringEdit brings back how a picture was made from another one.
	BringEdit(row gallery.Row) tea.Cmd
}

// Sets are the style sets.
type Sets interface {
	// Marked are those whose words go around the prompt.
	Marked() []styleset.Set
	// Ratio is the aspect ratio that the last of the marked sets brings with it
	// which was not marked before, "" for none.
	Ratio(marked, before []string) string
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	Prompt *prompt.Pane
	Style  *style.Pane
	Seed   *seed.Pane
	Sets   Sets
	// Operations are what the configuration mends in the catalogue.
	Operations api.Operations
	// Lists is the folder of the lists that templates name; nil for those built
	// in.
	Lists   *wildcard.Folder
	Gallery *gallery.Gallery
	// Selected is the row that is looked at.
	Selected func() (gallery.Row, bool)
	// Undo gets a step for all that can be taken back.
	Undo *flow.Undo
	// Rand draws seeds, in the update loop.
	Rand   *rand.Rand
	Styles *theme.Styles
}

// Flow knows what the panes ask for.
type Flow struct {
	host Host
	o    Options

	op      api.Operation
	lists   wildcard.Set
	unread  string   // why the folder of the lists cannot be read
	settled settings // of style and seed pane, as of the last step to undo
	read    reading  // of what the panes ask for
	prompts []string // sent, newest first
}

// New returns the flow with the catalogue's choices in the panes; what is chosen
// and written comes with Preset, and Begin or Restore.
func New(host Host, o Options) *Flow {
	f := &Flow{host: host, o: o, op: api.TextToImage, lists: wildcard.Builtin()}
	f.fillChoices()
	o.Seed.SetValidate(checkSeeds)
	o.Prompt.SetNames(f.names)
	return f
}

// checkSeeds tells whether a seed specification can be read.
func checkSeeds(spec string) error {
	_, err := plan.ParseSeeds(spec)
	return err
}

// fillChoices gives the panes what the catalogue has for the operation.
func (f *Flow) fillChoices() {
	var rows []style.Row
	var ids []string
	for _, s := range api.Styles(f.op) {
		rows = append(rows, style.Row{ID: s.ID, Tokens: s.Tokens, Priced: s.Priced, Description: s.Description})
		ids = append(ids, s.ID)
	}
	f.o.Style.SetRows(rows)
	f.o.Seed.SetRatioChoices(api.AspectRatios(f.op))
	f.host.StylesChanged(ids)
}

// Operation is what is made of words.
func (f *Flow) Operation() api.Operation { return f.op }

// SetOperation makes something else of words from now on.
func (f *Flow) SetOperation(op api.Operation) tea.Cmd {
	if f.op == op {
		return nil
	}
	f.op = op
	f.fillChoices()
	f.host.PlanChanged()
	return f.host.Say("Now making: " + string(op) + ".")
}

// Empty tells whether no word is written.
func (f *Flow) Empty() bool { return strings.TrimSpace(f.o.Prompt.Value()) == "" }

// Draft is what the panes ask for as one request: the words as they are written, the
// first of the styles and ratios.
func (f *Flow) Draft() api.Request {
	r := api.Request{Operation: f.op, Prompt: f.o.Prompt.Value()}
	if styles := f.o.Style.Marked(); len(styles) > 0 {
		r.Style = styles[0]
	}
	if ratios := f.o.Seed.Ratios(); len(ratios) > 0 {
		r.AspectRatio = ratios[0]
	}
	return r
}

// Input is what the panes ask for.
func (f *Flow) Input() (plan.Input, error) {
	spec := f.o.Seed.Spec()
	if held := f.o.Seed.Held(); len(held) > 0 {
		spec = joinSeeds(held)
	}
	seeds, err := plan.ParseSeeds(spec)
	return plan.Input{
		Operation: f.op, Extra: f.o.Operations.Extra(f.op), Prompts: []string{f.o.Prompt.Value()}, Styles: f.o.Style.Marked(),
		AspectRatios: f.o.Seed.Ratios(), Seeds: seeds, Rand: f.o.Rand, Lookup: f.lists.Lookup, Sets: f.o.Sets.Marked(),
		Limit: plan.AtOnce,
	}, err
}

func joinSeeds(seeds []int64) string {
	parts := make([]string, len(seeds))
	for i, s := range seeds {
		parts[i] = strconv.FormatInt(s, 10)
	}
	return strings.Join(parts, ",")
}

// Update takes in what the panes say about themselves, and lists that were
// read. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case style.ChangedMsg:
		if ratio := f.o.Sets.Ratio(msg.Sets, f.settled.sets); ratio != "" {
			f.o.Seed.SetRatios([]string{ratio})
		}
		f.changed("style change")
		return true, nil
	case style.DoneMsg:
		f.changed("style change")
		return true, f.host.ToPrompt()
	case seed.ChangedMsg:
		f.changed("seed or ratio change")
		return true, nil
	case seed.DrawMsg:
		return true, f.drawSeeds()
	case listsMsg:
		return true, f.listsRead(msg)
	}
	return false, nil
}

// drawSeeds draws the seeds of the next plan now, so that they can be held.
func (f *Flow) drawSeeds() tea.Cmd {
	in, err := f.Input()
	if err != nil {
		return f.problem(err)
	}
	f.o.Seed.SetHold(false, nil)
	f.o.Seed.SetDrawn(in.Seeds.Draw(f.o.Rand))
	f.host.PlanChanged()
	return nil
}

// problem says what went wrong, if anything did.
func (f *Flow) problem(err error) tea.Cmd {
	if err == nil {
		return nil
	}
	return f.host.Warn(wording.Problem(err))
}
