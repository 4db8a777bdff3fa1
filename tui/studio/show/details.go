package show

import (
	"fmt"
	"path/filepath"
	"strings"

	"charm.land/lipgloss/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/sign"
)

// detail is a line about a result; it is wrapped before it is styled.
type detail struct {
	text  string
	style lipgloss.Style
}

// Details are the lines about the selected row, for a width of w cells.
func (f *Flow) Details(w int) []string {
	row, ok := f.o.Results.Selected()
	if !ok {
		return nil
	}
	lines := f.runDetails(row)
	if row.State == gallery.Saved {
		lines = f.savedDetails(row, w)
	}
	var out []string
	for _, l := range lines {
		for _, part := range cells.Wordwrap(l.text, max(1, w-2)) {
			out = append(out, " "+l.style.Render(part))
		}
	}
	return out
}

func (f *Flow) savedDetails(row gallery.Row, w int) []detail {
	lines := []detail{{cells.Truncate(row.Prompt, 90, "…"), f.o.Styles.Text}, {row.Settings(), f.o.Styles.Strong}}
	var judged []string
	if mind := sign.Mind(f.o.Styles, row); mind != "" {
		judged = append(judged, mind)
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
		lines = append(lines, detail{strings.Join(judged, " "), f.o.Styles.Picked})
	}
	lines = append(lines, detail{strings.Join(f.facts(row), " · "), f.o.Styles.Text})
	if words := f.o.Gallery.LineageWords(row); words != "" {
		lines = append(lines, detail{words, f.o.Styles.Text})
	}
	lines = append(lines, f.foreignDetails()...)
	for _, words := range f.origin.Words() {
		lines = append(lines, detail{words, f.o.Styles.Dim})
	}
	if f.partial {
		lines = append(lines, detail{"The picture is damaged: part of it is missing.", f.o.Styles.Warn})
	}
	if f.problem != "" {
		lines = append(lines, detail{clean.Line(f.problem), f.o.Styles.Warn})
	}
	dir := clean.Line(filepath.Base(filepath.Dir(row.Path)))
	place := f.o.Styles.Dim
	if link := f.o.Display.Row().Link(row.Path); link != "" {
		place = place.Hyperlink(link)
	}
	lines = append(lines, detail{dir + "/" + shortName(gallery.FileName(row.Path), w-len(dir)-3), place})
	return lines
}

// facts are what a saved picture took: cells of its own, bytes, time, tokens.
func (f *Flow) facts(row gallery.Row) []string {
	s := f.sidecar
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
	if !s.Deleted().IsZero() {
		facts = append(facts, "deleted from the service")
	}
	return facts
}

// foreignDetails are what another program says of a picture that it made.
func (f *Flow) foreignDetails() []detail {
	s := f.sidecar
	if s.Foreign == nil {
		return nil
	}
	lines := []detail{{"made with " + s.Foreign.Program, f.o.Styles.Text}}
	var unused []string
	for _, fact := range s.ForeignFacts() {
		unused = append(unused, fact.Name+" "+cells.Truncate(clean.Line(fact.Value), 60, "…"))
	}
	if len(unused) > 0 {
		lines = append(lines, detail{"not used: " + strings.Join(unused, " · "), f.o.Styles.Dim})
	}
	if s.Foreign.Note != "" {
		lines = append(lines, detail{s.Foreign.Note, f.o.Styles.Warn})
	}
	return lines
}

func (f *Flow) runDetails(row gallery.Row) []detail {
	lines := []detail{{row.Settings(), f.o.Styles.Strong}, {row.Standing(), f.o.Styles.Text}}
	run, _ := f.o.Gallery.Run(row.ID)
	if !run.Started.IsZero() {
		lines = append(lines, detail{"sent " + run.Started.Format("15:04:05") + " · key " + clean.Line(run.KeyName), f.o.Styles.Text})
	}
	var hint string
	switch row.State {
	case gallery.Waiting, gallery.Held:
		hint = f.host.WithKeys("{result.drop} stops this one: nothing is charged.")
	case gallery.Sending, gallery.Rendering, gallery.Receiving:
		hint = f.host.WithKeys("{result.drop} stops this one: it was sent, so it may still be charged.")
		if row.Free {
			hint = f.host.WithKeys("{result.drop} stops this one: the sandbox charges nothing.")
		}
	case gallery.Failed, gallery.Unknown:
		hint = f.host.WithKeys("{result.look} what happened · {result.retry} retry · {result.drop} drop")
	default:
	}
	return append(lines, detail{}, detail{hint, f.o.Styles.Dim})
}

// shortName cuts a file name in its middle: both ends tell files apart.
func shortName(name string, room int) string {
	if cells.Width(name) <= room || room < 16 {
		return name
	}
	return cells.Truncate(name, room-12, "…") + cells.TruncateLeft(name, 11, "")
}
