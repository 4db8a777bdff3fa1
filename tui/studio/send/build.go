package send

import (
	"math/rand/v2"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/tui/studio/flow"
)

// builtAtOnce is how large a plan may be to be built while the person waits:
// a few milliseconds.
const builtAtOnce = 500

// builtMsg is a plan that was built of what was asked for.
type builtMsg struct {
	of   *plan.Reading
	plan plan.Plan
	err  error
}

// Send makes what the panes ask for: plan, ask when the price is above the
// budget, else submit at once.
func (f *Flow) Send() tea.Cmd {
	if f.o.Draft.Empty() {
		return f.host.Warn("Write a prompt first.")
	}
	r, err := f.o.Draft.Read()
	if err != nil {
		return f.problem(err)
	}
	in := r.Input()
	if len(in.Styles) == 0 && len(api.Styles(in.Operation)) > 0 {
		return tea.Batch(f.host.ToStyle(), f.host.Warn(f.host.WithKeys("Mark a style with {style.mark}, or press {style.only} on one.")))
	}
	if many := r.TooMany(); many != nil {
		return f.problem(many)
	}
	if f.pressedTwice(in.Prompts[0]) || f.building {
		return f.host.Say(f.host.WithKeys("Pressed twice, sent once. Press {prompt.generate} again to make more."))
	}
	if r.Total().Int64() <= builtAtOnce {
		p, err := r.Plan(f.o.Rand)
		return f.built(builtMsg{r, p, err})
	}
	f.building = true
	dice := f.dice()
	return func() tea.Msg {
		p, err := r.Plan(dice)
		return builtMsg{r, p, err}
	}
}

// dice are for a plan that is built outside the update loop, to which the flow's
// own belong.
func (f *Flow) dice() *rand.Rand {
	return rand.New(rand.NewPCG(f.o.Rand.Uint64(), f.o.Rand.Uint64())) // #nosec G404 -- seeds of pictures, no secrets
}

// built asks for the price of a plan where that is called for, and sends it.
func (f *Flow) built(msg builtMsg) tea.Cmd {
	f.building = false
	if msg.err != nil {
		return f.problem(msg.err)
	}
	return f.agree(wish{plan: msg.plan, named: true, cheaper: cheapest, then: func(p plan.Plan) tea.Cmd {
		f.o.Draft.Sent(msg.of)
		cmd, _ := f.submit(flow.Order{Plan: p, Select: true})
		return cmd
	}})
}

// twiceWithin is how soon after the last press another one is the same wish: of
// a key that is held down, or struck twice.
const twiceWithin = 400 * time.Millisecond

// press is when it was last asked to send what is written, and what that was.
type press struct {
	at    time.Time
	words string
}

// pressedTwice tells whether it is asked to send again what was just sent, too
// soon to be meant, with a key that costs.
func (f *Flow) pressedTwice(words string) bool {
	before := f.last
	f.last = press{f.o.Now(), words}
	return !f.o.Key().Free() && !before.at.IsZero() && before.words == words && f.last.at.Sub(before.at) < twiceWithin
}

// NewWish hears that something else is asked for: to be sent at once, however
// soon it comes.
func (f *Flow) NewWish() { f.last = press{} }
