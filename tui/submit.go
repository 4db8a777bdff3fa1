package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/dialog"
	"imagine-tui/tui/results"
)

// checkSeeds tells whether a seed specification can be read.
func checkSeeds(spec string) error {
	_, err := plan.ParseSeeds(spec)
	return err
}

// input gathers what the panes say now.
func (m *Model) input() (plan.Input, error) {
	spec := m.seed.Spec()
	if held := m.seed.Held(); len(held) > 0 {
		spec = joinSeeds(held)
	}
	seeds, err := plan.ParseSeeds(spec)
	return plan.Input{
		Operation: m.op, Prompts: []string{m.prompt.Value()}, Styles: m.style.Marked(),
		AspectRatios: m.seed.Ratios(), Seeds: seeds, Rand: m.rand,
	}, err
}

func joinSeeds(seeds []int64) string {
	parts := make([]string, len(seeds))
	for i, s := range seeds {
		parts[i] = strconv.FormatInt(s, 10)
	}
	return strings.Join(parts, ",")
}

// send is enter in the prompt: plan, ask when the price is above the budget,
// else submit at once.
func (m *Model) send() tea.Cmd {
	if strings.TrimSpace(m.prompt.Value()) == "" {
		return m.warn("Write a prompt first.")
	}
	in, err := m.input()
	if err == nil && len(in.Styles) == 0 && len(api.Styles(m.op)) > 0 {
		m.focusOn(paneStyle)
		return m.warn("Mark a style with space, or press enter on one.")
	}
	var p plan.Plan
	if err == nil {
		p, err = plan.Build(in)
	}
	if err != nil {
		return m.warn(sentence(err))
	}
	return m.confirm(p, false, func(p plan.Plan) tea.Cmd {
		m.remember(m.prompt.Value())
		return m.submit(p, false, true)
	})
}

// confirm calls go on at once, or after the person typed the number of tokens
// of a plan above the budget. The built-in sandbox costs nothing and never asks.
func (m *Model) confirm(p plan.Plan, again bool, goOn func(plan.Plan) tea.Cmd) tea.Cmd {
	known, unpriced, styles := p.Tokens()
	if m.keyInUse.Name == key.SandboxName || (known <= m.o.Budget.ConfirmAbove && unpriced == 0) {
		return goOn(p)
	}
	want, title := strconv.Itoa(known), fmt.Sprintf("%d tokens is above your limit of %d", known, m.o.Budget.ConfirmAbove)
	if unpriced > 0 {
		want = strconv.Itoa(len(p.Items))
		title = fmt.Sprintf("%s, price unknown for %s", wording.Count(len(p.Items), "picture"), strings.Join(styles, ", "))
		if len(styles) == 0 {
			title = fmt.Sprintf("%s, price unknown for %s", wording.Count(len(p.Items), "picture"), m.op)
		}
	}
	lines := []string{fmt.Sprintf("%s with key %s:", wording.Count(len(p.Items), "picture"), m.keyLabel())}
	lines = append(lines, priceLines(p)...)
	lines = append(lines, "", fmt.Sprintf("to pay  %d     spent today %d", known, m.spent), "",
		fmt.Sprintf("Type %s and enter to send.", want))
	d := dialog.NewConfirm(m.st, "budget", title, lines, want)
	d.Footer = "esc change nothing"
	delete(m.answers, "budget tab")
	if cheap, rest, ok := cheaper(p); ok {
		d.Footer += " · tab only " + cheap
		m.answers["budget tab"] = func(string) tea.Cmd { return m.confirm(rest, again, goOn) }
	}
	m.answers["budget"] = func(string) tea.Cmd { return goOn(p) }
	return m.open(d)
}

// priceLines lists a plan's price style by style.
func priceLines(p plan.Plan) []string {
	type group struct {
		n, tokens int
		priced    bool
	}
	var order []string
	groups := map[string]group{}
	for _, it := range p.Items {
		name := it.Request.Style
		if name == "" {
			name = string(it.Request.Operation)
		}
		g, have := groups[name]
		if !have {
			order = append(order, name)
		}
		groups[name] = group{g.n + 1, g.tokens + it.Tokens, it.Priced}
	}
	var out []string
	for _, name := range order {
		g := groups[name]
		sum := "?"
		if g.priced {
			sum = strconv.Itoa(g.tokens)
		}
		out = append(out, fmt.Sprintf("  %3d × %-16s %6s", g.n, name, sum))
	}
	return out
}

// cheaper returns the part of a plan that uses only its cheapest style.
func cheaper(p plan.Plan) (style string, rest plan.Plan, ok bool) {
	best := -1
	for _, it := range p.Items {
		if it.Priced && (best < 0 || it.Tokens < best) {
			best, style = it.Tokens, it.Request.Style
		}
	}
	rest = p
	rest.Items = slices.DeleteFunc(slices.Clone(p.Items), func(it plan.Item) bool { return it.Request.Style != style })
	rest.Styles = 1
	tokens, _, _ := rest.Tokens()
	return fmt.Sprintf("%s, %d tokens", style, tokens), rest, best >= 0 && len(rest.Items) < len(p.Items)
}

// submit hands a plan to the queue and shows a row a run at once. selectFirst
// is set for what the person asked for from the prompt.
func (m *Model) submit(p plan.Plan, again, selectFirst bool) tea.Cmd {
	account, err := m.o.Accounts(m.keyInUse.Name)
	if err != nil {
		return m.warn(sentence(err))
	}
	batch, runs := m.o.Queue.Submit(p, account, queue.SubmitOptions{Again: again})
	var rows []results.Row
	for _, r := range runs {
		m.runs[r.ID] = record{request: r.Item.Request, template: r.Item.Template, key: r.KeyName}
		m.live[r.ID] = r
		rows = append(rows, m.rowOf(r))
	}
	title := ""
	if len(p.Items) > 0 {
		title = lineOf(p.Items[0].Template)
	}
	m.results.AddBatch(results.Batch{ID: batch, Title: title, When: m.now()}, rows, true)
	m.seed.SetDrawn(drawn(p))
	if !selectFirst || len(rows) == 0 {
		m.results.Refresh()
		return nil
	}
	m.results.FoldOthers(batch)
	m.results.Select(rows[0].ID)
	m.tipDone(tipGenerate)
	return m.refreshPreview()
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

// showPlan writes under the prompt how many pictures enter would make and
// what they cost, or the first mistake.
func (m *Model) showPlan() {
	if strings.TrimSpace(m.prompt.Value()) == "" {
		m.prompt.SetFooter("write a prompt, enter makes it", false)
		return
	}
	in, err := m.input()
	if err != nil {
		m.prompt.SetFooter(sentence(err), true)
		return
	}
	prompts, total, err := plan.Count(in)
	if err != nil {
		m.prompt.SetFooter(sentence(err), true)
		return
	}
	price := m.priceWords(in, prompts)
	long := fmt.Sprintf("%s × %s", wording.Count(prompts, "prompt"), wording.Count(max(1, len(in.Styles)), "style"))
	if n := len(in.AspectRatios); n > 1 {
		long += " × " + wording.Count(n, "ratio")
	}
	long += fmt.Sprintf(" × %s = %s · %s", wording.Count(in.Seeds.Count(), "seed"), total, price)
	if m.lay.shape == shapeColumns && ansi.StringWidth(long) <= m.lay.panes[panePrompt].w-4 {
		m.prompt.SetFooter(long, false)
		return
	}
	short := total.String() + " pictures"
	if total.IsInt64() && total.Int64() == 1 {
		short = "1 picture"
	}
	m.prompt.SetFooter(short+" · "+price, false)
}

// priceWords says what a plan of the panes' present words would cost.
func (m *Model) priceWords(in plan.Input, prompts int) string {
	if m.keyInUse.Name == key.SandboxName {
		return "free on sandbox"
	}
	tokens, unknown := 0, ""
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
		tokens += n * prompts * max(1, len(in.AspectRatios)) * in.Seeds.Count()
	}
	if unknown != "" {
		return "price unknown for " + unknown
	}
	return wording.Count(tokens, "token")
}
