package recipe

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
)

// Parameters is what other studios' readers understand of a recipe.
type Parameters struct {
	Prompt string
	// Seed is 0 where there is none.
	Seed          int64
	Width, Height int // pixels
	// Model is the style.
	Model string
	// AspectRatio is as asked for, as in 16:9, "" for none.
	AspectRatio string
	// Version names the program that made the file.
	Version string
	// Sandbox marks a picture that the API did not make.
	Sandbox bool
}

// Text writes p in the form that grew out of the first web studio: the prompt,
// then one line of "Name: value" pairs. Readers find that line by its "Steps:"
// and by having at least three pairs. The API does not tell its steps, so the
// number is 0.
func (p Parameters) Text() string {
	pairs := []string{"Steps: 0"}
	add := func(name, value string) {
		if value != "" {
			pairs = append(pairs, name+": "+quote(clean.Line(value)))
		}
	}
	if p.Seed != 0 {
		add("Seed", strconv.FormatInt(p.Seed, 10))
	}
	if p.Width > 0 && p.Height > 0 {
		add("Size", fmt.Sprintf("%dx%d", p.Width, p.Height))
	}
	add("Model", p.Model)
	add("Aspect ratio", p.AspectRatio)
	if p.Sandbox {
		add("Sandbox", "true")
	}
	add("Version", p.Version)
	prompt := strings.TrimSpace(clean.Text(p.Prompt))
	if prompt == "" {
		return strings.Join(pairs, ", ")
	}
	return prompt + "\n" + strings.Join(pairs, ", ")
}

// quote protects a value that would end early: readers take a JSON string.
func quote(value string) string {
	if !strings.ContainsAny(value, ",:\"\n") {
		return value
	}
	b, err := json.Marshal(value)
	if err != nil {
		return strconv.Quote(value)
	}
	return string(b)
}
