package edit

import (
	"image"
	"os"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/history"
	"imagine-tui/history/upload"
	"imagine-tui/tui/gallery"
)

// pictureReadMsg is a picture that was read for the screen of an operation.
type pictureReadMsg struct {
	op     api.Operation
	source source
	img    image.Image
	err    error
}

// files are those that were made in the library to be sent.
func (f *Flow) files() history.Inputs { return history.InputsOf(f.o.Library) }

// prepare reads a picture and makes of it what is sent: whatever keeps it from
// being sent is known before anything is painted or written.
func (f *Flow) prepare(path string) (*upload.Picture, error) {
	p, err := upload.Prepare(f.files(), f.o.Upload, path)
	if err != nil && f.files().Owns(path) {
		if _, gone := os.Stat(path); gone != nil {
			return nil, gallery.Gone(path, gone)
		}
	}
	return p, err
}

// readPicture reads the whole of a picture that a screen is to open on.
func (f *Flow) readPicture(op api.Operation, s source) tea.Cmd {
	return tea.Batch(f.host.Say("Reading "+gallery.FileName(s.path)+"…"), func() tea.Msg {
		p, err := f.prepare(s.path)
		if err != nil {
			return pictureReadMsg{err: err}
		}
		img, err := p.Image()
		s.sent = p
		return pictureReadMsg{op, s, img, err}
	})
}

func (f *Flow) pictureRead(msg pictureReadMsg) tea.Cmd {
	var open tea.Cmd
	switch {
	case msg.err != nil:
		return f.problem(msg.err)
	case msg.op == api.Resize:
		open = f.openResize(msg.source, msg.img)
	default:
		open = f.openMask(msg.op, msg.source, msg.img)
	}
	if words := msg.source.sent.Words(gallery.FileName(msg.source.path)); words != "" {
		return tea.Batch(open, f.host.Say(words))
	}
	return open
}

// picturesReadMsg are pictures that were read before something is asked about
// them.
type picturesReadMsg struct {
	list []source
	then func([]source) tea.Cmd
	err  error
}

// maxRead is how many bytes of pictures are kept in memory while the person is
// asked. The rest is read again when it is sent.
const maxRead = 128 << 20

// readPictures reads pictures and goes on with them, unless one cannot be sent.
func (f *Flow) readPictures(list []source, then func([]source) tea.Cmd) tea.Cmd {
	f.ownFile = ""
	return tea.Batch(f.host.Say("Reading "+gallery.FileName(list[0].path)+"…"), func() tea.Msg {
		read, bytes := make([]source, len(list)), 0
		for i, s := range list {
			p, err := f.prepare(s.path)
			if err != nil {
				return picturesReadMsg{err: err}
			}
			if bytes += len(p.Upload.Data()); bytes <= maxRead {
				s.sent = p
			}
			read[i] = s
		}
		return picturesReadMsg{list: read, then: then}
	})
}

func (f *Flow) picturesRead(msg picturesReadMsg) tea.Cmd {
	if msg.err != nil {
		return f.problem(msg.err)
	}
	return msg.then(msg.list)
}
