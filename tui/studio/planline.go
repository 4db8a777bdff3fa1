package studio

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/picker"
)

// writePlan writes under the prompt how many pictures enter would make and
// what they cost, or the first mistake.
func (m *Model) writePlan() {
	m.prompt.SetMistake(0, 0)
	m.prompt.SetFirst()
	if strings.TrimSpace(m.prompt.Value()) == "" {
		m.prompt.SetFooter(m.WithKeys("write a prompt, {prompt.generate} makes it"), false)
		return
	}
	in, err := m.input()
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
	for i, e := range m.expansions(in, n) {
		text := e.Label
		if text == "" {
			text = e.Prompt
		}
		words = append(words, fmt.Sprintf("%d %s", i+1, gallery.Line(text)))
	}
	return words
}

// expansions are the first n prompts of what is written.
func (m *Model) expansions(in plan.Input, n int) []template.Expansion {
	t, err := template.ParseWith(in.Prompts[0], in.Lookup)
	if err != nil {
		return nil
	}
	first, err := t.First(n)
	if err != nil {
		return nil
	}
	return first
}

// shownPrompts is how many prompts of a plan g t lists.
const shownPrompts = 1000

// openPrompts lists the prompts the template stands for; enter puts one into
// the prompt pane.
func (m *Model) openPrompts() tea.Cmd {
	in, err := m.input()
	if err != nil || strings.TrimSpace(m.prompt.Value()) == "" {
		return m.Say("Write a prompt first.")
	}
	prompts, total, err := plan.Count(in)
	if err != nil {
		return m.Warn(sentence(err))
	}
	list := m.expansions(in, shownPrompts)
	items := make([]picker.Item, len(list))
	for i, e := range list {
		items[i] = picker.Item{ID: strconv.Itoa(i), Title: gallery.Line(e.Prompt), Note: gallery.Line(e.Label)}
	}
	answers := flow.Answers{Item: func(id string) tea.Cmd {
		i, err := strconv.Atoi(id)
		if err != nil || i >= len(list) {
			return nil
		}
		m.undo.Push("prompt of the plan", m.panesAsTheyAre())
		m.prompt.SetValue(template.Escape(list[i].Prompt))
		m.showPlan()
		return m.focusOn(panePrompt)
	}}
	title := wording.Count(prompts, "prompt")
	if len(list) < prompts {
		title = fmt.Sprintf("The first %d prompts of %s pictures", len(list), total)
	}
	return m.Open(picker.New(m.st, title, "{dialog.accept} take this one alone · {dialog.cancel} close", items), answers)
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
		n, known := api.Price(m.op, s)
		if !known && unknown == "" {
			unknown = s
			if unknown == "" {
				unknown = string(m.op)
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
