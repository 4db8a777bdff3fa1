package studio

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

// writePlan writes under the prompt how many pictures enter would make and
// what they cost, or the first mistake.
func (m *Model) writePlan() {
	m.prompt.SetMistake(0, 0)
	m.prompt.SetFirst()
	if m.compose.Empty() {
		m.prompt.SetFooter(m.WithKeys("write a prompt, {prompt.generate} makes it"), false)
		return
	}
	in, err := m.compose.Input()
	if err != nil {
		m.prompt.SetFooter(sentence(err), true)
		return
	}
	prompts, total, err := plan.Count(in)
	if err != nil {
		var mistake *template.Error
		if errors.As(err, &mistake) {
			m.prompt.SetMistake(mistake.Line, mistake.Column)
		}
		m.prompt.SetFooter(sentence(err), true)
		return
	}
	if prompts > 1 {
		m.prompt.SetFirst(m.firstPrompts(in, 6)...)
	}
	found := m.found(in)
	if found.Runs > 0 {
		total = big.NewInt(int64(found.Runs))
	}
	words := m.priceWords(in, prompts)
	free := m.accounts.InUse().Free()
	switch {
	case found.Saved > 0 && found.Saved == found.Runs:
		words = "all saved · 0 to pay"
	case found.Saved > 0 && free:
		words += fmt.Sprintf(" · %d already saved", found.Saved)
	case found.Saved > 0 && found.PayUnpriced == 0:
		words += fmt.Sprintf(" · %d already saved → %d to pay", found.Saved, found.PayTokens)
	case found.Saved > 0:
		words += fmt.Sprintf(" · %d already saved, %d to send", found.Saved, found.PayRuns)
	}
	room := m.lay.panes[panePrompt].w - 4
	for _, long := range factors(in, prompts, m.lay.shape == shapeColumns) {
		if long += fmt.Sprintf(" = %s · %s", total, words); ansi.StringWidth(long) <= room {
			m.prompt.SetFooter(long, false)
			return
		}
	}
	short := total.String() + " pictures"
	if total.IsInt64() && total.Int64() == 1 {
		short = "1 picture"
	}
	if found.Saved > 0 && ansi.StringWidth(short+" · "+words) > room {
		words = fmt.Sprintf("%d saved, %d to pay", found.Saved, found.PayTokens)
	}
	m.prompt.SetFooter(short+" · "+words, false)
}

// factors says what is multiplied, at length and in short; nothing where only
// seeds are and the room is not that of columns.
func factors(in plan.Input, prompts int, columns bool) []string {
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
	case columns:
		return []string{long}
	}
	return nil
}

func hasField(spec api.Spec, name string) bool { _, has := spec.Field(name); return has }

// firstPrompts names the first prompts of a template by what sets them apart.
func (m *Model) firstPrompts(in plan.Input, n int) []string {
	var words []string
	for i, e := range m.compose.First(in, n) {
		text := e.Label
		if text == "" {
			text = e.Prompt
		}
		words = append(words, fmt.Sprintf("%d %s", i+1, gallery.Line(text)))
	}
	return words
}

// priceWords says what a plan of the panes' present words would cost.
func (m *Model) priceWords(in plan.Input, prompts int) string {
	if m.accounts.InUse().Free() {
		return "free on " + clean.Line(m.accounts.InUse().Name)
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
		n, known := api.Price(m.compose.Operation(), s)
		if !known && unknown == "" {
			unknown = s
			if unknown == "" {
				unknown = string(m.compose.Operation())
			}
		}
		tokens += n * prompts * max(1, len(in.AspectRatios)) * seeds
	}
	if unknown != "" {
		return "price unknown for " + unknown
	}
	if found := m.found(in); found.Runs > 0 {
		tokens = found.Tokens
	}
	return wording.Count(tokens, "token")
}
