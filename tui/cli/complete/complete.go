// Package complete has shells complete values: styles, operations, ratios, keys,
// tags and saved pictures.
package complete

import (
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/history/filters"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/operations"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/gallery/query"
)

// looked is how many of the newest results are looked at for tags, listed how many
// pictures are offered: a shell waits for the answer.
const looked, listed = 2000, 50

// Values are completed for every command below a root. ready prepares the setup:
// shells ask without running a command.
func Values(root *cobra.Command, setup *app.Setup, ready func() error) {
	v := values{setup, ready}
	flags := map[string]func(command *cobra.Command, typed string) []string{
		"style": v.styles, "op": v.operations, "aspect-ratio": v.ratios, "key": v.keys, "preset": v.presets,
		"unknown": fixed("skip", "fail", "send", "ask"), "by": fixed("key", "day", "style", "operation"),
		"log-level": fixed("debug", "info", "warn", "error", "off"), "strip": fixed("recipe", "all"), "query": v.query,
	}
	v.below(root, flags)
}

type values struct {
	setup *app.Setup
	ready func() error
}

// below gives a command and those below it what completes their values.
func (v values) below(command *cobra.Command, flags map[string]func(*cobra.Command, string) []string) {
	for name, list := range flags {
		if command.Flags().Lookup(name) != nil {
			_ = command.RegisterFlagCompletionFunc(name, func(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
				return list(c, typed), cobra.ShellCompDirectiveNoFileComp
			}) // it fails where there is one already
		}
	}
	switch words := strings.Fields(command.Use); {
	case len(words) < 2:
	case words[1] == "FILE…" || words[1] == "A" || words[1] == "[FILE…]" || command.Name() == "sheet":
		command.ValidArgsFunction = v.files
	case command.Name() == "rate":
		command.ValidArgsFunction = v.after(fixed("0", "1", "2", "3", "4", "5"))
	case command.Name() == "tag":
		command.ValidArgsFunction = v.after(v.tags)
	case command.Name() == "forget":
		command.ValidArgsFunction = alone(v.filters)
	case command.Name() == "history":
		command.ValidArgsFunction = alone(v.query)
	case words[1] == "NAME" && command.Name() != "add", words[1] == "OLD":
		command.ValidArgsFunction = alone(v.keys)
	}
	for _, sub := range command.Commands() {
		v.below(sub, flags)
	}
}

// alone completes arguments that are no files.
func alone(list func(*cobra.Command, string) []string) cobra.CompletionFunc {
	return func(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return list(c, typed), cobra.ShellCompDirectiveNoFileComp
	}
}

// after completes a first argument, and files behind it.
func (v values) after(first func(*cobra.Command, string) []string) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return v.files(c, args, typed)
		}
		return first(c, typed), cobra.ShellCompDirectiveNoFileComp
	}
}

func fixed(words ...string) func(*cobra.Command, string) []string {
	return func(_ *cobra.Command, typed string) []string { return beginning(typed, words) }
}

// beginning are the words that begin with what was typed; of a list with commas its
// last entry.
func beginning(typed string, words []string) []string {
	at := strings.LastIndexByte(typed, ',') + 1
	before, last := typed[:at], typed[at:]
	var out []string
	for _, w := range words {
		if strings.HasPrefix(w, last) {
			out = append(out, before+w)
		}
	}
	return out
}

// operation is the one that the command line names already.
func operation(command *cobra.Command) api.Operation {
	if f := command.Flags().Lookup("op"); f != nil && f.Value.String() != "" {
		return api.Operation(f.Value.String())
	}
	return api.TextToImage
}

func (v values) styles(command *cobra.Command, typed string) []string {
	var ids []string
	for _, s := range api.Styles(operation(command)) {
		ids = append(ids, s.ID)
	}
	return beginning(typed, ids)
}

func (v values) operations(_ *cobra.Command, typed string) []string {
	return beginning(typed, operations.Names())
}

func (v values) ratios(command *cobra.Command, typed string) []string {
	return beginning(typed, api.AspectRatios(operation(command)))
}

// keys are the names of the saved ones; no secret is asked for.
func (v values) keys(_ *cobra.Command, typed string) []string {
	if v.ready() != nil {
		return nil
	}
	s, err := v.setup.Settings()
	if err != nil {
		return nil
	}
	store, err := v.setup.OpenKeys(s, false)
	if err != nil {
		return nil
	}
	var names []string
	for _, k := range store.List() {
		names = append(names, clean.Line(k.Name))
	}
	return beginning(typed, names)
}

// presets are those of the config and of the project.
func (v values) presets(_ *cobra.Command, typed string) []string {
	if v.ready() != nil {
		return nil
	}
	s, err := v.setup.Settings()
	if err != nil {
		return nil
	}
	return beginning(typed, slices.Sorted(maps.Keys(s.Presets)))
}

// newest calls use with the newest results, so many.
func (v values) newest(command *cobra.Command, use func(history.Entry) bool) {
	if v.ready() != nil {
		return
	}
	if library, err := v.setup.Library(); err == nil {
		_ = library.Newest(command.Context(), nil, use) // what can be read is offered
	}
}

func (v values) tags(command *cobra.Command, typed string) []string {
	var tags []string
	n := 0
	v.newest(command, func(e history.Entry) bool {
		for _, t := range e.Sidecar.Tags {
			if !slices.Contains(tags, t) {
				tags = append(tags, t)
			}
		}
		n++
		return n < looked
	})
	slices.Sort(tags)
	return beginning(typed, tags)
}

// files are the newest pictures of the library, each with its prompt; where none
// begins with what was typed the shell completes files of its own.
func (v values) files(command *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	var paths []string
	v.newest(command, func(e history.Entry) bool {
		if strings.HasPrefix(e.Path, typed) && clean.Line(e.Path) == e.Path {
			paths = append(paths, e.Path+"\t"+clean.Short(e.Sidecar.Request.Prompt, 40))
		}
		return len(paths) < listed
	})
	return paths, cobra.ShellCompDirectiveDefault
}

// query completes the last word of a query.
func (v values) query(command *cobra.Command, typed string) []string {
	before, last := gallery.LastWord(typed)
	var out []string
	for _, w := range gallery.Completions(last, v.values(command, last)) {
		out = append(out, before+w)
	}
	return out
}

// values are those there are, where a value is asked for.
func (v values) values(command *cobra.Command, word string) gallery.Values {
	found := gallery.Values{Styles: styleIDs(), Operations: operations.Names(), Ratios: api.AspectRatios(api.TextToImage)}
	name, _, _ := strings.Cut(strings.TrimPrefix(word, "-"), ":")
	switch {
	case strings.HasPrefix(word, query.Saved):
		if v.ready() == nil {
			all, _ := filters.Dir(v.setup.Places.ProjectState()).All() // what can be read is offered
			found.Saved = gallery.Named(all).Names()
		}
	case name == "tag":
		found.Tags = v.tags(command, "")
	case name == "key":
		found.Keys = v.keys(command, "")
	}
	return found
}

// filters are the names of the saved ones.
func (v values) filters(command *cobra.Command, typed string) []string {
	return beginning(typed, v.values(command, query.Saved).Saved)
}

func styleIDs() []string {
	var ids []string
	for _, s := range api.Styles(api.TextToImage) {
		ids = append(ids, s.ID)
	}
	return ids
}
