package generate

import (
	"fmt"
	"strings"

	"imagine-tui/api"
)

// operations lists what --op takes and what each needs, a line each, in the
// order of the catalogue.
func operations() string {
	var out strings.Builder
	for _, spec := range api.Catalogue() {
		if spec.Callable {
			fmt.Fprintf(&out, "  %-18s needs %s\n", spec.Operation, needs(spec))
		}
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// needs names the argument and the flags an operation cannot do without. A
// style of pictures has a default, one of videos has none.
func needs(spec api.Spec) string {
	var words []string
	if picture, mask := spec.FileFields(); picture != "" {
		words = append(words, "--image")
		if mask != "" {
			words = append(words, "--mask")
		}
	}
	for _, f := range spec.Fields {
		switch {
		case f.Kind == api.Text && f.Required:
			words = append(words, "a prompt")
		case f.Kind == api.Choice && f.Required && spec.Operation.MakesVideo():
			words = append(words, "--style")
		}
	}
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
