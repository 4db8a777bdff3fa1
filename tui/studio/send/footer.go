package send

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
)

// shownFirst is how many prompts of a template are named under it.
const shownFirst = 6

// WriteFooter writes under the prompt how many pictures would be made and what
// they cost, or the first mistake.
func (f *Flow) WriteFooter() {
	f.o.Prompt.SetMistake(0, 0)
	f.o.Prompt.SetFirst()
	if f.o.Draft.Empty() {
		f.o.Prompt.SetFooter(f.host.WithKeys("write a prompt, {prompt.generate} makes it"), false)
		return
	}
	in, err := f.o.Draft.Input()
	if err != nil {
		f.o.Prompt.SetFooter(wording.Problem(err), true)
		return
	}
	prompts, total, err := plan.Count(in)
	if err != nil {
		var mistake *template.Error
		if errors.As(err, &mistake) {
			f.o.Prompt.SetMistake(mistake.Line, mistake.Column)
		}
		f.o.Prompt.SetFooter(wording.Problem(err), true)
		return
	}
	if prompts > 1 {
		f.o.Prompt.SetFirst(f.first(in)...)
	}
	f.o.Prompt.SetFooter(f.footer(in, prompts, total), false)
}

// footer says how many pictures an input is, at the length there is room for.
func (f *Flow) footer(in plan.Input, prompts int, total *big.Int) string {
	looked := f.looked(in)
	if looked.Runs > 0 {
		total = big.NewInt(int64(looked.Runs))
	}
	words := f.priceWords(in, prompts)
	free := f.o.Key().Free()
	switch {
	case looked.Saved > 0 && looked.Saved == looked.Runs:
		words = "all saved · 0 to pay"
	case looked.Saved > 0 && free:
		words += fmt.Sprintf(" · %d already saved", looked.Saved)
	case looked.Saved > 0 && looked.PayUnpriced == 0:
		words += fmt.Sprintf(" · %d already saved → %d to pay", looked.Saved, looked.PayTokens)
	case looked.Saved > 0:
		words += fmt.Sprintf(" · %d already saved, %d to send", looked.Saved, looked.PayRuns)
	}
	room, atLength := f.host.PlanRoom()
	for _, long := range factors(in, prompts, atLength) {
		if long += fmt.Sprintf(" = %s · %s", total, words); ansi.StringWidth(long) <= room {
			return long
		}
	}
	short := total.String() + " pictures"
	if total.IsInt64() && total.Int64() == 1 {
		short = "1 picture"
	}
	if looked.Saved > 0 && ansi.StringWidth(short+" · "+words) > room {
		words = fmt.Sprintf("%d saved, %d to pay", looked.Saved, looked.PayTokens)
	}
	return short + " · " + words
}

// factors says what is multiplied, at length and in short; nothing where only
// seeds are and there is no room to say so.
func factors(in plan.Input, prompts int, atLength bool) []string {
	styles, ratios := max(1, len(in.Styles)), max(1, len(in.AspectRatios))
	spec, _ := api.Lookup(in.Operation)
	tail := ""
	if hasField(spec, "style") {
		tail += " × " + wording.Count(styles, "style")
	}
	if hasField(spec, "aspect_ratio") && ratios > 1 {
		tail += " × " + wording.Count(ratios, "ratio")
	}
	if hasField(spec, "seed") {
		tail += " × " + wording.Count(in.Seeds.Count(), "seed")
	}
	long := wording.Count(prompts, "prompt") + tail
	switch {
	case prompts*styles*ratios > 1:
		return []string{long, strconv.Itoa(prompts) + tail}
	case atLength:
		return []string{long}
	}
	return nil
}

func hasField(spec api.Spec, name string) bool { _, has := spec.Field(name); return has }

// first names the first prompts of a template by what sets them apart.
func (f *Flow) first(in plan.Input) []string {
	var words []string
	for i, e := range f.o.Draft.First(in, shownFirst) {
		text := e.Label
		if text == "" {
			text = e.Prompt
		}
		words = append(words, fmt.Sprintf("%d %s", i+1, gallery.Line(text)))
	}
	return words
}

// priceWords says what an input costs.
func (f *Flow) priceWords(in plan.Input, prompts int) string {
	if key := f.o.Key(); key.Free() {
		return "free on " + clean.Line(key.Name)
	}
	tokens, unknown, seeds := 0, "", 1
	if spec, _ := api.Lookup(in.Operation); hasField(spec, "seed") {
		seeds = in.Seeds.Count()
	}
	styles := in.Styles
	if len(styles) == 0 {
		styles = []string{""}
	}
	for _, s := range styles {
		n, known := api.Price(in.Operation, s)
		if !known && unknown == "" {
			unknown = s
			if unknown == "" {
				unknown = string(in.Operation)
			}
		}
		tokens += n * prompts * max(1, len(in.AspectRatios)) * seeds
	}
	if unknown != "" {
		return "price unknown for " + unknown
	}
	if looked := f.looked(in); looked.Runs > 0 {
		tokens = looked.Tokens
	}
	return wording.Count(tokens, "token")
}

// PlanPrice is the price of what the panes ask for, "" where they make no sense.
func (f *Flow) PlanPrice() string {
	in, err := f.o.Draft.Input()
	if err != nil {
		return ""
	}
	prompts, _, err := plan.Count(in)
	if err != nil {
		return ""
	}
	return f.priceWords(in, prompts)
}

// RowPrice is the price of making a row once more, "" where it is free.
func (f *Flow) RowPrice(row gallery.Row) string {
	if f.o.Key().Free() {
		return ""
	}
	tokens, known := api.Price(api.Operation(row.Operation), row.Style)
	if !known {
		return "?t"
	}
	return fmt.Sprintf("%dt", tokens)
}
