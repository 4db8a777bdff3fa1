package studio

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"imagine-tui/api"
	"imagine-tui/history"
	"imagine-tui/tui/mask"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// masking is a mask being painted for an edit.
type masking struct {
	pane   *mask.Pane
	op     api.Operation
	source source
	img    image.Image // upright, as it is seen
}

// openMask reads a picture and opens the mask editor on it.
func (m *Model) openMask(op api.Operation, s source) tea.Cmd {
	return m.readPicture(s.path, func(img image.Image) tea.Cmd { return m.startMask(op, s, img) })
}

// readPicture decodes the whole of a picture that an editor is to open on, and
// says so when that fails.
func (m *Model) readPicture(path string, open func(image.Image) tea.Cmd) tea.Cmd {
	m.ownFile = ""
	return tea.Batch(m.Say("Reading "+baseName(path)+"…"), later(func() func(*Model) tea.Cmd {
		img, err := picture.Decode(path)
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(gone(path, err)))
			}
			return open(img)
		}
	}))
}

func (m *Model) startMask(op api.Operation, s source, img image.Image) tea.Cmd {
	m.dismissNotice()
	pane := mask.New(m.st, m.km)
	pane.SetPlain(m.profile <= colorprofile.ASCII)
	pane.SetInverted(m.o.Config.InvertMasks)
	under := m.mask
	m.mask = &masking{pane: pane, op: op, source: s, img: img}
	ready := pane.SetPicture(img, 0, 0)
	cmd := m.openScreen(opened{screen: pane, name: "mask", closed: func() tea.Cmd { m.mask = under; return nil }})
	return tea.Batch(cmd, pane.Focus(), ready)
}

// maskMessage handles what the mask editor answers.
func (m *Model) maskMessage(msg tea.Msg) (bool, tea.Cmd) {
	if m.mask == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case mask.CancelMsg:
		return true, m.closeScreen()
	case mask.ReadyMsg:
		return true, m.mask.pane.Update(msg)
	case mask.DoneMsg:
		return true, m.maskDone(msg)
	}
	return false, nil
}

// maskDone keeps the mask and goes on to what is still to be said.
func (m *Model) maskDone(msg mask.DoneMsg) tea.Cmd {
	_ = m.mask.pane.Update(msg) // it is made
	if msg.Err != nil {
		return tea.Batch(m.mask.pane.Focus(), m.Warn(sentence(msg.Err)))
	}
	library, job := m.o.Library, *m.mask
	return later(func() func(*Model) tea.Cmd {
		path, err := library.KeepInput(msg.PNG, ".png")
		upright := ""
		if err == nil {
			upright, err = keepUpright(library, job.source.path, job.img)
		}
		return func(m *Model) tea.Cmd {
			if err != nil {
				return tea.Batch(job.pane.Focus(), m.Warn(sentence(err)))
			}
			e := edit{op: job.op, sources: []source{job.source}, mask: path, instead: upright}
			if job.op != api.GenerativeFill {
				e.done = m.closeMask
				return m.sendEdit(e)
			}
			return m.askFill(e, job.pane)
		}
	})
}

// keepUpright keeps an upright copy of a picture that is stored turned or
// mirrored, so that the mask lies where it was painted; "" where there is no
// need.
func keepUpright(library *history.Library, path string, img image.Image) (string, error) {
	file, err := os.Open(path) // #nosec G304 -- the picture the person chose
	if err != nil {
		return "", fmt.Errorf("read the picture: %w", err)
	}
	defer file.Close() //nolint:errcheck // only read
	stat, err := file.Stat()
	if err != nil {
		return "", fmt.Errorf("read the picture: %w", err)
	}
	info, err := api.CheckPicture(file, stat.Size())
	if err != nil || !info.Turned {
		return "", nil // what is wrong with it is said when it is to be sent
	}
	var data bytes.Buffer
	if err := png.Encode(&data, img); err != nil {
		return "", fmt.Errorf("turn the picture upright: %w", err)
	}
	return library.KeepInput(data.Bytes(), ".png")
}

// closeMask leaves the mask editor once what was painted is asked for.
func (m *Model) closeMask() tea.Cmd { return m.leaveScreen("mask") }

// askFill asks what is to appear under the mask; esc goes back to painting.
func (m *Model) askFill(e edit, pane *mask.Pane) tea.Cmd {
	d := dialog.NewInput(m.st, "Fill", []string{fmt.Sprintf("What is to appear in the painted part of %s?", baseName(e.sources[0].path))}, "")
	d.Footer = "enter fill · esc paint on"
	d.Check(needWords)
	return m.Open(d, flow.Answers{
		Text: func(text string) tea.Cmd {
			e.prompt, e.done = text, m.closeMask
			return m.sendEdit(e)
		},
		Esc: pane.Focus,
	})
}

// drawnOn is a screen the mouse can paint on.
type drawnOn interface {
	Press(x, y int, button tea.MouseButton)
	Drag(x, y int)
	Release()
	Wheel(x, y, n int)
}

// screenMouse sends the mouse to the screen on top.
func (m *Model) screenMouse(s *opened, msg tea.MouseMsg) tea.Cmd {
	p, ok := s.screen.(drawnOn)
	if !ok {
		return s.Update(shifted(msg, 1))
	}
	at := msg.Mouse()
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		p.Press(at.X, at.Y-1, msg.Button)
	case tea.MouseMotionMsg:
		p.Drag(at.X, at.Y-1)
	case tea.MouseReleaseMsg:
		p.Release()
	case tea.MouseWheelMsg:
		n := 1
		if msg.Button == tea.MouseWheelUp {
			n = -1
		}
		p.Wheel(at.X, at.Y-1, n)
	}
	return nil
}
