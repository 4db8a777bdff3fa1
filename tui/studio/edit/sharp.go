package edit

import (
	"context"
	"fmt"
	"image"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/sharpen"
	"imagine-tui/tui/widget/sight"
)

// Want has what is on the flow's screen drawn as well as the terminal can. It is
// called after whatever may have changed that.
func (f *Flow) Want() tea.Cmd {
	if f.o.Display == nil {
		return nil
	}
	return f.sharp.Want(f.wants())
}

// DropPictures forgets what was drawn: it is to be drawn anew.
func (f *Flow) DropPictures() {
	f.sharp.Again()
	if f.mask != nil {
		f.mask.pane.DropSharp()
	}
	if f.resize != nil {
		f.resize.pane.DropSharp()
	}
	if f.picker != nil {
		f.picker.DropPicture()
	}
	if f.video != nil {
		f.video.form.DropPicture()
	}
}

// wants is what the screen on top wants drawn, nil for nothing.
func (f *Flow) wants() *sharpen.Wish {
	cells := f.o.Display.Mode().Cells()
	switch {
	case f.picker != nil && f.host.OnScreen(FileScreen):
		return f.wishBeside(f.picker)
	case f.video != nil && f.host.OnScreen(VideoScreen):
		return f.wishBeside(f.video.form)
	case f.mask != nil && !cells && f.host.OnScreen(MaskScreen):
		return f.wishMask()
	case f.resize != nil && !cells && f.host.OnScreen(ResizeScreen):
		return f.wishCanvas()
	}
	return nil
}

// key is what one of a screen's own pictures is called.
func (f *Flow) key(name string, cols, rows int) picture.Key {
	return picture.Key{Path: "\x00" + name, Cols: cols, Rows: rows, Mode: f.o.Display.Mode(), Use: picture.InCompare}
}

func (f *Flow) wishMask() *sharpen.Wish {
	pane := f.mask.pane
	s, ok := pane.Sight()
	if !ok {
		return nil
	}
	w, h := f.o.Display.Cell()
	draw, key := pane.Draw(s, w, h), f.key("mask", s.Cols, s.Rows)
	return &sharpen.Wish{
		Key: s,
		Draw: func(_ context.Context, cache *picture.Cache) ([]sharpen.Drawn, error) {
			plain, tinted := draw()
			var all []sharpen.Drawn
			for i, img := range []image.Image{plain, tinted} {
				k := key
				k.Path += fmt.Sprint(i)
				all = append(all, sharpen.Drawn{Key: k, Rendered: cache.Draw(k, img)})
			}
			return all, nil
		},
		Put: func(drawn []picture.Rendered, _ error) {
			if len(drawn) == 2 && drawn[0].Cols == s.Cols {
				pane.ShowSharp(s, drawn[0].Lines, drawn[1].Lines)
			}
		},
	}
}

func (f *Flow) wishCanvas() *sharpen.Wish {
	pane := f.resize.pane
	s, ok := pane.Sight()
	if !ok {
		return nil
	}
	w, h := f.o.Display.Cell()
	draw, key := pane.Draw(s, w, h), f.key("canvas", s.Cols, s.Rows)
	return &sharpen.Wish{
		Key: s,
		Draw: func(_ context.Context, cache *picture.Cache) ([]sharpen.Drawn, error) {
			return []sharpen.Drawn{{Key: key, Rendered: cache.Draw(key, draw())}}, nil
		},
		Put: func(drawn []picture.Rendered, _ error) {
			if len(drawn) == 1 && drawn[0].Cols == s.Cols {
				pane.ShowSharp(s, drawn[0].Lines)
			}
		},
	}
}

// framed is a screen with a picture beside it.
type framed interface {
	Sight() (sight.Sight, bool)
	ShowPicture(s sight.Sight, lines []string, note string)
}

// besideKey tells the picture beside a screen from the same one beside another.
type besideKey struct {
	screen framed
	sight.Sight
}

// wishBeside is the picture of a file beside a screen.
func (f *Flow) wishBeside(pane framed) *sharpen.Wish {
	s, ok := pane.Sight()
	if !ok {
		return nil
	}
	key := picture.Key{Path: s.Path, Cols: s.Cols, Rows: s.Rows, Mode: f.o.Display.Mode(), Use: picture.InThumbs}
	return &sharpen.Wish{
		Key: besideKey{pane, s},
		Draw: func(ctx context.Context, cache *picture.Cache) ([]sharpen.Drawn, error) {
			r, err := cache.Load(ctx, key)
			if err != nil {
				return nil, err
			}
			return []sharpen.Drawn{{Key: key, Rendered: r}}, nil
		},
		Put: func(drawn []picture.Rendered, err error) {
			if err != nil || len(drawn) == 0 {
				pane.ShowPicture(s, nil, wording.Problem(gallery.Gone(s.Path, err)))
				return
			}
			pane.ShowPicture(s, drawn[0].Lines, fmt.Sprintf("%d×%d", drawn[0].Width, drawn[0].Height))
		},
	}
}
