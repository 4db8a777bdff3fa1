package runs

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// Trouble tells what happened to a run that did not end well, what it cost and what
// to do.
func (f *Flow) Trouble(row gallery.Row) []string {
	run, followed := f.o.Gallery.Run(row.ID)
	if found, earlier := f.o.Gallery.Unanswered(row.ID); earlier {
		return f.o.Recovery.About(found, row)
	}
	if !followed {
		return []string{row.Note}
	}
	if run.Resumes() {
		return []string{
			fmt.Sprintf("The video was requested at %s and is not ready yet.", run.Started.Format("15:04:05")),
			firstOf(run), "",
			f.host.WithKeys("{result.retry} checks again, at no cost · {result.drop} drops it · it is also checked at the next start."),
		}
	}
	if run.State == queue.StateUnknown {
		return []string{
			fmt.Sprintf("Sent at %s, and no usable answer came.", run.Started.Format("15:04:05")),
			mayHaveCost(run.Item.Tokens, run.Item.Priced, run.Free), "",
			f.host.WithKeys("Sending again may pay twice. {result.retry} asks first · {result.drop} drops it."),
		}
	}
	switch {
	case run.State == queue.StateCancelled:
		return []string{"Stopped before it was sent.", "Nothing was charged.", "", f.host.WithKeys("{result.retry} sends it now · {result.drop} drops it")}
	case run.Err != nil:
		return []string{wording.Problem(run.Err), run.Err.Charged(), "", run.Err.Remedy()}
	case run.LocalErr != nil:
		return []string{wording.Problem(run.LocalErr), "", f.host.WithKeys("{result.retry} retries · {result.drop} drops it")}
	}
	return []string{row.Note}
}

// firstOf says the first of what went wrong with a run.
func firstOf(run queue.Run) string {
	switch {
	case run.Err != nil:
		return wording.Problem(run.Err)
	case run.LocalErr != nil:
		return wording.Problem(run.LocalErr)
	}
	return ""
}

// mayHaveCost says what a run without an answer may have cost.
func mayHaveCost(tokens int, priced, free bool) string {
	if free {
		return "It was on the sandbox: nothing was charged."
	}
	var cost budget.Sum
	cost.Add(tokens, priced)
	return fmt.Sprintf("It may have been charged: %s. The API cannot say.", cost.UpTo())
}

// Explain shows all that is known about a run that went wrong.
func (f *Flow) Explain(row gallery.Row) tea.Cmd {
	run, _ := f.o.Gallery.Run(row.ID)
	lines := append(f.Trouble(row), answer(run.Err)...)
	title := "Failed · " + row.Settings()
	switch row.State {
	case gallery.Unknown:
		title = "No answer · " + row.Settings()
	case gallery.Held:
		title = "Held · " + row.Settings()
	default:
	}
	return f.host.Open(dialog.NewInfo(f.o.Styles, title, strings.Join(lines, "\n")), flow.Answers{})
}

// answer is what the API said, word for word.
func answer(e *api.Error) []string {
	if e == nil {
		return nil
	}
	var lines, facts []string
	if e.Status > 0 {
		facts = append(facts, fmt.Sprintf("HTTP %d", e.Status))
	}
	if e.Code != "" {
		facts = append(facts, "code "+clean.Line(e.Code))
	}
	if e.Name != "" {
		facts = append(facts, clean.Line(e.Name))
	}
	if len(facts) > 0 {
		lines = append(lines, "", strings.Join(facts, ", "))
	}
	if e.Message != "" {
		lines = append(lines, "“"+clean.Line(e.Message)+"”")
	}
	return lines
}
