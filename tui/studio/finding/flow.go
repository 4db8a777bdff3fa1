// Package finding is how results are put in order, and how filters are saved and
// taken again.
package finding

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history/filters"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
	"imagine-tui/tui/widget/picker"
	"imagine-tui/tui/widget/theme"
)

// Options are what the flow works with. It owns none of it.
type Options struct {
	// StateDir is where filters are kept, "" for nowhere.
	StateDir string
	Results  *results.Pane
	Styles   *theme.Styles
	// Filtered hears that another filter is there, and which was before.
	Filtered func(before string) tea.Cmd
}

// Flow sorts results, and knows the saved filters.
type Flow struct {
	host  flow.Host
	o     Options
	saved gallery.Named
}

// New returns the flow before it has read any filter.
func New(host flow.Host, o Options) *Flow { return &Flow{host: host, o: o} }

// readMsg is what is saved, and what follows from that.
type readMsg struct {
	saved gallery.Named
	err   error
	then  func() tea.Cmd
}

// Load reads the saved filters.
func (f *Flow) Load() tea.Cmd { return f.after(nil, nil) }

// after changes what is saved, if something is to be changed, reads it, and goes on
// with that.
func (f *Flow) after(change func(filters.Dir) error, then func() tea.Cmd) tea.Cmd {
	dir := filters.Dir(f.o.StateDir)
	return func() tea.Msg {
		var failed error
		if change != nil {
			failed = change(dir)
		}
		saved, err := dir.All()
		if failed != nil {
			err = failed
		}
		return readMsg{saved, err, then}
	}
}

// Update takes in what was read. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	read, is := msg.(readMsg)
	if !is {
		return false, nil
	}
	f.saved = read.saved
	f.o.Results.SetSaved(read.saved)
	if read.err != nil {
		return true, f.host.Warn(wording.Problem(read.err))
	}
	if read.then != nil {
		return true, read.then()
	}
	return true, nil
}

// set narrows the results to a filter.
func (f *Flow) set(text string) tea.Cmd {
	before := f.o.Results.Filter()
	f.o.Results.SetFilter(text)
	return f.o.Filtered(before)
}

// orders are the ways to sort, by what is written for them after sort:.
var orders = []picker.Item{
	{ID: "", Title: "Batches, newest first"},
	{ID: "time", Title: "Newest first, without batches"},
	{ID: "-time", Title: "Oldest first"},
	{ID: "rating", Title: "Best rated first"},
	{ID: "-rating", Title: "Worst rated first"},
	{ID: "style", Title: "Styles from A to Z"},
	{ID: "-style", Title: "Styles from Z to A"},
	{ID: "tokens", Title: "Dearest first"},
	{ID: "-tokens", Title: "Cheapest first"},
	{ID: "size", Title: "Largest file first"},
	{ID: "-size", Title: "Smallest file first"},
}

// OpenOrders lists the ways to sort the results; the one that is in use is selected.
func (f *Flow) OpenOrders() tea.Cmd {
	query := f.o.Results.Query()
	by, back := query.Sort()
	items := slices.Clone(orders)
	for i, it := range items {
		if it.ID != "" {
			items[i].Note = gallery.SortedBy("", strings.TrimPrefix(it.ID, "-"), it.ID[0] == '-')
		}
	}
	p := picker.New(f.o.Styles, "Sort the results", "{dialog.accept} sort · {dialog.cancel} close", items)
	if by != "" && back {
		by = "-" + by
	}
	p.Select(by)
	return f.host.Open(p, flow.Answers{Item: func(id string) tea.Cmd {
		return f.set(gallery.SortedBy(f.o.Results.Filter(), strings.TrimPrefix(id, "-"), strings.HasPrefix(id, "-")))
	}})
}

// The items of the list of filters that are none.
const saveItem, forgetItem = " save", " forget"

// OpenFilters lists the saved filters, what saves the one that is in use, and what
// forgets one.
func (f *Flow) OpenFilters() tea.Cmd {
	open := f.host.OpenLater()
	return f.after(nil, func() tea.Cmd {
		items := f.named()
		if now := f.o.Results.Filter(); now != "" {
			items = append(items, picker.Item{ID: saveItem, Title: "Save this filter…", Note: clean.Short(now, 40)})
		}
		switch {
		case len(items) == 0:
			return f.host.Say(f.host.WithKeys("No filter is saved yet. {results.filter} writes one, then {results.filters.saved} saves it."))
		case len(f.saved) > 0:
			items = append(items, picker.Item{ID: forgetItem, Title: "Forget a saved filter…"})
		}
		return open(picker.New(f.o.Styles, "Saved filters", "{dialog.accept} choose · {dialog.cancel} close", items), flow.Answers{Item: f.chosen})
	})
}

// named are the saved filters as a list has them.
func (f *Flow) named() (items []picker.Item) {
	for _, name := range f.saved.Names() {
		items = append(items, picker.Item{ID: name, Title: "@" + name, Note: clean.Short(f.saved[name], 60)})
	}
	return items
}

func (f *Flow) chosen(id string) tea.Cmd {
	switch id {
	case saveItem:
		return f.askName()
	case forgetItem:
		return f.host.Open(picker.New(f.o.Styles, "Forget which filter?", "{dialog.accept} forget · {dialog.cancel} cancel", f.named()), flow.Answers{Item: f.forget})
	}
	return f.set("@" + id)
}

// askName asks what the filter that is in use is to be called.
func (f *Flow) askName() tea.Cmd {
	text := f.saved.Expand(f.o.Results.Filter())
	d := dialog.NewInput(f.o.Styles, "Save this filter", []string{
		clean.Short(text, 70), f.host.WithKeys("One word. @word finds it again, here and on the command line."),
	}, "")
	d.Suggest = f.saved.Names()
	d.Check(func(text string) error {
		_, err := filters.Name(text)
		return err
	})
	return f.host.Open(d, flow.Answers{Text: func(name string) tea.Cmd { return f.save(name, text) }})
}

func (f *Flow) save(name, text string) tea.Cmd {
	name, err := filters.Name(name)
	if err != nil {
		return f.host.Warn(wording.Problem(err))
	}
	return f.after(func(d filters.Dir) error { return d.Save(name, text) }, func() tea.Cmd {
		return tea.Batch(f.set("@"+name), f.host.Say("Saved as @"+name+"."))
	})
}

func (f *Flow) forget(name string) tea.Cmd {
	text := f.saved[name]
	return f.after(func(d filters.Dir) error { return d.Forget(name) }, func() tea.Cmd {
		if f.o.Results.Filter() == "@"+name {
			return tea.Batch(f.set(text), f.host.Say("@"+name+" is forgotten; what it finds stays listed."))
		}
		return f.host.Say("@" + name + " is forgotten.")
	})
}
