package edit

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// replaced is a source whose file is another one than when it was read, or is
// gone.
type replaced struct {
	source source
	// why it cannot be read any more, nil where it can.
	why error
}

// lookAgain returns the sources whose files changed since they were read. It
// reads them, so it is called from commands.
func lookAgain(list []source) (out []replaced) {
	for _, s := range list {
		if s.sent == nil || s.sent.Held {
			continue
		}
		if changed, why := s.sent.Changed(); changed {
			out = append(out, replaced{s, why})
		}
	}
	return out
}

// askChanged says that a file is not what it was when it was opened, and asks
// what is to be sent: never the new one under what was made for the old. then goes
// on with the old one; anew begins with the new one, nil where that makes no
// sense; back is what esc leads to.
func (f *Flow) askChanged(r replaced, then, anew, back func() tea.Cmd) tea.Cmd {
	name := gallery.FileName(r.source.path)
	lines := []string{name + " was replaced by a different picture since you opened it.", ""}
	if r.why != nil {
		lines = []string{name + " can no longer be read:", reason(r.why), ""}
		anew = nil
	}
	lines = append(lines, "Your edit was made for the picture as it was, which is still in memory. Send that one?")
	d := dialog.NewConfirm(f.o.Styles, "The picture changed", lines, "")
	d.Footer = "{dialog.accept} send the old one · {dialog.cancel} cancel"
	answers := flow.Answers{Yes: func() tea.Cmd { r.source.sent.Hold(); return then() }, Esc: back}
	if anew != nil {
		d.TabLabel = "start over with the new one"
		d.Footer = "{dialog.accept} send the old one · {dialog.next} start over with the new one · {dialog.cancel} cancel"
		answers.Tab = anew
	}
	return f.host.Open(d, answers)
}

// reason is a sentence about a file without the file's name where that can be.
func reason(err error) string {
	var wrong *api.RequestError
	if errors.As(err, &wrong) {
		return wrong.Message
	}
	return wording.Sentence(err.Error())
}
