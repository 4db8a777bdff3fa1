package generate

import (
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"imagine-tui/api/clean"
	"imagine-tui/api/closest"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/exit"
)

// take sets what the preset says and no flag does.
func (o *Options) take(s app.Settings, flags *pflag.FlagSet) error {
	if o.Preset == "" {
		return nil
	}
	p, there := s.Presets[o.Preset]
	if !there {
		names := slices.Sorted(maps.Keys(s.Presets))
		switch near := closest.Of(o.Preset, names); {
		case len(near) > 0:
			return exit.Misusef("--preset %s: there is none of that name; did you mean %s?", clean.Line(o.Preset), near[0])
		case len(names) > 0:
			return exit.Misusef("--preset %s: there is none of that name, only %s", clean.Line(o.Preset), strings.Join(names, ", "))
		}
		return exit.Misusef("--preset %s: there are no presets; [preset.%s] in the config or in imagine.toml makes it one", clean.Line(o.Preset), clean.Line(o.Preset))
	}
	if p.Operation != "" && !flags.Changed("op") {
		o.Operation = p.Operation
	}
	if len(o.Styles) == 0 {
		o.Styles = p.Styles()
	}
	if len(o.AspectRatios) == 0 {
		o.AspectRatios = p.AspectRatios()
	}
	if o.Seed == "" {
		o.Seed = p.Seed
	}
	return nil
}
