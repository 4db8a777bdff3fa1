package studio

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
)

// onHeader selects the header of the first batch, folded, in the results.
func onHeader(m *Model) {
	m.panes.focusOn(paneResults)
	b := m.gallery.Batches()[0]
	m.gallery.Fold(b, true)
	m.panes.results.Select("batch " + b.ID)
}

// shown are the lines of the screen without colours.
func shown(m *Model) string { return ansi.Strip(strings.Join(m.frame.lines(), "\n")) }

// type1 presses a plain letter or digit.
func (l *played) type1(key string) {
	_, cmd := l.m.Update(tea.KeyPressMsg{Code: []rune(key)[0], Text: key})
	l.run(cmd)
}

// A batch is one line on the screen: what pays for all of it asks first, with how
// many and for how much, and nothing is sent before the answer.
func TestCase80WhatPaysForABatchAsks(t *testing.T) {
	l, service, _ := paying(t)
	m := l.m
	m.panes.prompt.SetValue("a {red|blue|green} boat")
	l.run(m.flows.send.Send())
	l.until("the pictures", func() bool {
		c := m.o.Queue.Counts()
		return c.Saved == 12 && len(m.gallery.Batches()) == 1 && m.gallery.Batches()[0].Counts().Saved == 12
	})
	paid := service.Stats().Tokens
	for _, shortcut := range []string{"n", "a"} {
		onHeader(m)
		l.type1(shortcut)
		l.until("the question", func() bool { return m.dialogs.top() != nil })
		for _, want := range []string{"Make 12 pictures?", "12 pictures with key work", "12 × imagine-turbo", "to pay  12 tokens"} {
			if !strings.Contains(shown(m), want) {
				t.Errorf("%s does not say %q:\n%s", shortcut, want, shown(m))
			}
		}
		m.dialogs.typed = time.Time{}
		l.press(tea.KeyEscape)
		l.until("the question to be left", func() bool { return m.dialogs.top() == nil })
		if c := m.o.Queue.Counts(); c.Waiting+c.Running > 0 || len(m.gallery.Batches()) != 1 {
			t.Fatalf("%s sends although it was not agreed to: %+v", shortcut, c)
		}
	}
	onHeader(m)
	l.type1("n")
	l.until("the question", func() bool { return m.dialogs.top() != nil })
	m.dialogs.typed = time.Time{}
	l.press(tea.KeyEnter)
	l.until("as many more", func() bool { return service.Stats().Tokens == paid+12 })
	// On a row it is about that one, and is not asked about.
	l.until("all of it is saved", func() bool { return m.gallery.Batches()[0].Counts().Saved == 12 && len(m.gallery.Batches()) == 2 })
	m.panes.results.Select(m.gallery.Batches()[1].Rows()[0].ID)
	l.type1("n")
	l.until("one more", func() bool { return service.Stats().Tokens == paid+13 })
	if m.dialogs.top() != nil {
		t.Errorf("one is asked about:\n%s", shown(m))
	}
}

// What undo takes back happens at once on a batch; it says what it did and to how
// many, and the screen shows it, also of a folded batch.
func TestCase80WhatIsTakenBackHappensAtOnce(t *testing.T) {
	m := studio(t, 120, 40)
	var runs []queue.Run
	for i := range 9 {
		r := saved(1)
		r.Saved.Path = fmt.Sprintf("/pictures/2026-11-24/14223%d-harbour-a1b2c3.jpg", i)
		runs = append(runs, r)
	}
	put(m, "Harbour", "work", runs...)
	use(m, key.OK)
	for _, c := range []struct{ shortcut, header, says string }{
		{"p", "9 picked", "9 results picked. u undoes it."},
		{"x", "9 rejected", "9 results rejected. u undoes it."},
		{"4", "", "9 results rated ★★★★. u undoes it."},
	} {
		onHeader(m)
		before := shown(m)
		press(m, c.shortcut)
		after := shown(m)
		if m.dialogs.top() != nil || !strings.Contains(after, c.header) || !strings.Contains(after, c.says) {
			t.Fatalf("after %s:\n%s", c.shortcut, after)
		}
		m.notices.dismiss()
		if c.header != "" && shown(m) == before {
			t.Errorf("%s changes nothing on the screen", c.shortcut)
		}
		press(m, "u")
		m.notices.dismiss()
		if got := shown(m); got != before {
			t.Errorf("u after %s does not bring back what was there:\n%s\nwant\n%s", c.shortcut, got, before)
		}
		judged := slices.ContainsFunc(m.gallery.Rows("batch"), func(r gallery.Row) bool { return r.Judged() })
		if judged {
			t.Errorf("u after %s leaves some of it", c.shortcut)
		}
	}
}

// A narrow list says with signs what a person thought of a folded batch.
func TestCase80NarrowHeadersCountToo(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {60, 20}} {
		m := studio(t, size[0], size[1])
		put(m, "Harbour at dusk with fog", "work", saved(1), saved(2), saved(3))
		use(m, key.OK)
		onHeader(m)
		press(m, "x")
		m.notices.dismiss()
		if got := shown(m); !strings.Contains(got, "3 rejected") && !strings.Contains(got, "3⌫") {
			t.Errorf("%v:\n%s", size, got)
		}
	}
}

// After a restart what was asked for twice is two batches, in the order in which
// they were asked for and with their rows in order; what is made into one of them
// joins it, and waits in it.
func TestCase80BatchesStayWhatTheyWere(t *testing.T) {
	l, _, library := paying(t)
	m := l.m
	m.panes.prompt.SetValue("a {red|blue|green} boat")
	for i := range 2 {
		m.flows.send.NewWish()
		l.run(m.flows.send.Send())
		l.until("the pictures", func() bool {
			return len(m.gallery.Batches()) == i+1 && m.gallery.Batches()[0].Counts().Saved == 12
		})
	}
	first := m.gallery.Batches()[1]
	l.run(m.flows.send.Roll(m.gallery.Rows(first.ID)[4:5], first.ID))
	l.until("the rolled one", func() bool { return first.Counts().Saved == 13 })
	order := func(g *gallery.Gallery) string {
		var out strings.Builder
		for _, b := range g.Batches() {
			fmt.Fprintf(&out, "%s %s\n", b.ID, b.Title)
			for _, r := range b.Rows() {
				fmt.Fprintf(&out, "  %s %s %d\n", r.Prompt, r.Style, r.Seed)
			}
		}
		return out.String()
	}
	next := gallery.New()
	var entries []history.Entry
	err := library.Newest(t.Context(), nil, func(e history.Entry) bool { entries = append(entries, library.Here(e)); return true })
	if err != nil {
		t.Fatal(err)
	}
	next.AddEntries(entries)
	if got, want := order(next), order(m.gallery); got != want {
		t.Errorf("after a restart:\n%s\nbefore:\n%s", got, want)
	}
}
