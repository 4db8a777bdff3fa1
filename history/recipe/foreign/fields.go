package foreign

import (
	"strings"
	"sync"
)

// Nearly all programs write one flat object, each with names of its own for the
// same things. part is what a name stands for.
type part int

const (
	other part = iota
	prompt
	negativePrompt
	seed
	width
	height
	resolution
	model
	sampler
	steps
	guidance
	nothing // what says nothing to a person
)

// parts are the names, in small letters without spaces, dashes and underscores.
var parts = sync.OnceValue(func() map[string]part {
	return map[string]part{
		"prompt": prompt, "positiveprompt": prompt, "positive": prompt, "c": prompt,
		"negativeprompt": negativePrompt, "negative": negativePrompt, "uc": negativePrompt,
		"seed": seed, "noiseseed": seed,
		"width": width, "height": height, "resolution": resolution, "size": resolution,
		"model": model, "basemodel": model, "basemodelname": model, "usestablediffusionmodel": model, "stablediffusionmodel": model, "modelweights": model,
		"sampler": sampler, "samplername": sampler, "scheduler": other,
		"steps": steps, "numinferencesteps": steps,
		"cfgscale": guidance, "cfg": guidance, "guidancescale": guidance, "scale": guidance, "guidance": guidance,

		"metadatascheme": nothing, "version": nothing, "swarmversion": nothing, "appversion": nothing, "software": nothing,
		"fullprompt": nothing, "fullnegativeprompt": nothing, "signedhash": nothing, "v4prompt": nothing, "v4negativeprompt": nothing,
		"createdby": nothing, "date": nothing, "generationtime": nothing, "preptime": nothing, "prepdata": nothing,
	}
})

func partOf(name string) part {
	return parts()[strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(name))]
}

// flat makes a recipe of an object whose fields are the facts.
func flat(program string, o object) (Recipe, error) {
	r := Recipe{Program: program}
	for _, key := range o.keys {
		r.take(key, o.text(key))
	}
	if r.Sampler == "" {
		r.Sampler = o.text("scheduler") // InvokeAI means the sampler by it
	}
	if r.empty() {
		return Recipe{}, ErrNone
	}
	return r, nil
}

// take puts a fact where it belongs.
func (r *Recipe) take(key, value string) {
	first := func(field *string) {
		if *field == "" {
			*field = value
		}
	}
	switch partOf(key) {
	case prompt:
		first(&r.Prompt)
	case negativePrompt:
		first(&r.Negative)
	case seed:
		first(&r.Seed)
	case model:
		first(&r.Model)
	case sampler:
		first(&r.Sampler)
	case steps:
		first(&r.Steps)
	case guidance:
		first(&r.Guidance)
	case width:
		r.Width = whole(value)
	case height:
		r.Height = whole(value)
	case resolution:
		r.Width, r.Height = resolutionOf(value)
	case nothing:
	case other:
		if value != "" && value != "None" {
			r.add(strings.ReplaceAll(key, "_", " "), value)
		}
	}
}

// whole reads a whole number, 0 for anything else.
func whole(text string) int { n, _ := Size(text + "x1"); return n }

// resolutionOf reads "1152x896" and, as Fooocus writes it, "(1152, 896)".
func resolutionOf(text string) (width, height int) {
	text = strings.Trim(strings.NewReplacer("×", "x", "*", "x", ", ", "x", ",", "x", "'", "").Replace(text), "()[] ")
	text, _, _ = strings.Cut(text, " ")
	return Size(text)
}
