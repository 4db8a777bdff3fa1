package operations

import (
	"fmt"
	"strings"

	"imagine-tui/api"
)

// List is what --op takes and what each needs, a line each, in the order of the
// catalogue.
func List() string {
	var out strings.Builder
	for _, spec := range callable() {
		fmt.Fprintf(&out, "  %-18s needs %s\n", spec.Operation, words(needs(spec)))
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// callable are the operations that can be asked for.
func callable() []api.Spec {
	var list []api.Spec
	for _, spec := range api.Catalogue() {
		if spec.Callable {
			list = append(list, spec)
		}
	}
	return list
}

// Names are those of the operations that can be asked for.
func Names() []string {
	var names []string
	for _, spec := range callable() {
		names = append(names, string(spec.Operation))
	}
	return names
}

// needs names the argument and the flags an operation cannot do without. A
// style of pictures has a default, one of videos has none.
func needs(spec api.Spec) []string {
	var list []string
	if picture, mask := spec.FileFields(); picture != "" {
		list = append(list, "--image")
		if mask != "" {
			list = append(list, "--mask")
		}
	}
	for _, f := range spec.Fields {
		switch {
		case f.Kind == api.Text && f.Required:
			list = append(list, prompt)
		case f.Kind == api.Choice && f.Required && spec.Operation.MakesVideo():
			list = append(list, "--style")
		}
	}
	return list
}

// prompt is what an operation needs that takes words.
const prompt = "a prompt"

// words joins what is needed.
func words(list []string) string {
	last := len(list) - 1
	if last == 0 {
		return list[0]
	}
	return strings.Join(list[:last], ", ") + " and " + list[last]
}
