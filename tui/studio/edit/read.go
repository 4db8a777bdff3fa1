package edit

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
)

// pictureReadMsg is a picture that was read for the screen of an operation.
type pictureReadMsg struct {
	op     api.Operation
	source source
	img    image.Image
	err    error
}

// readPicture decodes the whole of a picture that a screen is to open on.
func (f *Flow) readPicture(op api.Operation, s source) tea.Cmd {
	return tea.Batch(f.host.Say("Reading "+gallery.FileName(s.path)+"…"), func() tea.Msg {
		img, err := picture.Decode(s.path)
		return pictureReadMsg{op, s, img, gallery.Gone(s.path, err)}
	})
}

func (f *Flow) pictureRead(msg pictureReadMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return f.problem(msg.err)
	case msg.op == api.Resize:
		return f.openResize(msg.source, msg.img)
	}
	return f.openMask(msg.op, msg.source, msg.img)
}
