package studio

import (
	"fmt"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
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

func (m *Model) savedDetails(row gallery.Row) []detail {
	lines := []detail{{ansi.Truncate(row.Prompt, 90, "…"), m.st.Text}, {row.Settings(), m.st.Strong}}
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
	if words := m.gallery.LineageWords(row); words != "" {
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
	lines := []detail{{row.Settings(), m.st.Strong}, {row.Standing(), m.st.Text}}
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

// RecipesChanged brings the details up to date after a sidecar changed.
func (m *Model) RecipesChanged() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok || row.State != gallery.Saved {
		return nil
	}
	return m.readDetails(row)
}
