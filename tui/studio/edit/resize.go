package edit

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/resize"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// ResizeScreen is the name of the form that chooses a larger canvas.
const ResizeScreen = "resize"

// resizeJob is a larger canvas being chosen for a picture.
type resizeJob struct {
	pane   *resize.Pane
	source source
	img    image.Image
	// asking is set from when a canvas is made until it was said what its added
	// area is to show.
	asking bool
}

func (f *Flow) openResize(s source, img image.Image) tea.Cmd {
	pane := resize.New(f.o.Styles, f.o.Actions)
	pane.SetPlain(f.o.Plain())
	under := f.resize
	f.resize = &resizeJob{pane: pane, source: s, img: img}
	ready := pane.SetPicture(img, 0, 0)
	cmd := f.host.OpenScreen(flow.Opened{Screen: pane, Name: ResizeScreen, Closed: func() tea.Cmd { f.resize = under; return nil }})
	return tea.Batch(cmd, pane.Focus(), ready)
}

// resizeMessage handles what the resize form answers.
func (f *Flow) resizeMessage(msg tea.Msg) (bool, tea.Cmd) {
	if f.resize == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case resize.CancelMsg:
		return true, f.host.LeaveScreen(ResizeScreen)
	case resize.ReadyMsg:
		return true, f.resize.pane.Update(msg)
	case resize.DoneMsg:
		if f.resize.asking {
			return true, nil // pressed twice
		}
		return true, f.makeCanvas(f.resize, msg.Layout)
	}
	return false, nil
}

// canvasMadeMsg is a canvas that can be sent, or why it cannot.
type canvasMadeMsg struct {
	of           *resizeJob
	canvas, mask api.Upload
	changed      []replaced
	err          error
}

// makeCanvas makes the canvas and its mask: what it takes to send them is known
// before any words are asked for.
func (f *Flow) makeCanvas(r *resizeJob, l resize.Layout) tea.Cmd {
	inverted, sent := f.o.InvertMasks, r.source.sent
	r.asking = true
	return tea.Batch(f.host.Say("Preparing the canvas…"), func() tea.Msg {
		msg := canvasMadeMsg{of: r}
		canvas, mask, err := resize.Draw(r.img, l, inverted)
		if err == nil {
			msg.canvas, err = sent.Encode(canvas)
		}
		if err == nil {
			msg.mask, err = api.NewUpload("mask.png", mask)
		}
		if err == nil {
			err = api.CheckMask(msg.canvas, msg.mask)
		}
		msg.err, msg.changed = err, lookAgain([]source{r.source})
		return msg
	})
}

func (f *Flow) canvasMade(msg canvasMadeMsg) tea.Cmd {
	back := func() tea.Cmd { msg.of.asking = false; return nil }
	if f.resize != msg.of { // left meanwhile
		return back()
	}
	j := job{op: api.Resize, sources: []source{msg.of.source}, canvas: msg.canvas, mask: msg.mask, screen: ResizeScreen}
	switch {
	case msg.err != nil:
		return tea.Batch(back(), f.problem(msg.err))
	case len(msg.changed) > 0:
		return f.askChanged(msg.changed[0], func() tea.Cmd { return f.askBorder(msg.of, j) }, f.begin(j), back)
	}
	return f.askBorder(msg.of, j)
}

// askBorder asks what the added area is to show; esc goes back to the form.
func (f *Flow) askBorder(r *resizeJob, j job) tea.Cmd {
	d := dialog.NewInput(f.o.Styles, "Resize", []string{"What should appear in the added area?"}, gallery.Line(r.source.prompt))
	d.Footer = "{dialog.accept} resize · {dialog.cancel} back to the canvas"
	d.Check(needWords)
	j.focus = func() tea.Cmd { r.asking = false; return nil }
	return f.host.Open(d, flow.Answers{
		Text: func(text string) tea.Cmd {
			r.asking = false
			j.prompt = text
			return f.send(j)
		},
		Esc: j.focus,
	})
}
