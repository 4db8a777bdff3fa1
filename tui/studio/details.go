package studio

import (
	"fmt"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// detail is a line about a result; it is wrapped before it is styled.
type detail struct {
	text  string
	style lipgloss.Style
}

// details are the lines about the selected row.
func (m *Model) details(w int) []string {
	row, ok := m.results.Selected()
	if !ok {
		return nil
	}
	lines := m.runDetails(row)
	if row.State == gallery.Saved {
		lines = m.savedDetails(row)
	}
	var out []string
	for _, l := range lines {
		for part := range strings.SplitSeq(ansi.Wordwrap(l.text, max(1, w-2), ""), "\n") {
			out = append(out, " "+l.style.Render(part))
		}
	}
	return out
}

// recipeWords name the settings of a row in one line.
func recipeWords(row gallery.Row) string {
	var parts []string
	if row.Style != "" {
		parts = append(parts, row.Style)
	} else {
		parts = append(parts, row.Operation)
	}
	if row.Seed > 0 {
		parts = append(parts, fmt.Sprintf("seed %d", row.Seed))
	}
	if row.Ratio != "" {
		parts = append(parts, row.Ratio)
	}
	return strings.Join(parts, " · ")
}

func (m *Model) savedDetails(row gallery.Row) []detail {
	lines := []detail{{ansi.Truncate(row.Prompt, 90, "…"), m.st.Text}, {recipeWords(row), m.st.Strong}}
	var judged []string
	if row.Rating > 0 {
		judged = append(judged, strings.Repeat("★", row.Rating))
	}
	if row.Picked {
		judged = append(judged, "picked")
	}
	if row.Rejected {
		judged = append(judged, "rejected")
	}
	if len(row.Tags) > 0 {
		judged = append(judged, "tags: "+strings.Join(row.Tags, " "))
	}
	if len(judged) > 0 {
		lines = append(lines, detail{strings.Join(judged, " "), m.st.Picked})
	}
	s := m.shown.sidecar
	var facts []string
	if s.Width > 0 {
		facts = append(facts, fmt.Sprintf("%d×%d", s.Width, s.Height))
	}
	if s.Bytes > 0 {
		facts = append(facts, wording.Bytes(s.Bytes))
	}
	if s.DurationMS > 0 {
		facts = append(facts, fmt.Sprintf("plays %.1f s", float64(s.DurationMS)/1000))
	}
	if row.Elapsed > 0 {
		facts = append(facts, fmt.Sprintf("%.1f s", row.Elapsed.Seconds()))
	}
	switch {
	case row.Free:
		facts = append(facts, "sandbox")
	case row.Priced:
		facts = append(facts, wording.Count(row.Tokens, "token"))
	default:
		facts = append(facts, "price unknown")
	}
	if !row.Free {
		facts = append(facts, "key "+row.Key)
	}
	lines = append(lines, detail{strings.Join(facts, " · "), m.st.Text})
	if words := m.lineageWords(row); words != "" {
		lines = append(lines, detail{words, m.st.Text})
	}
	if m.shown.problem != "" {
		lines = append(lines, detail{clean.Line(m.shown.problem), m.st.Warn})
	}
	dir := clean.Line(filepath.Base(filepath.Dir(row.Path)))
	lines = append(lines, detail{dir + "/" + shortName(gallery.FileName(row.Path), m.lay.details.w-len(dir)-5), m.st.Dim})
	return lines
}

func (m *Model) runDetails(row gallery.Row) []detail {
	lines := []detail{{recipeWords(row), m.st.Strong}, {row.Standing(), m.st.Text}}
	run, _ := m.gallery.Run(row.ID)
	if !run.Started.IsZero() {
		lines = append(lines, detail{"sent " + run.Started.Format("15:04:05") + " · key " + clean.Line(run.KeyName), m.st.Text})
	}
	var hint string
	switch row.State {
	case gallery.Waiting, gallery.Held:
		hint = m.WithKeys("{result.drop} stop this one: nothing is charged.")
	case gallery.Sending, gallery.Rendering, gallery.Receiving:
		hint = m.WithKeys("{result.drop} stop this one: it was sent, so it may be charged all the same.")
		if row.Free {
			hint = m.WithKeys("{result.drop} stop this one: on the sandbox nothing is charged.")
		}
	case gallery.Failed, gallery.Unknown:
		hint = m.WithKeys("{result.look} what happened · {result.retry} try again · {result.drop} drop")
	default:
	}
	return append(lines, detail{}, detail{hint, m.st.Dim})
}

// shortName cuts a file name in its middle: both ends tell files apart.
func shortName(name string, room int) string {
	if ansi.StringWidth(name) <= room || room < 16 {
		return name
	}
	return ansi.Truncate(name, room-12, "…") + ansi.TruncateLeft(name, ansi.StringWidth(name)-11, "")
}

// troubleWords tell what happened to a run, what it cost and what to do.
func (m *Model) troubleWords(row gallery.Row) []string {
	run, followed := m.gallery.Run(row.ID)
	if found, earlier := m.gallery.Unanswered(row.ID); earlier {
		return m.recovery.About(found, row)
	}
	if !followed {
		return []string{row.Note}
	}
	if run.Resumes() {
		return []string{
			fmt.Sprintf("The video was ordered at %s and is not here yet.", run.Started.Format("15:04:05")),
			sentenceOf(run.Err, run.LocalErr), "",
			m.WithKeys("{result.retry} asks for it again, at no cost · {result.drop} drops it · it is also asked for at the next start."),
		}
	}
	if run.State == queue.StateUnknown {
		return []string{
			fmt.Sprintf("Sent at %s, and no usable answer came.", run.Started.Format("15:04:05")),
			unknownPrice(run), "",
			m.WithKeys("Sending again may pay twice. {result.retry} asks first · {result.drop} drops it."),
		}
	}
	switch {
	case run.State == queue.StateCancelled:
		return []string{"Stopped before it was sent.", "Nothing was charged.", "", m.WithKeys("{result.retry} sends it after all · {result.drop} drops it")}
	case run.Err != nil:
		return []string{sentence(run.Err), run.Err.Charged(), "", run.Err.Remedy()}
	case run.LocalErr != nil:
		return []string{sentence(run.LocalErr), "", m.WithKeys("{result.retry} tries again · {result.drop} drops it")}
	}
	return []string{row.Note}
}

// sentenceOf says the first of what went wrong.
func sentenceOf(refused *api.Error, local error) string {
	switch {
	case refused != nil:
		return sentence(refused)
	case local != nil:
		return sentence(local)
	}
	return ""
}

func unknownPrice(run queue.Run) string {
	if run.Free {
		return "It was on the sandbox: nothing was charged."
	}
	if run.Item.Priced {
		return fmt.Sprintf("It may have been charged: up to %s. The API cannot say.", wording.Count(run.Item.Tokens, "token"))
	}
	return "It may have been charged. The API cannot say."
}

// openTrouble shows all that is known about a run that went wrong.
func (m *Model) openTrouble(row gallery.Row) tea.Cmd {
	run, _ := m.gallery.Run(row.ID)
	lines := m.troubleWords(row)
	if e := run.Err; e != nil {
		var raw []string
		if e.Status > 0 {
			raw = append(raw, fmt.Sprintf("HTTP %d", e.Status))
		}
		if e.Code != "" {
			raw = append(raw, "code "+clean.Line(e.Code))
		}
		if e.Name != "" {
			raw = append(raw, clean.Line(e.Name))
		}
		if len(raw) > 0 {
			lines = append(lines, "", strings.Join(raw, ", "))
		}
		if e.Message != "" {
			lines = append(lines, "“"+clean.Line(e.Message)+"”")
		}
	}
	title := "Failed · " + recipeWords(row)
	switch row.State {
	case gallery.Unknown:
		title = "No answer · " + recipeWords(row)
	case gallery.Held:
		title = "Held · " + recipeWords(row)
	default:
	}
	return m.Open(dialog.NewInfo(m.st, title, strings.Join(lines, "\n")), flow.Answers{})
}

// askResend asks before a request is sent again that may have been paid.
func (m *Model) askResend(row gallery.Row) tea.Cmd {
	run, _ := m.gallery.Run(row.ID)
	answers := flow.Answers{Yes: func() tea.Cmd {
		if _, earlier := m.gallery.Unanswered(row.ID); earlier {
			return m.recovery.SendAgain(row)
		}
		return m.retryRun(row.ID)
	}}
	return m.Open(dialog.NewConfirm(m.st, "Send again? It may be paid twice", []string{
		m.unknownWords(row, run), "The seed is the same, so it would be the same picture.", "", m.WithKeys("Type again and {dialog.accept} to send it again."),
	}, "again"), answers)
}

func (m *Model) unknownWords(row gallery.Row, run queue.Run) string {
	if _, earlier := m.gallery.Unanswered(row.ID); earlier {
		run.Item.Tokens, run.Item.Priced, run.Free = row.Tokens, row.Priced, row.Free
	}
	return unknownPrice(run)
}

// RecipesChanged brings the details up to date after a sidecar changed.
func (m *Model) RecipesChanged() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok || row.State != gallery.Saved {
		return nil
	}
	return m.readDetails(row)
}
