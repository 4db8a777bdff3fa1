package keep

import (
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// AskTags asks for the tags of the chosen results. Several begin with what
// they have in common; what is added or taken there holds for each.
func (f *Flow) AskTags() tea.Cmd {
	rows := slices.DeleteFunc(f.host.Chosen(), func(r gallery.Row) bool { return r.State != gallery.Saved })
	if len(rows) == 0 {
		return f.host.Say("Select a saved result first.")
	}
	common := slices.Clone(rows[0].Tags)
	for _, r := range rows[1:] {
		common = slices.DeleteFunc(common, func(t string) bool { return !slices.Contains(r.Tags, t) })
	}
	title := "Tags"
	if len(rows) > 1 {
		title = "Tags of " + wording.Count(len(rows), "result")
	}
	value := strings.Join(common, " ")
	if value != "" {
		value += " "
	}
	d := dialog.NewInput(f.o.Styles, title, []string{f.host.WithKeys("Words, separated by spaces. {results.filter} tag:word finds them.")}, value)
	d.Suggest = gallery.ValuesOf(f.o.Gallery).Tags
	d.Check(gallery.CheckTags)
	answers := flow.Answers{Text: func(text string) tea.Cmd { return f.setTags(rows, common, gallery.ParseTags(text)) }}
	return f.host.Open(d, answers)
}

// setTags takes away what of before is not in after, and adds the rest.
func (f *Flow) setTags(rows []gallery.Row, before, after []string) tea.Cmd {
	return f.judge("tags", rows, tagged(without(after, before), without(before, after)), func(r *gallery.Row) {
		tags := slices.DeleteFunc(slices.Clone(r.Tags), func(t string) bool {
			return slices.Contains(before, t) && !slices.Contains(after, t)
		})
		for _, t := range after {
			if !slices.Contains(tags, t) {
				tags = append(tags, t)
			}
		}
		r.Tags = tags
	})
}

// Tag adds tags to results, by their ids, as somebody would who wrote them.
func (f *Flow) Tag(tags map[string][]string) tea.Cmd {
	rows := f.o.Gallery.Some(slices.Sorted(maps.Keys(tags)))
	if len(rows) == 0 {
		return f.host.Say("The results that were to be tagged are gone.")
	}
	byPath := map[string][]string{} // another row may show the same file
	given := tags[rows[0].ID]
	for _, r := range rows {
		byPath[r.Path] = tags[r.ID]
		if !slices.Equal(tags[r.ID], given) {
			given = nil
		}
	}
	what := "tagged"
	if len(given) > 0 {
		what = tagged(given, nil)
	}
	cmd := f.judge("tags", rows, what, func(r *gallery.Row) {
		r.Tags = append(slices.Clone(r.Tags), without(byPath[r.Path], r.Tags)...)
	})
	if len(rows) == 1 && !f.host.OnHeader() {
		cmd = tea.Batch(cmd, f.host.Say(f.host.WithKeys(wording.Sentence(what)+" {studio.undo} undoes it.")))
	}
	return cmd
}

// without are the tags that are not among others.
func without(tags, others []string) []string {
	return slices.DeleteFunc(slices.Clone(tags), func(t string) bool { return slices.Contains(others, t) })
}

// tagged says which tags were given and taken.
func tagged(given, taken []string) string {
	var parts []string
	if len(given) > 0 {
		parts = append(parts, "tagged "+strings.Join(given, " "))
	}
	if len(taken) > 0 {
		parts = append(parts, "no longer tagged "+strings.Join(taken, " "))
	}
	if len(parts) == 0 {
		return "left unchanged"
	}
	return strings.Join(parts, ", ")
}
