package send

import (
	"errors"
	"fmt"
	"strconv"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/text"
)

// shownFirst is how many prompts of a template are named under it.
const shownFirst = 6

// WriteFooter writes under the prompt how many pictures would be made and what
// they cost, or the first mistake.
func (f *Flow) WriteFooter() {
	f.o.Prompt.SetMistakes()
	f.o.Prompt.SetFirst()
	if f.o.Draft.Empty() {
		f.o.Prompt.SetFooter(f.host.WithKeys("write a prompt, {prompt.generate} generates"), false)
		return
	}
	r, err := f.o.Draft.Read()
	if err == nil && r.TooMany() != nil {
		err = r.TooMany()
	}
	if err != nil {
		var mistake *template.Error
		if errors.As(err, &mistake) {
			f.o.Prompt.SetMistakes(places(mistake)...)
		}
		f.o.Prompt.SetFooter(wording.Problem(err), true)
		return
	}
	if r.Prompts() > 1 {
		f.o.Prompt.SetFirst(first(r)...)
	}
	f.o.Prompt.SetFooter(f.footer(r), false)
}

// places are where the mistakes of a template are.
func places(mistake *template.Error) []text.Place {
	out := []text.Place{{Line: mistake.Line, Column: mistake.Column}}
	for _, m := range mistake.Others {
		out = append(out, text.Place{Line: m.Line, Column: m.Column})
	}
	return out
}

// footer says how many pictures are asked for, at the length there is room for.
func (f *Flow) footer(r *plan.Reading) string {
	looked, total := f.looked(r), r.Total()
	words := f.priceWords(r)
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
	for _, long := range factors(r, atLength) {
		if long += fmt.Sprintf(" = %s · %s", total, words); cells.Width(long) <= room {
			return long
		}
	}
	noun := "picture"
	if r.Input().Operation.MakesVideo() {
		noun = "video"
	}
	short := total.String() + " " + noun + "s"
	if total.IsInt64() && total.Int64() == 1 {
		short = "1 " + noun
	}
	if looked.Saved > 0 && cells.Width(short+" · "+words) > room {
		words = fmt.Sprintf("%d saved, %d to pay", looked.Saved, looked.PayTokens)
	}
	return short + " · " + words
}

// factors says what is multiplied, at length, in short and in numbers alone; nothing where only
// seeds are and there is no room to say so.
func factors(r *plan.Reading, atLength bool) []string {
	in, prompts := r.Input(), r.Prompts()
	styles, ratios := max(1, len(in.Styles)), max(1, len(in.AspectRatios))
	spec, _ := api.Lookup(in.Operation)
	tail, numbers := "", strconv.Itoa(prompts)
	times := func(n int, of string) {
		tail += " × " + wording.Count(n, of)
		numbers += " × " + wording.Thousands(n)
	}
	if hasField(spec, "style") {
		times(styles, "style")
	}
	if hasField(spec, "aspect_ratio") && ratios > 1 {
		times(ratios, "ratio")
	}
	if hasField(spec, "seed") {
		times(in.Seeds.Count(), "seed")
	}
	long := wording.Count(prompts, "prompt") + tail
	switch {
	case prompts*styles*ratios > 1:
		return []string{long, strconv.Itoa(prompts) + tail, numbers}
	case atLength:
		return []string{long}
	}
	return nil
}

func hasField(spec api.Spec, name string) bool { _, has := spec.Field(name); return has }

// first names the first prompts of a template by what sets them apart.
func first(r *plan.Reading) []string {
	var words []string
	for i, e := range r.First(shownFirst) {
		text := e.Label
		if text == "" {
			text = e.Prompt
		}
		words = append(words, fmt.Sprintf("%d %s", i+1, gallery.Line(text)))
	}
	return words
}

// priceWords says what is asked for costs.
func (f *Flow) priceWords(r *plan.Reading) string {
	if key := f.o.Key(); key.Free() {
		return "free on " + clean.Line(key.Name)
	}
	tokens, unpriced := r.Tokens()
	if len(unpriced) > 0 {
		return "price unknown for " + unpriced[0]
	}
	if tokens.IsInt64() && tokens.Int64() == 1 {
		return "1 token"
	}
	return tokens.String() + " tokens"
}

// PlanPrice is the price of what the panes ask for, "" where they make no sense.
func (f *Flow) PlanPrice() string {
	r, err := f.o.Draft.Read()
	if err != nil {
		return ""
	}
	return f.priceWords(r)
}

// RowsPrice is the price of making rows once more, "" where it is free.
func (f *Flow) RowsPrice(rows []gallery.Row) string {
	if f.o.Key().Free() || len(rows) == 0 {
		return ""
	}
	sum := 0
	for _, row := range rows {
		tokens, known := api.Price(api.Operation(row.Operation), row.Style)
		if !known {
			return "?t"
		}
		sum += tokens
	}
	return fmt.Sprintf("%dt", sum)
}
