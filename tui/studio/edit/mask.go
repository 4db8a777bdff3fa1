package edit

import (
	"fmt"
	"image"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/mask"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// MaskScreen is the name of the mask editor.
const MaskScreen = "mask"

// maskJob is a mask being painted for an operation.
type maskJob struct {
	pane   *mask.Pane
	op     api.Operation
	source source
	words  string // what is proposed for the painted part
	// taken is set from when the mask was made until it is sent, or painted on.
	taken bool
}

// back goes back to painting.
func (m *maskJob) back() tea.Cmd { m.taken = false; return m.pane.Focus() }

func (f *Flow) openMask(op api.Operation, s source, img image.Image) tea.Cmd {
	pane := mask.New(f.o.Styles, f.o.Actions)
	pane.SetPlain(f.o.Plain())
	pane.SetInverted(f.o.InvertMasks)
	under := f.mask
	f.mask = &maskJob{pane: pane, op: op, source: s}
	ready := pane.SetPicture(img, 0, 0)
	cmd := f.host.OpenScreen(flow.Opened{Screen: pane, Name: MaskScreen, Closed: func() tea.Cmd { f.mask = under; return nil }})
	return tea.Batch(cmd, pane.Focus(), ready)
}

// maskMessage handles what the mask editor answers.
func (f *Flow) maskMessage(msg tea.Msg) (bool, tea.Cmd) {
	if f.mask == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case mask.CancelMsg:
		return true, f.host.LeaveScreen(MaskScreen)
	case mask.AreaMsg:
		return true, f.askArea(f.mask)
	case mask.ReadyMsg:
		return true, f.mask.pane.Update(msg)
	case mask.DoneMsg:
		if f.mask.taken {
			return true, f.mask.pane.Update(msg) // pressed twice
		}
		return true, f.takeMask(msg)
	}
	return false, nil
}

// maskTakenMsg is a mask that says where, or why it does not, and what became of
// the picture meanwhile.
type maskTakenMsg struct {
	job     *maskJob
	mask    api.Upload
	changed []replaced
	err     error
}

// takeMask looks at a mask that was painted, and at its picture once more.
func (f *Flow) takeMask(msg mask.DoneMsg) tea.Cmd {
	_ = f.mask.pane.Update(msg) // it is made
	if msg.Err != nil {
		return tea.Batch(f.mask.pane.Focus(), f.problem(msg.Err))
	}
	job := f.mask
	job.taken = true
	return func() tea.Msg {
		painted, err := api.NewUpload("mask.png", msg.PNG)
		if err == nil {
			err = api.CheckMask(job.source.sent.Upload, painted)
		}
		return maskTakenMsg{job, painted, lookAgain([]source{job.source}), err}
	}
}

// maskTaken goes on to what is still to be said.
func (f *Flow) maskTaken(msg maskTakenMsg) tea.Cmd {
	if f.mask != msg.job { // left meanwhile
		return nil
	}
	if msg.err != nil {
		return tea.Batch(msg.job.back(), f.problem(msg.err))
	}
	j := job{op: msg.job.op, sources: []source{msg.job.source}, mask: msg.mask, screen: MaskScreen, focus: msg.job.back}
	then := func() tea.Cmd {
		if j.op == api.GenerativeFill {
			return f.askFill(j, msg.job.words)
		}
		return f.send(j)
	}
	if len(msg.changed) > 0 {
		return f.askChanged(msg.changed[0], then, f.begin(j), msg.job.back)
	}
	return then()
}

// askFill asks what is to appear under the mask; esc goes back to painting.
func (f *Flow) askFill(j job, words string) tea.Cmd {
	d := dialog.NewInput(f.o.Styles, "Fill", []string{
		fmt.Sprintf("What should appear in the painted area of %s?", gallery.FileName(j.sources[0].path)),
	}, words)
	d.Footer = "{dialog.accept} fill · {dialog.cancel} keep painting"
	d.Check(needWords)
	return f.host.Open(d, flow.Answers{
		Text: func(text string) tea.Cmd {
			j.prompt = text
			return f.send(j)
		},
		Esc: j.focus,
	})
}

// askArea asks for areas in numbers.
func (f *Flow) askArea(job *maskJob) tea.Cmd {
	size := job.pane.Size()
	d := dialog.NewInput(f.o.Styles, "Area", []string{
		fmt.Sprintf("Which area of %d by %d pixels? From the left, from the top, width and height: 0 0 320 200, or 0 0 50%% 100%%; several with ; between them.", size.X, size.Y),
	}, "")
	d.Check(func(text string) error {
		_, err := mask.Areas(text, size)
		return err
	})
	return f.host.Open(d, flow.Answers{Text: func(text string) tea.Cmd {
		if areas, err := mask.Areas(text, size); err == nil && f.mask == job {
			job.pane.PaintAreas(areas)
		}
		return nil
	}})
}
