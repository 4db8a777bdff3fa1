package studio

import (
	"image"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"imagine-tui/api"
	"imagine-tui/tui/resize"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// resizing is a larger canvas being chosen for a picture.
type resizing struct {
	pane   *resize.Pane
	source source
	img    image.Image
}

// openCanvas reads a picture and opens the resize form on it.
func (m *Model) openCanvas(s source) tea.Cmd {
	return m.readPicture(s.path, func(img image.Image) tea.Cmd { return m.startCanvas(s, img) })
}

func (m *Model) startCanvas(s source, img image.Image) tea.Cmd {
	m.dismissNotice()
	pane := resize.New(m.st, m.km)
	pane.SetPlain(m.profile <= colorprofile.ASCII)
	under := m.resize
	m.resize = &resizing{pane: pane, source: s, img: img}
	ready := pane.SetPicture(img, 0, 0)
	cmd := m.openScreen(opened{screen: pane, name: "resize", closed: func() tea.Cmd { m.resize = under; return nil }})
	return tea.Batch(cmd, pane.Focus(), ready)
}

// canvasMessage handles what the resize form answers.
func (m *Model) canvasMessage(msg tea.Msg) (bool, tea.Cmd) {
	if m.resize == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case resize.CancelMsg:
		return true, m.closeScreen()
	case resize.ReadyMsg:
		return true, m.resize.pane.Update(msg)
	case resize.DoneMsg:
		if m.topDialog() != nil {
			return true, nil // pressed twice: it is being asked about
		}
		return true, m.askBorder(msg.Layout)
	}
	return false, nil
}

// askBorder asks what the added area is to show; esc goes back to the form.
func (m *Model) askBorder(l resize.Layout) tea.Cmd {
	job := *m.resize
	d := dialog.NewInput(m.st, "Resize", []string{"What is the added area to show?"}, lineOf(job.source.prompt))
	d.Footer = "enter resize · esc back to the canvas"
	d.Check(needWords)
	answers := flow.Answers{Text: func(text string) tea.Cmd {
		return tea.Batch(m.leaveScreen("resize"), m.sendResize(job, l, text))
	}}
	return m.Open(d, answers)
}

// sendResize makes the canvas and its mask, keeps them with the library, and
// asks for the edit.
func (m *Model) sendResize(job resizing, l resize.Layout, prompt string) tea.Cmd {
	library, inverted := m.o.Library, m.o.Config.InvertMasks
	return tea.Batch(m.Say("Making the canvas…"), later(func() func(*Model) tea.Cmd {
		picture, mask, err := resize.Encode(job.img, l)
		if err == nil && inverted {
			mask, err = resize.Invert(mask)
		}
		e := edit{op: api.Resize, sources: []source{job.source}, prompt: prompt}
		if err == nil {
			e.instead, err = library.KeepInput(picture, ".png")
		}
		if err == nil {
			e.mask, err = library.KeepInput(mask, ".png")
		}
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			return m.sendEdit(e)
		}
	}))
}
