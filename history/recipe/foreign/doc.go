// Package foreign reads what other programs write into pictures about how they
// were made: AUTOMATIC1111's web UI and its relatives, ComfyUI, InvokeAI,
// SwarmUI, Fooocus, NovelAI, Easy Diffusion, Draw Things, Midjourney. It is given the texts
// of a file and knows nothing of where in the file they were.
//
// A form is known by what a text says, not by the kind of file it came in: the
// same JSON may stand in a chunk of a PNG, in EXIF or behind the lowest bits of
// the pixels.
package foreign

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"imagine-tui/api/clean"
)

// Text is a named text of a picture's file.
type Text struct {
	// Key is the name it has there, as "parameters" or "UserComment".
	Key   string
	Value string
}

// Recipe is what another program says a picture was made from. Its numbers are
// as they were written: few of them mean anything here.
type Recipe struct {
	// Program names what wrote it, as far as it says so.
	Program  string `json:"program"`
	Prompt   string `json:"-"`
	Negative string `json:"negative_prompt,omitempty"`
	Seed     string `json:"seed,omitempty"`
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Model    string `json:"model,omitempty"`
	Sampler  string `json:"sampler,omitempty"`
	Steps    string `json:"steps,omitempty"`
	Guidance string `json:"guidance,omitempty"`
	// Settings are what else it says, in its order.
	Settings []Setting `json:"settings,omitempty"`
	// Note says what could not be told, "" for nothing.
	Note string `json:"note,omitempty"`
}

// Setting is a named value.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// ErrNone says that no text tells how the picture was made.
var ErrNone = errors.New("no recipe of another program")

// FormError says of a text, which must be a recipe, why it cannot be read.
type FormError struct {
	// Key is the name of the text.
	Key string
	// Why is a part of a sentence.
	Why string
}

// Error names the text.
func (e *FormError) Error() string {
	return fmt.Sprintf("the text %q %s", clean.Short(e.Key, 40), e.Why)
}

// Read finds the recipe among the texts of a file. The error is ErrNone where
// no text is one, and a *FormError where one is and cannot be read.
func Read(texts []Text) (Recipe, error) {
	f := file{texts: texts}
	var problem error
	for _, read := range []func() (Recipe, error){f.novelAI, f.named, f.unnamed, f.nodes, f.dream, f.easyDiffusion, f.midjourney, f.postprocessing, f.invokeGraph} {
		r, err := read()
		if err == nil {
			return r.Cleaned(), nil
		}
		if problem == nil && !errors.Is(err, ErrNone) {
			problem = err
		}
	}
	if problem != nil {
		return Recipe{}, problem
	}
	return Recipe{}, ErrNone
}

// file is the texts of a file.
type file struct{ texts []Text }

// text returns the text of a name, the first where there are several.
func (f file) text(key string) string {
	for _, t := range f.texts {
		if strings.EqualFold(t.Key, key) {
			return t.Value
		}
	}
	return ""
}

// The names of texts that hold a recipe or nothing.
var named = []string{"parameters", "invokeai_metadata", "sd-metadata", "stealth", "generation_data", "sui_image_params"}

// named reads the texts that must be recipes by their names.
func (f file) named() (Recipe, error) {
	for _, key := range named {
		text := strings.TrimSpace(f.text(key))
		if text == "" {
			continue
		}
		r, err := readJSON(key, text)
		if errors.Is(err, errNotJSON) {
			r, err = readPairs(text, true)
		}
		if errors.Is(err, ErrNone) {
			err = &FormError{key, "is in an unknown form"}
		}
		return r, err
	}
	return Recipe{}, ErrNone
}

// The names of texts in which people and cameras write as well.
var unnamed = []string{"UserComment", "Comment", "ImageDescription", "Description", "XPComment"}

// unnamed reads texts that may be anything: only what is plainly a recipe is
// taken for one.
func (f file) unnamed() (Recipe, error) {
	var problem error
	for _, key := range unnamed {
		text := strings.TrimSpace(f.text(key))
		if text == "" {
			continue
		}
		r, err := readJSON(key, text)
		if errors.Is(err, errNotJSON) {
			r, err = readPairs(text, false)
		}
		if err == nil {
			return r, nil
		}
		if !errors.Is(err, ErrNone) && problem == nil {
			problem = err
		}
	}
	if problem != nil {
		return Recipe{}, problem
	}
	return Recipe{}, ErrNone
}

// Holds tells whether a text of the name may be a recipe or a part of one.
func Holds(key string) bool {
	for _, list := range [][]string{named, unnamed, {"prompt", "workflow", "invokeai_graph", "invokeai_workflow", "Dream", "postprocessing", "Make", "Model"}} {
		if slices.ContainsFunc(list, func(k string) bool { return strings.EqualFold(k, key) }) {
			return true
		}
	}
	return false
}

const (
	maxSettings = 250 // settings that are kept
	maxValue    = 400 // cells of each
	maxPrompt   = 1 << 20
)

// add keeps a setting that nobody here has a field for.
func (r *Recipe) add(name, value string) {
	if name == "" || value == "" || len(r.Settings) >= maxSettings {
		return
	}
	r.Settings = append(r.Settings, Setting{name, value})
}

// Cleaned returns r with text that is safe to show and of a bearable length.
func (r Recipe) Cleaned() Recipe {
	r.Prompt, r.Negative = strings.TrimSpace(clean.Text(cut(r.Prompt))), strings.TrimSpace(clean.Text(cut(r.Negative)))
	for _, s := range []*string{&r.Program, &r.Seed, &r.Model, &r.Sampler, &r.Steps, &r.Guidance} {
		*s = clean.Short(cut(*s), maxValue)
	}
	settings := make([]Setting, 0, len(r.Settings))
	for _, s := range r.Settings {
		s = Setting{clean.Short(cut(s.Name), 60), clean.Short(cut(s.Value), maxValue)}
		if s.Name != "" && s.Value != "" {
			settings = append(settings, s)
		}
	}
	r.Settings = settings
	if r.Width < 1 || r.Height < 1 || r.Width > 1<<20 || r.Height > 1<<20 {
		r.Width, r.Height = 0, 0
	}
	r.Note = clean.Line(cut(r.Note))
	return r
}

// cut bounds a text before it is looked at rune by rune.
func cut(s string) string { return s[:min(len(s), maxPrompt)] }

// empty tells whether nothing was found.
func (r *Recipe) empty() bool {
	return r.Prompt == "" && r.Negative == "" && r.Seed == "" && r.Steps == "" && r.Model == "" && len(r.Settings) == 0
}
