package picture

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"imagine-tui/history/pixels"
)

// ThumbSide is the longer side of a thumbnail in pixels.
const ThumbSide = 320

// mostThumbs is how many bytes of thumbnails are kept. They can be made again.
const mostThumbs = 256 << 20

// Thumbs are thumbnails on disk of pictures seen before, by path, time of
// change and size of the file. Everything in its folder may be deleted at any
// time. It is safe for concurrent use, also by several programs.
type Thumbs struct {
	dir    string
	most   int64
	writes atomic.Int64
	stills string
}

// NewThumbs returns the thumbnails in a folder, which is made when needed.
func NewThumbs(dir string) *Thumbs { return &Thumbs{dir: dir, most: mostThumbs} }

// Get returns a thumbnail of a picture or video file, at most ThumbSide pixels
// along its longer side: the one kept, or a new one. Errors are those of
// Decode.
func (t *Thumbs) Get(ctx context.Context, path string) (image.Image, error) {
	info, err := os.Stat(path)
	if err == nil {
		if src, ok := t.read(path, info); ok {
			return src.img, nil
		}
	}
	data, err := readFile(ctx, path)
	if err != nil {
		return nil, err
	}
	src, err := open(ctx, data, request{cols: ThumbSide, rows: ThumbSide / 2, least: ThumbSide, stills: t.stills})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name(path), err)
	}
	return t.keep(path, info, src).img, nil
}

// thumbHead is the first line of a thumbnail file: what it is of, and how
// large that is.
const thumbHead = "imagine-tui thumbnail 1 %d %d %d %d %d\n"

func (t *Thumbs) file(path string) string {
	sum := sha256.Sum256([]byte(path))
	text := hex.EncodeToString(sum[:16])
	return filepath.Join(t.dir, text[:2], text[2:])
}

// read returns the thumbnail kept of this version of a file.
func (t *Thumbs) read(path string, info fs.FileInfo) (*source, bool) {
	data, err := os.ReadFile(t.file(path))
	if err != nil {
		return nil, false
	}
	line, picture, _ := bytes.Cut(data, []byte("\n"))
	var changed, size int64
	var length time.Duration
	src := &source{}
	if _, err := fmt.Sscanf(string(line)+"\n", thumbHead, &changed, &size, &src.w, &src.h, &length); err != nil ||
		changed != info.ModTime().UnixNano() || size != info.Size() || src.w < 1 || src.h < 1 {
		return nil, false
	}
	src.duration, src.thumb = length, true
	if src.img, err = DecodeBytes(picture); err != nil {
		return nil, false
	}
	return src, true
}

// keep makes a thumbnail of a picture, writes it, and returns it. That it could
// not be written only costs time later.
func (t *Thumbs) keep(path string, info fs.FileInfo, src *source) *source {
	f := min(1, ThumbSide/float64(max(src.w, src.h)))
	w, h := max(1, int(float64(src.w)*f+0.5)), max(1, int(float64(src.h)*f+0.5))
	s := src.shrink(pixels.Whole(src.w, src.h), w, h)
	img := s.Image()
	small := &source{img: img, w: src.w, h: src.h, duration: src.duration, partial: src.partial, thumb: true}
	if info == nil || src.partial || src.blank {
		return small // a file that is still being written, or may have a picture next time
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, thumbHead, info.ModTime().UnixNano(), info.Size(), src.w, src.h, src.duration)
	var err error
	if s.Opaque {
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: 90})
	} else {
		err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img)
	}
	if err == nil && replaceFile(t.file(path), b.Bytes()) == nil && t.writes.Add(1)%512 == 0 {
		t.prune()
	}
	return small
}

// replaceFile writes a file that may be read by others meanwhile.
func replaceFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("cannot make the folder of thumbnails: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("cannot write a thumbnail: %w", err)
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name()) // what is left of it is of no use
		return fmt.Errorf("cannot write a thumbnail: %w", err)
	}
	return nil
}

// prune deletes the oldest thumbnails until a quarter of the room is free.
func (t *Thumbs) prune() {
	type entry struct {
		path string
		info fs.FileInfo
	}
	var all []*entry
	var sum int64
	_ = filepath.WalkDir(t.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil //nolint:nilerr // what cannot be read takes no room of ours
		}
		if info, err := d.Info(); err == nil {
			all = append(all, &entry{path, info})
			sum += info.Size()
		}
		return nil
	})
	if sum <= t.most {
		return
	}
	slices.SortFunc(all, func(a, b *entry) int { return a.info.ModTime().Compare(b.info.ModTime()) })
	for _, e := range all {
		if sum <= t.most*3/4 {
			return
		}
		if os.Remove(e.path) == nil {
			sum -= e.info.Size()
		}
	}
}
