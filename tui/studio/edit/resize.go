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
	// asking is set while it is asked what the added area is to show.
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
		return true, f.askBorder(msg.Layout)
	}
	return false, nil
}

// askBorder asks what the added area is to show; esc goes back to the form.
func (f *Flow) askBorder(l resize.Layout) tea.Cmd {
	job := f.resize
	job.asking = true
	d := dialog.NewInput(f.o.Styles, "Resize", []string{"What is the added area to show?"}, gallery.Line(job.source.prompt))
	d.Footer = "{dialog.accept} resize · {dialog.cancel} back to the canvas"
	d.Check(needWords)
	return f.host.Open(d, flow.Answers{
		Text: func(text string) tea.Cmd {
			job.asking = false
			return tea.Batch(f.host.LeaveScreen(ResizeScreen), f.keepCanvas(*job, l, text))
		},
		Esc: func() tea.Cmd { job.asking = false; return nil },
	})
}

// canvasKeptMsg is a job whose canvas and mask lie beside the library.
type canvasKeptMsg struct {
	job job
	err error
}

// keepCanvas makes the canvas and its mask, and keeps them beside the library.
func (f *Flow) keepCanvas(r resizeJob, l resize.Layout, prompt string) tea.Cmd {
	library, inverted := f.o.Library, f.o.InvertMasks
	return tea.Batch(f.host.Say("Making the canvas…"), func() tea.Msg {
		picture, mask, err := resize.Encode(r.img, l)
		if err == nil && inverted {
			mask, err = resize.Invert(mask)
		}
		j := job{op: api.Resize, sources: []source{r.source}, prompt: prompt}
		if err == nil {
			j.standIn, err = library.KeepInput(picture, ".png")
		}
		if err == nil {
			j.mask, err = library.KeepInput(mask, ".png")
		}
		return canvasKeptMsg{j, err}
	})
}

func (f *Flow) canvasKept(msg canvasKeptMsg) tea.Cmd {
	if msg.err != nil {
		return f.problem(msg.err)
	}
	return f.send(msg.job)
}
