package tui

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/picker"
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
		Operation: m.op, Extra: m.o.Operations.Extra(m.op), Prompts: []string{m.prompt.Value()}, Styles: m.style.Marked(),
		AspectRatios: m.seed.Ratios(), Seeds: seeds, Rand: m.rand, Lookup: m.wildcards.Lookup, Sets: m.markedSets(),
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
	if m.pressedTwice() {
		return m.say("Pressed twice, sent once. Press enter again for more of the same.")
	}
	return m.confirm(p, false, func(p plan.Plan) tea.Cmd {
		m.remember(m.prompt.Value())
		if next := in.Seeds.Next().String(); next != in.Seeds.String() {
			m.seed.SetSpec(next)
			m.settled = m.settingsNow()
		}
		return m.submit(p, false, true)
	})
}

// twiceWithin is how soon after the last press another one is the same wish: of
// a key that is held down, or struck twice.
const twiceWithin = 400 * time.Millisecond

// pressedTwice tells whether enter follows the enter before, on the same words,
// too soon to be meant, with a key that costs.
func (m *Model) pressedTwice() bool {
	last, words := m.lastSend, m.lastWords
	m.lastSend, m.lastWords = m.now(), m.prompt.Value()
	return m.keyInUse.Name != key.SandboxName && !last.IsZero() && words == m.lastWords && m.lastSend.Sub(last) < twiceWithin
}

// submit hands a plan to the queue and shows a row a run at once. selectFirst
// is set for what the person asked for from the prompt.
func (m *Model) submit(p plan.Plan, again, selectFirst bool) tea.Cmd {
	return m.submitWith(p, submission{again: again, selectFirst: selectFirst})
}

// submission says how a plan is sent and shown.
type submission struct {
	again       bool
	selectFirst bool
	title       string   // of the batch, "" for the first template
	parent      string   // result all of it is made from, "" for what the files say
	into        string   // batch the rows join, "" for one of their own
	cells       []string // rows of the sheet they stand in place of, one each
	whole       bool     // cells has one for each item
	key         string   // name of the key, "" for the one in use
}

func (m *Model) submitWith(p plan.Plan, o submission) tea.Cmd {
	if o.key == "" {
		o.key = m.keyInUse.Name
	}
	account, err := m.o.Accounts(o.key)
	if err != nil {
		return m.warn(sentence(err))
	}
	m.used(p)
	batch, runs := m.o.Queue.Submit(p, account, queue.SubmitOptions{Again: o.again, Parent: o.parent})
	var rows []results.Row
	for _, r := range runs {
		m.runs[r.ID] = record{request: r.Item.Request, template: r.Item.Template, key: r.KeyName}
		m.live[r.ID] = r
		m.asked[r.ID] = o
		row := m.rowOf(r)
		if row.Parent = o.parent; row.Parent == "" {
			row.Parent = m.parentOf(r.Item.Request)
		}
		if row.Prompt == "" {
			row.Prompt = o.title
		}
		rows = append(rows, row)
	}
	title := o.title
	if title == "" && len(p.Items) > 0 {
		title = lineOf(p.Items[0].Template)
	}
	if o.into != "" {
		batch = o.into
	}
	m.results.AddBatch(results.Batch{ID: batch, Title: title, When: m.now()}, rows, true)
	m.joinSheet(rows, o)
	if len(p.Items) > 0 && len(p.Items[0].Request.Inputs) == 0 {
		m.seed.SetDrawn(drawn(p))
	}
	if !o.selectFirst || len(rows) == 0 {
		m.results.Refresh()
		return m.keepWaiting()
	}
	m.results.FoldOthers(batch)
	m.results.Select(rows[0].ID)
	m.tipDone(tipGenerate)
	return tea.Batch(m.refreshPreview(), m.keepWaiting())
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

// writePlan writes under the prompt how many pictures enter would make and
// what they cost, or the first mistake.
func (m *Model) writePlan() {
	m.prompt.SetMistake(0, 0)
	m.prompt.SetFirst()
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
	if found.runs > 0 {
		total = big.NewInt(int64(found.runs))
	}
	words := m.priceWords(in, prompts)
	free := m.keyInUse.Name == key.SandboxName
	switch {
	case found.saved > 0 && found.saved == found.runs:
		words = "all saved · 0 to pay"
	case found.saved > 0 && free:
		words += fmt.Sprintf(" · %d already saved", found.saved)
	case found.saved > 0 && found.unpriced == 0:
		words += fmt.Sprintf(" · %d already saved → %d to pay", found.saved, found.pay)
	case found.saved > 0:
		words += fmt.Sprintf(" · %d already saved, %d to send", found.saved, found.payRuns)
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
	if found.saved > 0 && ansi.StringWidth(short+" · "+words) > room {
		words = fmt.Sprintf("%d saved, %d to pay", found.saved, found.pay)
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
		words = append(words, fmt.Sprintf("%d %s", i+1, lineOf(text)))
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
		return m.say("Write a prompt first.")
	}
	prompts, total, err := plan.Count(in)
	if err != nil {
		return m.warn(sentence(err))
	}
	list := m.expansions(in, shownPrompts)
	items := make([]picker.Item, len(list))
	for i, e := range list {
		items[i] = picker.Item{ID: strconv.Itoa(i), Title: lineOf(e.Prompt), Note: lineOf(e.Label)}
	}
	m.answers["prompts"] = func(id string) tea.Cmd {
		i, err := strconv.Atoi(id)
		if err != nil || i >= len(list) {
			return nil
		}
		m.pushUndo("prompt of the plan", m.panesAsTheyAre())
		m.prompt.SetValue(template.Escape(list[i].Prompt))
		m.showPlan()
		return m.focusOn(panePrompt)
	}
	title := wording.Count(prompts, "prompt")
	if len(list) < prompts {
		title = fmt.Sprintf("The first %d prompts of %s pictures", len(list), total)
	}
	return m.open(picker.New(m.st, "prompts", title, "enter take this one alone · esc close", items))
}

// priceWords says what a plan of the panes' present words would cost.
func (m *Model) priceWords(in plan.Input, prompts int) string {
	if m.keyInUse.Name == key.SandboxName {
		return "free on sandbox"
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
	if found := m.found(in); found.runs > 0 {
		tokens = found.full
	}
	return wording.Count(tokens, "token")
}
