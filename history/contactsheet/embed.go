package contactsheet

import (
	"bytes"
	"context"
	_ "embed" // the page's parts
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"imagine-tui/api/media"
	"imagine-tui/history/recipe"
)

// embedded is a picture made ready for a page.
type embedded struct {
	uri           string
	clear         bool // not opaque
	width, height int
	err           error
	part          bool // of a damaged picture
}

// embed makes an entry's picture ready.
func (s *Sheet) embed(ctx context.Context, i int) embedded {
	e := &s.entries[i]
	switch {
	case e.isVideo() && e.Poster == "":
		return s.embedVideo(e.Path)
	case e.isVideo():
		return s.embedScaled(ctx, e.Poster, s.sources[i])
	case s.o.Full:
		return s.embedWhole(e)
	}
	return s.embedScaled(ctx, e.Path, s.sources[i])
}

// embedScaled takes a scaled copy, which says where it comes from as the file does.
func (s *Sheet) embedScaled(ctx context.Context, path, source string) embedded {
	side := s.o.Thumb
	if side == 0 {
		side = htmlThumb
	}
	m, problem := scaled(ctx, path, side)
	if m == nil {
		return embedded{err: problem}
	}
	uri, err := dataURI(m, source)
	return embedded{uri: uri, clear: !m.Opaque(), width: m.Rect.Dx(), height: m.Rect.Dy(), err: err, part: errors.Is(problem, errPart)}
}

// embedWhole takes the file as it is, or without its recipe.
func (s *Sheet) embedWhole(e *Entry) embedded {
	data, err := readWhole(e.Path, maxOriginal)
	if err != nil {
		return embedded{err: err}
	}
	format := media.Sniff(data)
	if !format.ByAPI() {
		if err := media.Undrawn(data); err != nil {
			return embedded{err: err}
		}
		return embedded{err: errors.New("it is not a picture this program knows")}
	}
	if s.o.NoRecipe {
		var b bytes.Buffer
		if _, err := recipe.Strip(&b, bytes.NewReader(data), false); err != nil {
			return embedded{err: fmt.Errorf("its recipe cannot be taken out: %w", err)}
		}
		data = b.Bytes()
	}
	return embedded{uri: encodeURI(format.MediaType(), data), width: e.Width, height: e.Height, clear: format != media.JPEG}
}

// embedVideo takes a small video as it is, or without its recipe.
func (s *Sheet) embedVideo(path string) embedded {
	data, err := readWhole(path, maxVideo)
	if err == nil && s.o.NoRecipe {
		var b bytes.Buffer
		if _, stripErr := recipe.Strip(&b, bytes.NewReader(data), false); stripErr != nil {
			return embedded{err: fmt.Errorf("its recipe cannot be taken out: %w", stripErr)}
		}
		data = b.Bytes()
	}
	switch {
	case errors.Is(err, errTooLarge):
		return embedded{err: fmt.Errorf("video, too large for a page: %s", filepath.Base(path))}
	case err != nil:
		return embedded{err: err}
	case strings.EqualFold(filepath.Ext(path), ".webm"):
		return embedded{uri: encodeURI("video/webm", data)}
	case len(data) < 12 || string(data[4:8]) != "ftyp":
		return embedded{err: errors.New("it is not a video this program knows")}
	}
	return embedded{uri: encodeURI("video/mp4", data)}
}
