package recovery

import (
	"fmt"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
)

// foundWords tell what was found: how much was finished, what may have
// been paid for, and where it is decided.
func (f *Flow) foundWords(finished wording.Made, rendering int, open []history.Recovered) []string {
	var lines []string
	if finished.Len() > 0 {
		lines = append(lines, finished.String()+" finished now, at no cost.")
	}
	if rendering > 0 {
		lines = append(lines, wording.Count(rendering, "video")+" still being made: checked again, at no cost.")
	}
	var cost budget.Sum
	var complete wording.Made
	for _, r := range open {
		if r.Whole {
			complete.Add(r.Request.Operation.MakesVideo())
			continue
		}
		if !r.Free {
			n, known := api.Price(r.Request.Operation, r.Request.Style)
			cost.Add(n, known)
		}
	}
	if complete.Len() > 0 {
		lines = append(lines, complete.String()+" complete, but not in place yet.")
	}
	switch unanswered := len(open) - complete.Len(); {
	case unanswered > 0 && !cost.Zero():
		lines = append(lines, fmt.Sprintf("%d sent with no answer, possibly charged: %s.", unanswered, cost.UpTo()))
	case unanswered > 0:
		lines = append(lines, fmt.Sprintf("%d sent with no answer.", unanswered))
	}
	lines = append(lines, "")
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
		fmt.Sprintf("They are listed under %q until you decide:", batchName),
		f.host.WithKeys("{result.retry} saves what arrived, or sends it again (asks first: it may be paid twice) · {result.drop} drops it · {result.write} saves elsewhere."))
}

// About tells about a request an earlier run left without an answer.
func (f *Flow) About(found history.Recovered, row gallery.Row) []string {
	lines := []string{fmt.Sprintf("Sent %s with key %s, and no usable answer came.", found.Time.Local().Format("2006-01-02 15:04:05"), row.Key)}
	if !row.Free {
		var cost budget.Sum
		cost.Add(row.Tokens, row.Priced)
		lines = append(lines, fmt.Sprintf("It may have been charged: %s. The API cannot say.", cost.UpTo()))
	}
	if found.Problem != "" {
		lines = append(lines, clean.Line(found.Problem))
	}
	lines = append(lines, "")
	if found.Whole {
		return append(lines, f.host.WithKeys("The "+gallery.Noun(row.Operation)+" is kept. {result.retry} saves it, {result.write} saves it to a folder of your choice: at no cost. {result.drop} drops it."))
	}
	if found.Kept != "" {
		lines = append(lines, f.host.WithKeys("What arrived is kept. {result.write} saves it to a folder of your choice, at no cost."))
	}
	return append(lines, f.host.WithKeys("Sending again may pay twice. {result.retry} asks first · {result.drop} drops it."))
}
