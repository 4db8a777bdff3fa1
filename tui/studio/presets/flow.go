// Package presets is how presets and snippets are chosen: settings and texts that have
// names in the config, or in the file of a project.
package presets

import (
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/picker"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// ToPrompt gives the prompt the keyboard.
	ToPrompt() tea.Cmd
}

// Draft is what is asked for next.
type Draft interface {
	// Take has something else asked for, of which what is empty stays as it is.
	Take(step string, op api.Operation, styles, ratios []string, seed string) tea.Cmd
	// Insert puts text into the prompt, where the cursor is.
	Insert(step, text string) tea.Cmd
}

// Flow knows the presets and the snippets.
type Flow struct {
	host   Host
	draft  Draft
	styles *theme.Styles

	presets  map[string]app.Preset
	snippets map[string]string
}

// New returns the flow.
func New(host Host, draft Draft, styles *theme.Styles) *Flow {
	return &Flow{host: host, draft: draft, styles: styles}
}

// Set says which there are.
func (f *Flow) Set(presets map[string]app.Preset, snippets map[string]string) {
	f.presets, f.snippets = presets, snippets
}

// longest is how much of a snippet its row shows, in letters.
const longest = 60

// OpenPresets lists the presets; the one that is chosen is set.
func (f *Flow) OpenPresets() tea.Cmd {
	if len(f.presets) == 0 {
		return f.host.Say("There are no presets: [preset.NAME] in the config, or in a project's imagine.toml, makes one.")
	}
	var items []picker.Item
	for _, name := range slices.Sorted(maps.Keys(f.presets)) {
		items = append(items, picker.Item{ID: name, Title: name, Note: clean.Line(f.presets[name].Words())})
	}
	list := picker.New(f.styles, "Set which preset?", "{dialog.accept} set · {dialog.cancel} close", items)
	return f.host.Open(list, flow.Answers{Item: f.take})
}

func (f *Flow) take(name string) tea.Cmd {
	p, there := f.presets[name]
	if !there { // the config was saved meanwhile
		return nil
	}
	set := f.draft.Take("preset", api.Operation(p.Operation), p.Styles(), p.AspectRatios(), p.Seed)
	return tea.Batch(set, f.host.Say(f.host.WithKeys("Preset "+name+": "+clean.Line(p.Words())+". {studio.undo} brings back what was set.")))
}

// OpenSnippets lists the snippets; the one that is chosen goes into the prompt.
func (f *Flow) OpenSnippets() tea.Cmd {
	if len(f.snippets) == 0 {
		return f.host.Say("There are no snippets: NAME = \"text\" below [snippets] in the config, or in a project's imagine.toml, makes one.")
	}
	var items []picker.Item
	for _, name := range slices.Sorted(maps.Keys(f.snippets)) {
		items = append(items, picker.Item{ID: name, Title: name, Note: clean.Short(clean.Line(f.snippets[name]), longest)})
	}
	list := picker.New(f.styles, "Insert which snippet?", "{dialog.accept} insert · {dialog.cancel} close", items)
	return f.host.Open(list, flow.Answers{Item: func(name string) tea.Cmd {
		text, there := f.snippets[name]
		if !there {
			return nil
		}
		return tea.Batch(f.draft.Insert("snippet", clean.Text(text)), f.host.ToPrompt())
	}})
}
