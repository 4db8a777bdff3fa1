package studio

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/disk"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// lastTime names the batch of what an earlier run left without an answer.
const lastTime = "No answer, from last time"

// recoverEarlier finishes what an earlier run left behind, as far as that
// costs nothing, and shows what is left to decide. It sends nothing.
func (m *Model) recoverEarlier() tea.Cmd {
	if m.o.Library == nil {
		return nil
	}
	ctx, library := m.ctx, m.o.Library
	return later(func() func(*Model) tea.Cmd {
		_, sweepErr := library.Sweep(ctx)
		found, err := history.Recover(ctx, library, history.Earlier())
		entries := recoveredEntries(library, found)
		if _, err := library.Trashed(); err != nil { // what a cut move left is put back
			sweepErr = errors.Join(sweepErr, err)
		}
		videos, listErr := library.Unfinished(history.Earlier())
		if err == nil {
			err = listErr
		}
		return func(m *Model) tea.Cmd {
			m.addEntries(entries)
			m.resumeVideos(videos)
			switch {
			case ctx.Err() != nil:
				return nil
			case err != nil:
				return m.Warn(sentence(err))
			case sweepErr != nil:
				return m.Warn(sentence(sweepErr))
			}
			return m.showRecovered(found)
		}
	})
}

// resumeVideos takes up the videos an earlier run ordered: they are asked for
// again, nothing is ordered anew.
func (m *Model) resumeVideos(list []queue.Unfinished) {
	batch, runs := m.o.Queue.Resume(list, m.o.Accounts, queue.ResumeOptions{})
	if len(runs) == 0 {
		return
	}
	var rows []gallery.Row
	for i, r := range runs {
		m.runs[r.ID] = record{request: r.Item.Request, template: r.Item.Template, key: r.KeyName}
		m.live[r.ID] = r
		row := m.rowOf(r)
		row.Parent = list[i].Options.Parent
		rows = append(rows, row)
	}
	m.gallery.AddBatch(gallery.Batch{ID: batch, Title: "Videos of last time", When: m.now()}, rows, true)
}

// recoveredEntries reads the results that were finished.
func recoveredEntries(library *history.Library, found []history.Recovered) []history.Entry {
	var entries []history.Entry
	for _, r := range found {
		if r.Event != history.EventRecovered {
			continue
		}
		if e, err := library.Entry(r.Path); err == nil {
			entries = append(entries, e)
		}
	}
	return entries
}

// showRecovered lists what is left to decide among the results, and tells
// once what was found.
func (m *Model) showRecovered(found []history.Recovered) tea.Cmd {
	finished, rendering := 0, 0
	var open []history.Recovered
	for _, r := range found {
		switch r.Event {
		case history.EventRecovered:
			finished++
		case history.EventRendering:
			rendering++
		default:
			open = append(open, r)
		}
	}
	if len(open) == 0 {
		if finished > 0 {
			return m.Say(wording.Count(finished, "picture") + " of last time finished.")
		}
		return nil
	}
	var rows []gallery.Row
	for _, r := range open {
		rows = append(rows, m.rowOfRecovered(r))
	}
	m.gallery.AddBatch(gallery.Batch{ID: lastTime, Title: lastTime, When: open[0].Time}, rows, true)
	// The dialog tells each once; later they stand in the list, and are named.
	fresh := slices.ContainsFunc(open, func(r history.Recovered) bool { return !slices.Contains(m.told, r.ID) })
	m.told = m.told[:0]
	for _, r := range open[:min(len(open), keptTold)] {
		m.told = append(m.told, r.ID)
	}
	if !fresh {
		return m.Warn(fmt.Sprintf("%d sent without an answer stand under %q: decide there.", len(open), lastTime))
	}
	return m.OpenUnasked(dialog.NewInfo(m.st, "Last time ended early", strings.Join(recoveredWords(finished, rendering, open), "\n")), flow.Answers{})
}

// keptTold is how many requests without an answer are remembered as told of.
const keptTold = 1000

// rowOfRecovered makes the row of a request without an answer.
func (m *Model) rowOfRecovered(r history.Recovered) gallery.Row {
	id := "journal " + r.ID
	m.runs[id] = record{request: r.Request, template: r.Request.Prompt, key: r.Key}
	m.left[id] = r
	tokens, priced := api.Price(r.Request.Operation, r.Request.Style)
	note := "no answer"
	if r.Kept != "" {
		note = "kept, not saved"
	}
	return gallery.Row{
		ID: id, Prompt: gallery.Line(r.Request.Prompt), Label: gallery.Line(r.Request.Prompt), Style: clean.Line(r.Request.Style), Ratio: clean.Line(r.Request.AspectRatio),
		Seed: r.Request.Seed, Operation: string(r.Request.Operation), Key: clean.Line(r.Key), State: gallery.Unknown, Note: note,
		Tokens: tokens, Priced: priced, Free: r.Free, When: r.Time,
	}
}

// recoveredWords tell what was found: how much was finished, what may have
// been paid for, and where it is decided.
func recoveredWords(finished, rendering int, open []history.Recovered) []string {
	var lines []string
	if finished > 0 {
		lines = append(lines, wording.Count(finished, "picture")+" finished now, at no cost.")
	}
	if rendering > 0 {
		lines = append(lines, wording.Count(rendering, "video")+" still being made: asked for again, at no cost.")
	}
	tokens := 0
	for _, r := range open {
		if n, ok := api.Price(r.Request.Operation, r.Request.Style); ok && !r.Free {
			tokens += n
		}
	}
	head := fmt.Sprintf("%d sent without an answer.", len(open))
	if tokens > 0 {
		head = fmt.Sprintf("%d sent without an answer, perhaps charged: up to %s.", len(open), wording.Count(tokens, "token"))
	}
	lines = append(lines, head, "")
	for i, r := range open {
		if i == 8 {
			lines = append(lines, fmt.Sprintf("  and %d more", len(open)-i))
			break
		}
		name := r.Request.Style
		if name == "" {
			name = string(r.Request.Operation)
		}
		line := fmt.Sprintf("  %s  %s  %s", r.Time.Local().Format("2006-01-02 15:04"), clean.Line(name), gallery.Line(r.Request.Prompt))
		if r.Problem != "" {
			line += " (" + clean.Line(r.Problem) + ")"
		}
		lines = append(lines, line)
	}
	return append(lines, "",
		fmt.Sprintf("They stand under %q, and stay until you decide:", lastTime),
		"r saves what arrived, or sends one again (asks first: it may be paid twice) · x drops it · w saves elsewhere.")
}

// resendLeft sends a request of an earlier run once more, after the person
// said so, and forgets the old one when the new one is in the queue.
func (m *Model) resendLeft(row gallery.Row) tea.Cmd {
	return m.resendThen([]gallery.Row{row}, true, func(*api.Request) {}, func() tea.Cmd {
		if m.left[row.ID].Whole {
			return nil // what arrived is not given up for what may never come
		}
		return m.forgetLeft(row.ID)
	})
}

// saveLeft saves a picture that had arrived in an earlier run, which costs
// nothing.
func (m *Model) saveLeft(row gallery.Row, left history.Recovered) tea.Cmd {
	ctx, library := m.ctx, m.o.Library
	return later(func() func(*Model) tea.Cmd {
		found, err := history.Recover(context.WithoutCancel(ctx), library, history.Only(left.ID))
		entries := recoveredEntries(library, found)
		return func(m *Model) tea.Cmd {
			switch {
			case err != nil:
				return m.Warn(sentence(err))
			case len(found) > 0 && len(entries) == 0:
				return m.Warn("It is still safe in recovery: " + sentence(errors.New(found[0].Problem)) + " w saves it to another folder.")
			}
			m.gallery.Remove(row.ID)
			delete(m.left, row.ID)
			m.addEntries(entries)
			words := "Saved: it had arrived already. Nothing was sent."
			if len(found) == 0 {
				words = "It was saved or given up elsewhere already."
			}
			return tea.Batch(m.refreshPreview(), m.Say(words))
		}
	})
}

// forgetLeft takes a request of an earlier run out of the list and the journal.
func (m *Model) forgetLeft(id string) tea.Cmd {
	left, ok := m.left[id]
	if !ok {
		return nil
	}
	delete(m.left, id)
	m.gallery.Remove(id)
	library := m.o.Library
	return later(func() func(*Model) tea.Cmd {
		err := library.Forget(left.ID)
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			return nil
		}
	})
}

// notSaved tells whether a row's picture arrived and is kept in recovery.
func (m *Model) notSaved(row gallery.Row) bool {
	if left, ok := m.left[row.ID]; ok {
		return left.Kept != ""
	}
	run, live := m.live[row.ID]
	return live && run.Arrived
}

// write writes what was made: copies, a sheet; of a picture that could not be
// saved, the file itself to another folder.
func (m *Model) write() tea.Cmd {
	if row, ok := m.results.Selected(); ok && m.notSaved(row) {
		return m.askOtherFolder()
	}
	return m.keep.AskWrite()
}

// askOtherFolder asks where a picture in recovery is to be saved instead.
func (m *Model) askOtherFolder() tea.Cmd {
	value := "~/"
	if home, err := os.UserHomeDir(); err == nil {
		value = filepath.Join(home, "imagine-rescued")
	}
	d := dialog.NewInput(m.st, "Save what is in recovery to another folder", []string{
		"The pictures arrived and are safe. Nothing is sent again.",
	}, value)
	answers := flow.Answers{Text: m.saveElsewhere}
	return m.Open(d, answers)
}

// saveElsewhere finishes what is in recovery into another folder.
func (m *Model) saveElsewhere(folder string) tea.Cmd {
	folder, err := disk.WholePath(folder)
	if err != nil {
		return m.Warn(sentence(err))
	}
	ctx, library := m.ctx, m.o.Library
	return later(func() func(*Model) tea.Cmd {
		found, err := history.Recover(context.WithoutCancel(ctx), library, history.Into(folder))
		entries := recoveredEntries(library, found)
		return func(m *Model) tea.Cmd {
			for _, e := range entries {
				m.takeAway(e)
			}
			m.addEntries(entries)
			if err != nil {
				return m.Warn(sentence(err))
			}
			return tea.Batch(m.refreshPreview(), m.Say(fmt.Sprintf("%s saved in %s.", wording.Count(len(entries), "picture"), clean.Line(folder))))
		}
	})
}

// takeAway removes the row of a request that was saved by other means.
func (m *Model) takeAway(e history.Entry) {
	hash := e.Sidecar.Request.Hash()
	var gone []string
	m.gallery.All(func(r gallery.Row) bool {
		if m.notSaved(r) && m.runs[r.ID].request.Hash() == hash {
			gone = append(gone, r.ID)
			return false
		}
		return true
	})
	for _, id := range gone {
		m.gallery.Remove(id)
		delete(m.left, id)
		delete(m.live, id)
	}
	m.dropped = slices.DeleteFunc(m.dropped, func(id string) bool { return slices.Contains(gone, id) })
}
