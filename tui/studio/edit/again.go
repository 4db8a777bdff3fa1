package edit

import (
	"context"
	"fmt"
	"image"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/resize"
)

// wish is how an edit was asked for: what the screens of its operation begin
// with when it is brought back.
type wish struct {
	of      api.Operation
	request api.Request
	source  source
	mask    image.Image // nil where there is none any more
	img     image.Image
	missing string // what could not be brought back, "" for nothing
}

// wishMsg is an edit that was brought back, or why it was not.
type wishMsg struct {
	wish wish
	err  error
}

// BringBack brings back how an edit was made: its picture, its mask and its
// words, where it asks for them. Nothing is sent, and nothing of it gets into
// the form of pictures made from words.
func (f *Flow) BringBack(row gallery.Row) tea.Cmd {
	made := row.Request()
	sent, ok := made.Picture()
	if !ok {
		return f.host.Say("Its recipe does not name its source, so it cannot be loaded.")
	}
	w := wish{of: made.Operation, request: made, source: source{path: row.Parent, prompt: made.Prompt}}
	if parent, ok := f.o.Gallery.RowOfFile(row.Parent); ok {
		w.source = f.sourceOf(parent)
	}
	ctx := f.o.Context
	return tea.Batch(f.host.Say("Reading "+gallery.FileName(row.Parent)+"…"), func() tea.Msg { return f.wished(ctx, w, sent) })
}

// wished reads the files of an edit. The picture must be the one it was, as it
// was: the file itself, or the copy that was made of it to be sent.
func (f *Flow) wished(ctx context.Context, w wish, sent api.Input) tea.Msg {
	p, err := f.prepare(w.source.path)
	if err == nil && p.Hash != sent.SHA256 && p.Upload.Hash() != sent.SHA256 && w.of != api.Resize {
		err = fmt.Errorf("%s is a different picture now", gallery.FileName(w.source.path))
	}
	if err != nil && w.of != api.Resize {
		if sum, readErr := history.FileHash(ctx, sent.Path); readErr == nil && sum == sent.SHA256 {
			w.source.path = sent.Path
			p, err = f.prepare(sent.Path)
		}
	}
	if err != nil {
		return wishMsg{err: err}
	}
	w.source.sent = p
	if needsScreen(w.of) {
		if w.img, err = p.Image(); err != nil {
			return wishMsg{err: err}
		}
		w.mask, w.missing = maskOf(w.request)
	}
	return wishMsg{wish: w}
}

// needsScreen tells whether an operation asks where.
func needsScreen(op api.Operation) bool {
	return op == api.GenerativeFill || op == api.Retouch || op == api.Resize
}

// maskOf reads the mask of a request, and says if it is not there.
func maskOf(r api.Request) (mask image.Image, missing string) {
	in, ok := r.Mask()
	if !ok {
		return nil, ""
	}
	mask, err := picture.Decode(in.Path)
	if err != nil {
		return nil, "Its mask is gone: paint it again."
	}
	return mask, ""
}

// broughtBack opens what an operation is asked for with.
func (f *Flow) broughtBack(msg wishMsg) tea.Cmd {
	if msg.err != nil {
		return f.problem(fmt.Errorf("this edit cannot be loaded: %w", msg.err))
	}
	w := msg.wish
	list := []source{w.source}
	said := f.host.Say("Loaded. Nothing has been sent yet.")
	if w.missing != "" {
		said = f.host.Warn(w.missing)
	}
	switch w.of {
	case api.GenerativeFill, api.Retouch:
		open := f.openMask(w.of, w.source, w.img)
		f.mask.words = w.request.Prompt
		if w.mask != nil {
			open = tea.Batch(open, f.mask.pane.SetMask(w.mask))
		}
		return tea.Batch(open, said)
	case api.Resize:
		w.source.prompt = w.request.Prompt
		open := f.openResize(w.source, w.img)
		if w.mask != nil {
			f.resize.pane.SetLayout(resize.LayoutOf(w.mask, w.img.Bounds().Size(), f.o.InvertMasks))
		}
		return tea.Batch(open, said)
	case api.AIBackground:
		return tea.Batch(f.askSceneOf(list, w.request.Prompt), said)
	case api.ImageToVideo:
		return tea.Batch(f.openVideoOf(list, w.request), said)
	default: // nothing is asked for those
	}
	f.ownFile = w.source.path
	f.host.AskOperation()
	return f.host.Say(fmt.Sprintf("It had no prompt and no mask. Choose what to do with %s:", gallery.FileName(w.source.path)))
}
