package recipe

import (
	"strconv"
	"strings"

	"imagine-tui/history/recipe/foreign"
)

// ParseParameters reads the form that Text writes, also where other programs
// wrote it. ok is false when text is not in that form.
func ParseParameters(text string) (p Parameters, ok bool) {
	pairs, ok := foreign.ParsePairs(text)
	if !ok || len(pairs.Settings) == 0 {
		return Parameters{}, false
	}
	p.Prompt = pairs.Prompt
	for _, s := range pairs.Settings {
		p.set(s.Name, s.Value)
	}
	return p, true
}

// ours tells whether this program wrote the parameters.
func (p Parameters) ours() bool { return strings.HasPrefix(p.Version, Program) }

func (p *Parameters) set(name, value string) {
	switch name {
	case "Seed":
		if seed, err := strconv.ParseInt(value, 10, 64); err == nil && seed > 0 {
			p.Seed = seed
		}
	case "Size":
		p.Width, p.Height = foreign.Size(value)
	case "Model":
		p.Model = value
	case "Aspect ratio":
		p.AspectRatio = value
	case "Version":
		p.Version = value
	case "Sandbox":
		p.Sandbox = value == "true"
	}
}
