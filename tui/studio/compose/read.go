package compose

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/plan"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/plan/wildcard"
)

// reading is what the panes asked for when it was read.
type reading struct {
	of   string // what they said
	plan *plan.Reading
	err  error
}

// Read is what the panes ask for, read once: until they say something else, the
// lists change or it is sent, it is the same reading.
func (f *Flow) Read() (*plan.Reading, error) {
	in, err := f.Input()
	if err != nil {
		return nil, err
	}
	if of := said(in); f.read.of != of {
		f.read = reading{of: of}
		f.read.plan, f.read.err = plan.Read(in)
	}
	return f.read.plan, f.read.err
}

// said tells inputs of one reading of lists apart.
func said(in plan.Input) string {
	return fmt.Sprintf("%q %q %q %q %v %q", in.Operation, in.Prompts, in.Styles, in.AspectRatios, in.Seeds, in.Sets)
}

// again forgets what was read: it is to be read anew.
func (f *Flow) again() { f.read = reading{} }

// shownNames is how many names are offered for one that is begun.
const shownNames = 12

// names are those of the lists that may be meant by one that is begun at the end
// of a text.
func (f *Flow) names(before string) (typed string, names []string) {
	typed, open := template.OpenName(before)
	if !open {
		return "", nil
	}
	return typed, f.lists.Complete(typed, shownNames)
}

// listsMsg are the lists of the person's folder.
type listsMsg struct {
	set wildcard.Set
	err error
}

// ReadLists reads the lists of the folder that changed, if the words name any.
func (f *Flow) ReadLists() tea.Cmd {
	folder := f.o.Lists
	if folder == nil || !strings.Contains(f.o.Prompt.Value(), "__") {
		return nil
	}
	return func() tea.Msg {
		set, err := folder.Load()
		return listsMsg{set, err}
	}
}

// listsRead takes lists that were read. A list that cannot be had is told where
// it is named.
func (f *Flow) listsRead(msg listsMsg) tea.Cmd {
	if !f.lists.Is(msg.set) {
		f.lists = msg.set
		f.o.Prompt.SetNames(f.names)
		f.again()
		f.host.PlanChanged()
	}
	before := f.unread
	if f.unread = ""; msg.err != nil {
		f.unread = msg.err.Error()
	}
	if f.unread == before {
		return nil // said once
	}
	return f.problem(msg.err)
}
