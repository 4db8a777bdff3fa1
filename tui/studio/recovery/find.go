package recovery

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// keptAnnounced is how many requests without an answer are remembered as told of.
const keptAnnounced = 1000

// foundMsg is what an earlier run left behind, and what became of it.
type foundMsg struct {
	found   []history.Recovered
	entries []history.Entry // of what is saved now
	videos  []queue.Unfinished
	err     error // nothing could be found out
	sweep   error // something is left lying about
}

// Find finishes what an earlier run left behind, as far as that costs nothing,
// and lists what is left to decide. It sends nothing.
func (f *Flow) Find() tea.Cmd {
	if f.o.Library == nil {
		return nil
	}
	ctx, library := f.o.Context, f.o.Library
	return func() tea.Msg {
		var msg foundMsg
		_, msg.sweep = library.Sweep(ctx)
		msg.found, msg.err = history.Recover(ctx, library, history.Earlier())
		msg.entries = entriesOf(library, msg.found)
		if _, err := library.Trashed(); err != nil { // what a cut move left is put back
			msg.sweep = errors.Join(msg.sweep, err)
		}
		videos, err := library.Unfinished(history.Earlier())
		if msg.videos = videos; msg.err == nil {
			msg.err = err
		}
		return msg
	}
}

// entriesOf reads the results that were finished.
func entriesOf(library *history.Library, found []history.Recovered) []history.Entry {
	var entries []history.Entry
	for _, r := range found {
		if r.Event != history.EventRecovered {
			continue
		}
		if e, err := library.Entry(r.Path); err == nil {
			entries = append(entries, library.Here(e))
		}
	}
	return entries
}

func (f *Flow) found(msg foundMsg) tea.Cmd {
	f.o.Gallery.AddEntries(msg.entries)
	f.host.ResumeVideos(msg.videos)
	switch {
	case f.o.Context.Err() != nil:
		return nil
	case msg.err != nil:
		return f.problem(msg.err)
	case msg.sweep != nil:
		return f.problem(msg.sweep)
	}
	return f.show(msg.found)
}

// show lists what is left to decide among the results, for Tell to tell of once.
func (f *Flow) show(found []history.Recovered) tea.Cmd {
	var finished wording.Made
	rendering := 0
	var open []history.Recovered
	for _, r := range found {
		switch r.Event {
		case history.EventRecovered:
			finished.Add(r.Request.Operation.MakesVideo())
		case history.EventRendering:
			rendering++
		default:
			open = append(open, r)
		}
	}
	if len(open) == 0 {
		if finished.Len() > 0 {
			return f.host.Say(finished.String() + " from last time finished.")
		}
		return nil
	}
	f.list(open, open[0].Time)
	// Each is told of once; later they stand in the list, and are named.
	fresh := slices.ContainsFunc(open, func(r history.Recovered) bool { return !slices.Contains(f.announced, r.ID) })
	var ids []string
	for _, r := range open[:min(len(open), keptAnnounced)] {
		ids = append(ids, r.ID)
	}
	if !fresh {
		f.announced = ids
		return f.host.Warn(fmt.Sprintf("%d sent with no answer: listed under %q, decide there.", len(open), batchName))
	}
	f.untold = untold{ids: ids, open: len(open), words: strings.Join(f.foundWords(finished, rendering, open), "\n")}
	f.host.ShowLeft()
	return nil
}

// untold is what an earlier run left and nobody was told of.
type untold struct {
	ids   []string
	open  int
	words string
}

// Untold is how many requests an earlier run left that nobody was told of.
func (f *Flow) Untold() int { return f.untold.open }

// Tell tells of what an earlier run left, once, and goes on with then.
func (f *Flow) Tell(then func() tea.Cmd) tea.Cmd {
	if f.untold.open == 0 {
		return then()
	}
	d := dialog.NewInfo(f.o.Styles, "The last session ended early", f.untold.words)
	f.announced, f.untold = f.untold.ids, untold{}
	f.host.ShowLeft()
	return f.host.Open(d, flow.Answers{Yes: then, Esc: then})
}
