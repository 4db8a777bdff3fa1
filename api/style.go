package api

import (
	"slices"
	"sync"
)

// Style is a value of the field style.
type Style struct {
	ID string
	// Tokens is the price of one call, valid if Priced is set.
	Tokens int
	// Priced is set where the vendor's billing page names the price.
	Priced bool
	// Description says in a few words what the style is for.
	Description string
	// Operations are the operations that take the style.
	Operations []Operation
}

// styles are the styles of all operations, built once.
var styles = sync.OnceValue(func() []Style { return slices.Concat(imageStyles(), videoStyles()) })

// Styles returns the known styles of an operation in catalogue order, nil if
// it has no styles.
func Styles(op Operation) []Style {
	var out []Style
	for _, s := range styles() {
		if slices.Contains(s.Operations, op) {
			out = append(out, s)
		}
	}
	return out
}

// LookupStyle returns a style of an operation by its id.
func LookupStyle(op Operation, id string) (Style, bool) {
	for _, s := range styles() {
		if s.ID == id && slices.Contains(s.Operations, op) {
			return s, true
		}
	}
	return Style{}, false
}

// Price returns what one call costs in tokens, by the vendor's billing page
// (docs.imagine.art/getting-started/api-call-billing-and-token-usage). Most
// operations and some styles are not on it: then known is false, and the price
// must not be shown as 0.
func Price(op Operation, style string) (tokens int, known bool) {
	s, ok := LookupStyle(op, style)
	if !ok || !s.Priced {
		return 0, false
	}
	return s.Tokens, true
}

func styleIDs(op Operation) []string {
	var ids []string
	for _, s := range Styles(op) {
		ids = append(ids, s.ID)
	}
	return ids
}

func imageStyles() []Style {
	image := []Operation{TextToImage}
	return []Style{
		{ID: "imagine-turbo", Tokens: 1, Priced: true, Description: "Fast and good: sketches, prototypes, quick takes.", Operations: image},
		{ID: "anime", Tokens: 5, Priced: true, Description: "Drawn animation.", Operations: image},
		{ID: "realistic", Tokens: 5, Priced: true, Description: "Lifelike pictures.", Operations: image},
		{ID: "flux-schnell", Tokens: 5, Priced: true, Description: "Fast, with much detail.", Operations: image},
		{ID: "flux-dev-fast", Tokens: 5, Priced: true, Description: "A faster flux-dev.", Operations: image},
		{ID: "flux-dev", Tokens: 15, Priced: true, Description: "Futuristic and experimental: technology, science fiction.", Operations: image},
		{ID: "sdxl-1.0", Description: "Lifelike portraits. The price is not published.", Operations: image},
		{ID: "product-shoot", Description: "A product in front of a scene.", Operations: []Operation{AIBackground}},
	}
}

// videoStyles are suggestions only: the reference of 2025 names the first
// seven, the platform's model pages of 2026 the others, and neither list is
// complete. The API says nothing about their price.
func videoStyles() []Style {
	text, image := []Operation{TextToVideo}, []Operation{ImageToVideo}
	both := []Operation{TextToVideo, ImageToVideo}
	var out []Style
	add := func(ops []Operation, description string, ids ...string) {
		for _, id := range ids {
			out = append(out, Style{ID: id, Description: description, Operations: ops})
		}
	}
	add(both, "Listed in the API reference of 2025.",
		"kling-1.0-pro", "kling-1.0-standard", "kling-1.5", "imagine-v1", "imagine-v2", "hailuo-ai", "hailuo-live-ai")
	const listed = "Listed on the platform's model pages in 2026."
	add(both, listed,
		"cogvideox-5b", "fast-svd-lcm", "kling-v1", "kling-v1-pro", "kling-v1.5-pro", "kling-v1.6-pro",
		"kling-v1.6-standard", "ltx-video-v095", "luma-dream-machine", "luma-dream-machine-ray-2",
		"luma-dream-machine-ray-2-flash", "magi", "magi-distilled", "minimax-video-01",
		"minimax-video-01-director", "minimax-video-01-live", "pixverse-v3.5", "pixverse-v4", "veo2")
	add(text, listed, "fast-svd", "mochi-v1", "pika-v2.1", "pika-v2.2")
	add(image, listed, "framepack", "minimax-video-01-subject-reference", "skyreels-i2v", "stable-video", "vidu")
	return out
}
