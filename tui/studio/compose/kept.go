package compose

import (
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
)

// Kept is what is remembered between sessions.
type Kept struct {
	Draft   string   `json:"draft"`
	Prompts []string `json:"prompts"` // sent, newest first
	Styles  []string `json:"styles"`
	Ratios  []string `json:"ratios"`
	Seed    string   `json:"seed"`
	Hold    []int64  `json:"hold,omitempty"` // seeds that are held
}

const (
	keptPrompts  = 1000
	samplePrompt = "A lighthouse on a cliff at dusk, waves, oil painting"
	sampleSeed   = "random:4"
)

// Preset is what a person's configuration says of new plans.
type Preset struct{ Style, AspectRatio, Seed string }

// Preset puts what the configuration says into the panes.
func (f *Flow) Preset(p Preset) {
	if p.AspectRatio != "" {
		f.o.Seed.SetRatios([]string{p.AspectRatio})
	}
	if p.Seed != "" {
		f.o.Seed.SetSpec(p.Seed)
	}
	if p.Style != "" {
		f.o.Style.SetMarked([]string{p.Style})
	}
}

// Begin writes the sample prompt of the very first session.
func (f *Flow) Begin(p Preset) {
	f.o.Prompt.Sample(samplePrompt)
	if p.Seed == "" || p.Seed == "random" {
		f.o.Seed.SetSpec(sampleSeed)
	}
}

// Restore puts back what the last session left.
func (f *Flow) Restore(k Kept) {
	for _, p := range k.Prompts {
		f.prompts = append(f.prompts, clean.Text(p))
	}
	f.o.Prompt.SetHistory(f.prompts)
	if k.Draft == samplePrompt {
		f.o.Prompt.Sample(samplePrompt)
	} else {
		f.o.Prompt.SetValue(clean.Text(k.Draft))
	}
	if len(k.Styles) > 0 {
		f.o.Style.SetMarked(k.Styles)
	}
	if len(k.Ratios) > 0 {
		f.o.Seed.SetRatios(k.Ratios)
	}
	if k.Seed != "" && checkSeeds(k.Seed) == nil {
		f.o.Seed.SetSpec(k.Seed)
	}
	if len(k.Hold) > 0 && checkSeeds(joinSeeds(k.Hold)) == nil {
		f.o.Seed.SetHold(true, k.Hold)
	}
}

// Kept is what is to be remembered now.
func (f *Flow) Kept() Kept {
	return Kept{
		Draft: clean.Scrub(f.o.Prompt.Value()), Prompts: f.prompts, Styles: f.o.Style.Marked(),
		Ratios: f.o.Seed.Ratios(), Seed: f.o.Seed.Spec(), Hold: f.o.Seed.Held(),
	}
}

// Sent hears that what the panes asked for was sent: its prompt is an old one
// now, seeds that count on do so, and what is drawn is drawn anew.
func (f *Flow) Sent(r *plan.Reading) {
	in := r.Input()
	f.Remember(in.Prompts[0])
	if next := in.Seeds.Next().String(); next != in.Seeds.String() {
		f.o.Seed.SetSpec(next)
		f.settled = f.settings()
	}
	if r.Drawn() {
		f.again()
		f.host.PlanChanged()
	}
}

// Remember puts a sent prompt in front of the old ones.
func (f *Flow) Remember(text string) {
	kept := []string{text}
	for _, p := range f.prompts {
		if p != text && len(kept) < keptPrompts {
			kept = append(kept, p)
		}
	}
	f.prompts = kept
	f.o.Prompt.SetHistory(kept)
}

// Submitted shows the seeds of a plan that went to the queue.
func (f *Flow) Submitted(p plan.Plan) {
	if len(p.Items) > 0 && len(p.Items[0].Request.Inputs) == 0 {
		f.o.Seed.SetDrawn(drawn(p))
	}
}

// drawn lists the seeds of a plan in the order they appear.
func drawn(p plan.Plan) []int64 {
	seen := map[int64]bool{}
	var out []int64
	for _, it := range p.Items {
		if s := it.Request.Seed; !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
