// Package spending is the screen of statistics: what was spent, when, on what, and
// what was kept of it.
package spending

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/tally"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery/query"
	"imagine-tui/tui/statistics"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Screen is the name of the screen.
const Screen = "statistics"

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	flow.Screens
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends the reading.
	Context context.Context
	// Library is nil where there is none.
	Library *history.Library
	Styles  *theme.Styles
	Actions *action.Table
}

// Flow adds up beside the loop, and shows what came out.
type Flow struct {
	host Host
	o    Options

	screen *statistics.Screen // nil while it is not open
	time   int                // of times, the one that is shown
	stop   context.CancelFunc // ends what is added up
	asked  int                // how often it was asked for
}

// New returns the flow.
func New(host Host, o Options) *Flow { return &Flow{host: host, o: o, stop: func() {}} }

// times are the spans of time that can be chosen, with what queries call them.
var times = []struct{ words, date string }{
	{"all time", ""}, {"today", "today"}, {"this week", "this-week"}, {"this month", "this-month"}, {"last month", "last-month"}, {"this year", "this-year"},
}

// Open shows what was spent; the same leads back.
func (f *Flow) Open() tea.Cmd {
	if f.screen != nil {
		return f.host.LeaveScreen(Screen)
	}
	if f.o.Library == nil {
		return f.host.Say("There is no library to add up.")
	}
	f.screen = statistics.New(f.o.Styles, f.o.Actions)
	cmd := f.host.OpenScreen(flow.Opened{Screen: f.screen, Name: Screen, Closed: func() tea.Cmd {
		f.stop()
		f.screen = nil
		return nil
	}})
	return tea.Batch(cmd, f.read())
}

// readMsg is what was added up, for the how many-th question.
type readMsg struct {
	asked  int
	tables []statistics.Table
	err    error
}

// Update takes in what was added up, and what the screen asks for. It tells whether
// the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case statistics.CloseMsg:
		return true, f.host.LeaveScreen(Screen)
	case statistics.TimeMsg:
		f.time = (f.time + 1) % len(times)
		return true, f.read()
	case readMsg:
		switch {
		case f.screen == nil || msg.asked != f.asked:
		case msg.err != nil:
			f.screen.Fail(wording.Problem(msg.err))
		default:
			f.screen.Show(msg.tables)
		}
		return true, nil
	}
	return false, nil
}

// read adds up what was made in the time that is chosen.
func (f *Flow) read() tea.Cmd {
	if f.screen == nil {
		return nil
	}
	f.stop()
	ctx, stop := context.WithCancel(f.o.Context)
	f.stop = stop
	f.asked++
	when, library, asked := times[f.time], f.o.Library, f.asked
	f.screen.Wait(when.words)
	return func() tea.Msg {
		defer stop()
		span, err := spanOf(when.date)
		if err != nil {
			return readMsg{asked: asked, err: err}
		}
		spent, err := tally.Read(ctx, library, span)
		if err != nil {
			return readMsg{asked: asked, err: err}
		}
		return readMsg{asked: asked, tables: tables(spent)}
	}
}

// spanOf is a date of queries as a span of time.
func spanOf(date string) (tally.Time, error) {
	if date == "" {
		return tally.Time{}, nil
	}
	span, err := query.Dates(date)
	if err != nil {
		return tally.Time{}, err
	}
	return tally.Time{From: time.Unix(span.Low, 0), Until: time.Unix(span.High+1, 0)}, nil
}

// tables are what was added up as the screen shows it.
func tables(spent *tally.Tally) (out []statistics.Table) {
	for _, way := range tally.Ways {
		list, all := spent.By(way)
		t := statistics.Table{By: way, All: group(all), Days: way == tally.ByDay}
		for _, g := range list {
			t.Groups = append(t.Groups, group(g))
		}
		out = append(out, t)
	}
	return out
}

func group(g tally.Group) statistics.Group {
	out := statistics.Group{Name: g.Name, Made: g.Made, Tokens: g.Tokens, Unpriced: g.Unpriced, Kept: g.Kept}
	if share, paid := g.PerToken(); paid {
		out.PerToken = fmt.Sprintf("%.2f", share)
	}
	return out
}
