package edit

import (
	"bytes"
	"fmt"
	"image"
	"image/png"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plainfile"
	"imagine-tui/history"
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
	img    image.Image // upright, as it is seen
}

func (f *Flow) openMask(op api.Operation, s source, img image.Image) tea.Cmd {
	pane := mask.New(f.o.Styles, f.o.Actions)
	pane.SetPlain(f.o.Plain())
	pane.SetInverted(f.o.InvertMasks)
	under := f.mask
	f.mask = &maskJob{pane: pane, op: op, source: s, img: img}
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
	case mask.ReadyMsg:
		return true, f.mask.pane.Update(msg)
	case mask.DoneMsg:
		return true, f.keepMask(msg)
	}
	return false, nil
}

// maskKeptMsg says where the mask of a job lies, and where the upright copy of
// its picture, "" where there is no need of one.
type maskKeptMsg struct {
	job           maskJob
	path, upright string
	err           error
}

// keepMask keeps the mask beside the library.
func (f *Flow) keepMask(msg mask.DoneMsg) tea.Cmd {
	_ = f.mask.pane.Update(msg) // it is made
	if msg.Err != nil {
		return tea.Batch(f.mask.pane.Focus(), f.problem(msg.Err))
	}
	library, job := f.o.Library, *f.mask
	return func() tea.Msg {
		path, err := library.KeepInput(msg.PNG, ".png")
		upright := ""
		if err == nil {
			upright, err = keepUpright(library, job.source.path, job.img)
		}
		return maskKeptMsg{job, path, upright, err}
	}
}

// maskKept goes on to what is still to be said.
func (f *Flow) maskKept(msg maskKeptMsg) tea.Cmd {
	if msg.err != nil {
		return tea.Batch(msg.job.pane.Focus(), f.problem(msg.err))
	}
	j := job{op: msg.job.op, sources: []source{msg.job.source}, mask: msg.path, standIn: msg.upright, screen: MaskScreen}
	if j.op == api.GenerativeFill {
		return f.askFill(j, msg.job.pane)
	}
	return f.send(j)
}

// keepUpright keeps an upright copy of a picture that is stored turned or
// mirrored, so that the mask lies where it was painted; "" where there is no
// need.
func keepUpright(library *history.Library, path string, img image.Image) (string, error) {
	file, err := plainfile.Open(path)
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

// askFill asks what is to appear under the mask; esc goes back to painting.
func (f *Flow) askFill(j job, pane *mask.Pane) tea.Cmd {
	d := dialog.NewInput(f.o.Styles, "Fill", []string{
		fmt.Sprintf("What is to appear in the painted part of %s?", gallery.FileName(j.sources[0].path)),
	}, "")
	d.Footer = "{dialog.accept} fill · {dialog.cancel} paint on"
	d.Check(needWords)
	return f.host.Open(d, flow.Answers{
		Text: func(text string) tea.Cmd {
			j.prompt = text
			return f.send(j)
		},
		Esc: pane.Focus,
	})
}
