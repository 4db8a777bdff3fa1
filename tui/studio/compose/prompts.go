package compose

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/plan/template"
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
	if f.Empty() {
		return f.host.Say("Write a prompt first.")
	}
	r, err := f.Read()
	if err != nil {
		return f.problem(err)
	}
	var texts, lines, notes []string
	for _, e := range r.First(shownPrompts) {
		texts = append(texts, template.Escape(e.Prompt))
		lines, notes = append(lines, gallery.Line(e.Prompt)), append(notes, gallery.Line(e.Label))
	}
	title := wording.Count(r.Prompts(), "prompt")
	if len(texts) < r.Prompts() {
		title = fmt.Sprintf("The first %d prompts of %s pictures", len(texts), r.Total())
	}
	items := make([]picker.Item, len(texts))
	for i := range texts {
		items[i] = picker.Item{ID: strconv.Itoa(i), Title: lines[i], Note: notes[i]}
	}
	list := picker.New(f.o.Styles, title, "{dialog.accept} use only this one · {dialog.cancel} close", items)
	return f.host.Open(list, f.taking(texts, "planned prompt"))
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
	list := picker.New(f.o.Styles, "Recent prompts", "{dialog.accept} use · {dialog.cancel} close", items)
	return f.host.Open(list, f.taking(texts, "recent prompt"))
}
