package recovery

import (
	"fmt"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
)

// foundWords tell what was found: how much was finished, what may have
// been paid for, and where it is decided.
func (f *Flow) foundWords(finished, rendering int, open []history.Recovered) []string {
	var lines []string
	if finished > 0 {
		lines = append(lines, wording.Count(finished, "picture")+" finished now, at no cost.")
	}
	if rendering > 0 {
		lines = append(lines, wording.Count(rendering, "video")+" still being made: asked for again, at no cost.")
	}
	tokens, complete := 0, 0
	for _, r := range open {
		if r.Whole {
			complete++
			continue
		}
		if n, ok := api.Price(r.Request.Operation, r.Request.Style); ok && !r.Free {
			tokens += n
		}
	}
	if complete > 0 {
		lines = append(lines, wording.Count(complete, "picture")+" complete, and not in its place.")
	}
	switch unanswered := len(open) - complete; {
	case unanswered > 0 && tokens > 0:
		lines = append(lines, fmt.Sprintf("%d sent without an answer, perhaps charged: up to %s.", unanswered, wording.Count(tokens, "token")))
	case unanswered > 0:
		lines = append(lines, fmt.Sprintf("%d sent without an answer.", unanswered))
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
		fmt.Sprintf("They stand under %q, and stay until you decide:", batchName),
		f.host.WithKeys("{result.retry} saves what arrived, or sends one again (asks first: it may be paid twice) · {result.drop} drops it · {result.write} saves elsewhere."))
}

// About tells about a request an earlier run left without an answer.
func (f *Flow) About(found history.Recovered, row gallery.Row) []string {
	lines := []string{fmt.Sprintf("Sent %s with key %s, and no usable answer came.", found.Time.Local().Format("2006-01-02 15:04:05"), row.Key)}
	if row.Priced && !row.Free {
		lines = append(lines, fmt.Sprintf("It may have been charged: up to %s. The API cannot say.", wording.Count(row.Tokens, "token")))
	}
	if found.Problem != "" {
		lines = append(lines, clean.Line(found.Problem))
	}
	lines = append(lines, "")
	if found.Whole {
		return append(lines, f.host.WithKeys("The picture is kept. {result.retry} saves it, {result.write} saves it to a folder of your choice: at no cost. {result.drop} drops it."))
	}
	if found.Kept != "" {
		lines = append(lines, f.host.WithKeys("What arrived is kept. {result.write} saves it to a folder of your choice, at no cost."))
	}
	return append(lines, f.host.WithKeys("Sending again may pay twice. {result.retry} asks first · {result.drop} drops it."))
}
