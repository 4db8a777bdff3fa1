package studio

import (
	"math/big"
	"math/rand/v2"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// send is enter in the prompt: plan, ask when the price is above the budget,
// else submit at once.
func (m *Model) send() tea.Cmd {
	if m.compose.Empty() {
		return m.Warn("Write a prompt first.")
	}
	in, err := m.compose.Input()
	if err == nil && len(in.Styles) == 0 && len(api.Styles(m.compose.Operation())) > 0 {
		m.focusOn(paneStyle)
		return m.Warn(m.WithKeys("Mark a style with {style.mark}, or press {style.only} on one."))
	}
	var total *big.Int
	if err == nil {
		_, total, err = plan.Count(in)
	}
	if err != nil {
		return m.Warn(sentence(err))
	}
	if m.pressedTwice() || m.building {
		return m.Say(m.WithKeys("Pressed twice, sent once. Press {prompt.generate} again for more of the same."))
	}
	if total.IsInt64() && total.Int64() <= builtAtOnce {
		p, err := plan.Build(in)
		return m.sendBuilt(in, p, err)
	}
	m.building = true
	in.Rand = rand.New(rand.NewPCG(m.rand.Uint64(), m.rand.Uint64())) // #nosec G404 -- seeds of pictures, no secrets
	return later(func() func(*Model) tea.Cmd {
		p, err := plan.Build(in)
		return func(m *Model) tea.Cmd {
			m.building = false
			return m.sendBuilt(in, p, err)
		}
	})
}

// builtAtOnce is how large a plan may be to be built while the person waits:
// a few milliseconds.
const builtAtOnce = 500

// sendBuilt asks for the price of a plan where that is called for, and sends it.
func (m *Model) sendBuilt(in plan.Input, p plan.Plan, err error) tea.Cmd {
	if err != nil {
		return m.Warn(sentence(err))
	}
	return m.confirm(p, false, func(p plan.Plan) tea.Cmd {
		m.compose.Sent(in)
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
	return !m.accounts.InUse().Free() && !last.IsZero() && words == m.lastWords && m.lastSend.Sub(last) < twiceWithin
}

// submit hands a plan to the queue and shows a row a run at once. selectFirst
// is set for what the person asked for from the prompt.
func (m *Model) submit(p plan.Plan, again, selectFirst bool) tea.Cmd {
	return m.submitWith(p, submission{again: again, selectFirst: selectFirst})
}

// Submit sends what a flow wants to have sent, once its price was agreed to.
func (m *Model) Submit(o flow.Order) tea.Cmd {
	return m.confirm(o.Plan, o.Again, func(p plan.Plan) tea.Cmd { return m.submitOrder(p, o) })
}

func (m *Model) submitOrder(p plan.Plan, o flow.Order) tea.Cmd {
	if o.Written != "" {
		m.compose.Remember(o.Written)
	}
	cmd := m.submitWith(p, submission{again: o.Again, selectFirst: o.Look, title: o.Title, parent: o.Parent})
	if o.Leave != "" {
		cmd = tea.Batch(m.LeaveScreen(o.Leave), cmd)
	}
	if o.Look && m.focus != paneResults && m.focus != panePreview && len(m.screens) == 0 {
		cmd = tea.Batch(cmd, m.focusOn(paneResults))
	}
	return cmd
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
		o.key = m.accounts.InUse().Name
	}
	account, err := m.o.Accounts(o.key)
	if err != nil {
		return m.Warn(sentence(err))
	}
	m.compose.Submitted(p)
	batch, runs := m.o.Queue.Submit(p, account, queue.SubmitOptions{Again: o.again, Parent: o.parent})
	var rows []gallery.Row
	for _, r := range runs {
		m.gallery.Follow(r, gallery.Order{Again: o.again, Parent: o.parent})
		row := gallery.RowOf(r, m.now())
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
		title = gallery.Line(p.Items[0].Template)
	}
	if o.into != "" {
		batch = o.into
	}
	m.gallery.AddBatch(gallery.Batch{ID: batch, Title: title, When: m.now()}, rows, true)
	m.joinSheet(rows, o)
	if !o.selectFirst || len(rows) == 0 {
		return m.keepWaiting()
	}
	m.gallery.FoldOthers(batch)
	m.results.Select(rows[0].ID)
	m.TipDone(flow.TipGenerate)
	return tea.Batch(m.refreshPreview(), m.keepWaiting())
}

// parentOf is the result that a request works on, "" if none in the list.
func (m *Model) parentOf(r api.Request) string {
	for _, in := range r.Inputs {
		if _, ok := m.gallery.RowOfFile(in.Path); ok && in.Path != "" {
			return in.Path
		}
	}
	return ""
}
