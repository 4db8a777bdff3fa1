package history

import (
	"fmt"
	"strings"

	"imagine-tui/api"
)

// ForeignFact is a thing that another program says of a picture and that is not
// part of a request here.
type ForeignFact struct {
	Name, Value string
	// Why says in brackets why it is not used.
	Why string
}

// String is the value and why it is not used.
func (f ForeignFact) String() string { return fmt.Sprintf("%s (%s)", f.Value, f.Why) }

const notUsed = "not used"

// ForeignFacts lists what another program says of a picture and cannot be asked
// for here. It is empty for pictures of this program.
func (s Sidecar) ForeignFacts() []ForeignFact {
	f := s.Foreign
	if f == nil {
		return nil
	}
	var list []ForeignFact
	add := func(name, value, why string) {
		if value != "" {
			list = append(list, ForeignFact{name, value, why})
		}
	}
	add("negative", f.Negative, notUsed)
	if s.Request.Seed == 0 {
		add("seed", f.Seed, fmt.Sprintf("%s: seeds are 1 to %d here", notUsed, int64(api.MaxSeed)))
	}
	if f.Width > 0 && s.Request.AspectRatio == "" {
		add("asked", fmt.Sprintf("%d×%d", f.Width, f.Height), notUsed+": no aspect ratio here is like it")
	}
	add("model", f.Model, notUsed)
	add("steps", f.Steps, notUsed)
	add("sampler", f.Sampler, notUsed)
	add("guidance", f.Guidance, notUsed)
	for _, o := range f.Settings {
		add(strings.ToLower(o.Name), o.Value, notUsed)
	}
	return list
}
