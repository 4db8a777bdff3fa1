package send

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// boats are so many rows of 5 tokens each.
func (w *world) boats(n int) []gallery.Row {
	var rows []gallery.Row
	for i := range n {
		r := boat
		r.Seed = int64(i + 1)
		rows = append(rows, w.made(fmt.Sprint("boat", i), r))
	}
	return rows
}

// What one shortcut makes of many results is asked about, with how many and for
// how much: from the second on, and where nothing is paid from the eleventh.
func TestManyAreAskedAbout(t *testing.T) {
	for name, c := range map[string]struct {
		n    int
		free bool
		asks string // the title, "" for no question
		pays string
	}{
		"one that costs":       {n: 1},
		"two that cost":        {n: 2, asks: "Make 2 pictures?", pays: "to pay  10 tokens"},
		"nine that cost":       {n: 9, asks: "Make 9 pictures?", pays: "to pay  45 tokens"},
		"ten that are free":    {n: 10, free: true},
		"eleven that are free": {n: 11, free: true, asks: "Make 11 pictures?", pays: "to pay  nothing"},
	} {
		for act, do := range map[string]func(*world, []gallery.Row) tea.Cmd{
			"a new seed": func(w *world, rows []gallery.Row) tea.Cmd { return w.NewSeed(rows) },
			"again":      func(w *world, rows []gallery.Row) tea.Cmd { return w.Again(rows) },
			"a sheet":    func(w *world, rows []gallery.Row) tea.Cmd { return w.Roll(rows, "batch") },
			"an edit": func(w *world, rows []gallery.Row) tea.Cmd {
				p, _ := planOf(rows, nil)
				return w.Submit(flow.Order{Plan: p})
			},
			"what failed": func(w *world, rows []gallery.Row) tea.Cmd {
				p, _ := planOf(rows, nil)
				return w.Agree(flow.Retry{Plan: p}, func() tea.Cmd { return w.SubmitAgreed(flow.Order{Plan: p}) })
			},
		} {
			w := open(t, budget.Limits{ConfirmAbove: 1000})
			if c.free {
				w.key = key.Sandbox()
			}
			rows := w.boats(c.n)
			w.run(do(w, rows))
			words := w.Words()
			if !strings.Contains(words, c.asks) || !strings.Contains(words, c.pays) || (words == "") != (c.asks == "") {
				t.Errorf("%s, %s: asked\n%s", name, act, words)
				continue
			}
			if c.asks != "" {
				if w.Quiet != 1 {
					t.Errorf("%s, %s: what is typed meanwhile answers it", name, act)
				}
				if w.inQueue() != 0 {
					t.Errorf("%s, %s: %d are sent before it was agreed to", name, act, w.inQueue())
				}
				w.run(w.Answer(t).Yes())
			}
			if w.inQueue() != c.n || w.Dialog() != nil {
				t.Errorf("%s, %s: %d are sent, asked\n%s", name, act, w.inQueue(), w.Words())
			}
		}
	}
}

// One question is enough: above a limit its number is typed, and what was named
// where it was chosen is not asked about again.
func TestManyAreAskedAboutOnce(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 9})
	w.run(w.NewSeed(w.boats(2)))
	if !strings.Contains(w.Words(), "Type 10 and enter") {
		t.Fatalf("asked:\n%s", w.Words())
	}
	if w.run(w.Answer(t).Yes()); w.inQueue() != 2 || w.Dialog() != nil {
		t.Fatalf("%d are sent, asked\n%s", w.inQueue(), w.Words())
	}
	w = open(t, budget.Limits{ConfirmAbove: 1000})
	w.run(w.Resend(w.boats(3), flow.Repeat{Named: true}))
	if w.inQueue() != 3 || w.Dialog() != nil {
		t.Fatalf("%d are sent, asked\n%s", w.inQueue(), w.Words())
	}
	w.draft.words = "a {red|blue} boat" // what the prompt makes stands under it
	if w.run(w.Send()); w.inQueue() != 5 || w.Dialog() != nil {
		t.Errorf("%d are sent, asked\n%s", w.inQueue(), w.Words())
	}
}

// A question that is left sends nothing, nor does one whose key was changed
// meanwhile.
func TestManyThatAreNotAgreedTo(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 1000})
	w.run(w.Again(w.boats(2)))
	if a := w.Answer(t); a.Esc != nil || a.Tab != nil {
		t.Error("leaving it does something")
	}
	w.run(w.Again(w.boats(2)))
	yes := w.Answer(t).Yes
	w.key.Name = "other"
	if w.run(yes()); w.inQueue() != 0 || len(w.Said) != 1 {
		t.Errorf("%d are sent, said %v", w.inQueue(), w.Said)
	}
}

// Videos are called videos, and an unknown price is asked about by the budget.
func TestVideosAreCounted(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 1000})
	w.key = key.Sandbox()
	it := plan.Item{Request: api.Request{Operation: api.TextToVideo, Prompt: "a boat"}}
	var p plan.Plan
	for range 11 {
		p.Items = append(p.Items, it)
	}
	w.run(w.Submit(flow.Order{Plan: p}))
	if !strings.Contains(w.Words(), "Make 11 videos?") || !strings.Contains(w.Words(), "11 videos with key sandbox") {
		t.Errorf("asked:\n%s", w.Words())
	}
}
