package compose

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/plan"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/plan/wildcard"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/picker"
)

const (
	// shownPrompts is how many prompts of a plan are listed.
	shownPrompts = 1000
	// shownOld is how many old prompts are.
	shownOld = 5000
)

// OpenPrompts lists the prompts the template stands for; the one that is chosen
// takes its place.
func (f *Flow) OpenPrompts() tea.Cmd {
	in, err := f.Input()
	if err != nil || f.Empty() {
		return f.host.Say("Write a prompt first.")
	}
	prompts, total, err := plan.Count(in)
	if err != nil {
		return f.problem(err)
	}
	var texts, lines, notes []string
	for _, e := range f.First(in, shownPrompts) {
		texts = append(texts, template.Escape(e.Prompt))
		lines, notes = append(lines, gallery.Line(e.Prompt)), append(notes, gallery.Line(e.Label))
	}
	title := wording.Count(prompts, "prompt")
	if len(texts) < prompts {
		title = fmt.Sprintf("The first %d prompts of %s pictures", len(texts), total)
	}
	items := make([]picker.Item, len(texts))
	for i := range texts {
		items[i] = picker.Item{ID: strconv.Itoa(i), Title: lines[i], Note: notes[i]}
	}
	list := picker.New(f.o.Styles, title, "{dialog.accept} take this one alone · {dialog.cancel} close", items)
	return f.host.Open(list, f.taking(texts, "prompt of the plan"))
}

// taking puts the text that is chosen by its number into the prompt.
func (f *Flow) taking(texts []string, step string) flow.Answers {
	return flow.Answers{Item: func(id string) tea.Cmd {
		i, err := strconv.Atoi(id)
		if err != nil || i >= len(texts) {
			return nil
		}
		f.step(step)
		return f.SetPrompt(texts[i])
	}}
}

// SetPrompt writes another prompt, and goes there.
func (f *Flow) SetPrompt(text string) tea.Cmd {
	f.o.Prompt.SetValue(text)
	f.host.PlanChanged()
	return f.host.ToPrompt()
}

// OpenOldPrompts searches everything ever sent.
func (f *Flow) OpenOldPrompts() tea.Cmd {
	var items []picker.Item
	seen := map[string]bool{}
	var texts []string
	add := func(text string) {
		if text != "" && !seen[text] && len(items) < shownOld {
			seen[text] = true
			items = append(items, picker.Item{ID: strconv.Itoa(len(texts)), Title: gallery.Line(text)})
			texts = append(texts, text)
		}
	}
	for _, text := range f.prompts {
		add(text)
	}
	f.o.Gallery.All(func(r gallery.Row) bool {
		if r.Recipe != nil && r.Recipe.Template != "" {
			add(r.Recipe.Template)
		} else {
			add(r.Request().Prompt)
		}
		return len(items) < shownOld
	})
	list := picker.New(f.o.Styles, "Old prompts", "{dialog.accept} take · {dialog.cancel} close", items)
	return f.host.Open(list, f.taking(texts, "old prompt"))
}

// listsMsg are the lists of the person's folder.
type listsMsg struct {
	set wildcard.Set
	err error
}

// ReadLists reads the lists of the folder that changed.
func (f *Flow) ReadLists() tea.Cmd {
	folder := f.o.Lists
	if folder == nil {
		return nil
	}
	return func() tea.Msg {
		set, err := folder.Load()
		return listsMsg{set, err}
	}
}

func (f *Flow) listsRead(msg listsMsg) tea.Cmd {
	known := len(f.lists.Problems())
	f.lists = msg.set
	f.host.ListsChanged()
	switch problems := msg.set.Problems(); {
	case msg.err != nil:
		return f.problem(msg.err)
	case len(problems) > known:
		return f.host.Warn(problems[len(problems)-1])
	}
	return nil
}
