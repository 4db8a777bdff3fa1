package send

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// Submit sends what a flow wants to have sent, once its price was agreed to.
func (f *Flow) Submit(o flow.Order) tea.Cmd {
	return f.agree(wish{plan: o.Plan, again: o.Again, named: o.Named, cheaper: cheapest, then: func(p plan.Plan) tea.Cmd {
		o.Plan = p
		return f.SubmitAgreed(o)
	}})
}

// SubmitAgreed hands an order to the queue whose price was agreed to.
func (f *Flow) SubmitAgreed(o flow.Order) tea.Cmd {
	if keep := o.Keep; keep != nil {
		o.Keep, o.Key = nil, cmp.Or(o.Key, f.o.Key().Name) // the one it was agreed with
		return func() tea.Msg { return keptMsg{o, keep()} }
	}
	if o.Written != "" {
		f.o.Draft.Remember(o.Written)
	}
	cmd, _ := f.submit(o)
	cmds := []tea.Cmd{cmd}
	if o.Leave != "" {
		cmds = append(cmds, f.host.LeaveScreen(o.Leave))
	}
	if o.Look {
		cmds = append(cmds, f.host.ToResults())
	}
	return tea.Batch(cmds...)
}

// keptMsg says that the files of an order are in their place, or why not: then
// nothing is sent.
type keptMsg struct {
	order flow.Order
	err   error
}

func (f *Flow) kept(msg keptMsg) tea.Cmd {
	if msg.err != nil {
		return f.problem(msg.err)
	}
	return f.SubmitAgreed(msg.order)
}

// submit hands an order to the queue and shows a row a run at once. It tells
// whether that was possible.
func (f *Flow) submit(o flow.Order) (cmd tea.Cmd, sent bool) {
	key := o.Key
	if key == "" {
		key = f.o.Key().Name
	}
	account, err := f.o.Account(key)
	if err != nil {
		return f.problem(err), false
	}
	into := f.into(o)
	batch, runs := f.o.Queue.Submit(o.Plan, account, queue.SubmitOptions{Again: o.Again, Parent: o.Parent, Into: into})
	rows := f.rows(runs, o)
	at := f.o.Now()
	if into.ID != "" {
		batch = into.ID
		for i := range rows {
			rows[i].Place += into.Index
		}
		if !into.At.IsZero() {
			at = into.At.Local()
		}
	}
	f.o.Gallery.AddBatch(gallery.Batch{ID: batch, Title: title(o), When: at}, rows, true)
	f.join(rows, o)
	f.o.Draft.Submitted(o.Plan)
	shown := tea.Batch(f.host.WaitingChanged(), f.doubt(o.Plan))
	if !o.Select && !o.Look || len(rows) == 0 {
		return shown, true
	}
	f.o.Gallery.FoldOthers(batch)
	f.host.TipDone(flow.TipGenerate)
	return tea.Batch(f.host.Select(rows[0].ID), shown), true
}

// into is the batch that an order goes on, behind what is in it; without an ID
// it is one of its own.
func (f *Flow) into(o flow.Order) queue.Batch {
	if o.Into == "" {
		return o.Batch
	}
	b := f.o.Gallery.Batch(o.Into)
	if b == nil {
		return queue.Batch{ID: o.Into, At: f.o.Now()}
	}
	return queue.Batch{ID: b.ID, At: b.When, Index: b.Next()}
}

// doubt warns of styles that no list has, once: the service decides, and says
// no more than that it does not know them.
func (f *Flow) doubt(p plan.Plan) tea.Cmd {
	var said []string
	for _, it := range p.Items {
		doubt := api.DoubtStyle(it.Request.Operation, it.Request.Style)
		if doubt != "" && !f.doubted[doubt] {
			f.doubted[doubt] = true
			said = append(said, doubt)
		}
	}
	if len(said) == 0 {
		return nil
	}
	return f.host.Warn(strings.Join(said, " "))
}

// rows makes the rows of an order's runs, which are followed from now on.
func (f *Flow) rows(runs []queue.Run, o flow.Order) []gallery.Row {
	var rows []gallery.Row
	for _, r := range runs {
		f.o.Gallery.Follow(r, gallery.Order{Again: o.Again, Parent: o.Parent})
		row := gallery.RowOf(r, f.o.Now())
		if row.Parent = o.Parent; row.Parent == "" {
			row.Parent = f.parentOf(r.Item.Request)
		}
		if row.Prompt == "" {
			row.Prompt = o.Title
		}
		rows = append(rows, row)
	}
	return rows
}

// title is that of an order's batch.
func title(o flow.Order) string {
	if o.Title == "" && len(o.Plan.Items) > 0 {
		return gallery.Line(o.Plan.Items[0].Template)
	}
	return o.Title
}

// join tells of new rows in a batch that was there, each in the cell of the row
// it was made in place of.
func (f *Flow) join(rows []gallery.Row, o flow.Order) {
	if o.Into == "" {
		return
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
		if len(o.Cells) == len(rows) {
			f.o.Gallery.SetTakeOf(row.ID, o.Cells[i])
		}
	}
	f.host.Joined(ids)
}

// parentOf is the file that a request works on, "" for none: a result in the list,
// else one of the person's own.
func (f *Flow) parentOf(r api.Request) string {
	for _, in := range r.Inputs {
		for _, path := range []string{in.From, in.Path} {
			if _, ok := f.o.Gallery.RowOfFile(path); ok && path != "" {
				return path
			}
		}
	}
	in, _ := r.Picture()
	return in.Name()
}
