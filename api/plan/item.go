package plan

import "imagine-tui/api"

// MaxRuns is the most requests one plan may hold: beyond it a slip in a
// template would cost more than a person ever meant to spend.
const MaxRuns = 10_000

// Item is one request of a plan.
type Item struct {
	Request api.Request
	// Template is the prompt as the person wrote it.
	Template string
	// Tokens is the catalogue price. It means nothing unless Priced.
	Tokens int
	Priced bool
	// Variant says what sets this prompt apart from the others of its
	// template: the chosen alternatives, joined by " · ". "" for a plain
	// prompt.
	Variant string
}

// Plan is what a press of "generate" asks for.
type Plan struct {
	Items []Item
	// Prompts, Styles, Ratios, Seeds and Pictures are the numbers that were
	// multiplied. Operations without a prompt, style, ratio or seed count 1;
	// those that work on no picture have 0 Pictures.
	Prompts, Styles, Ratios, Seeds, Pictures int
}
