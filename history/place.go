package history

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
	"time"

	"imagine-tui/history/disk"
	"imagine-tui/history/recipe"
)

// place puts a picture and its sidecar into the library under a name that
// nothing had before.
func (l *Library) place(w work, body *os.File) (placed, error) {
	p, err := l.placeOnce(w, body)
	if p.path == "" && errors.Is(err, fs.ErrNotExist) {
		// Somebody took the folder away meanwhile.
		p, err = l.placeOnce(w, body)
	}
	return p, err
}

func (l *Library) placeOnce(w work, body *os.File) (placed, error) {
	dayName := w.at.Format(time.DateOnly)
	folder, err := openDay(w.folder, dayName)
	if err != nil {
		return placed{}, err
	}
	defer func() { _ = folder.Close() }() // synced where needed
	name := l.freeName(folder, w)
	picture, err := folder.Create(name, 0o644)
	if err != nil {
		return placed{}, err
	}
	defer picture.Discard()
	if w.draft.FileSHA256, w.draft.Bytes, err = l.copyPicture(picture, body, w.draft); err != nil {
		return placed{}, err
	}
	l.step("copied")
	w.draft.Saved = l.now()
	sidecar, err := writeSidecar(folder, name, w.draft)
	if err != nil {
		return placed{}, err
	}
	defer sidecar.Discard()
	if err := disk.Together(picture.SyncFile, sidecar.SyncFile); err != nil {
		return placed{}, err
	}
	for try := 0; ; try++ {
		if err := w.rec.Placing(path.Join(dayName, name)); err != nil {
			l.warn(err) // only a crash within the next steps would miss it
		}
		l.step("remembered")
		err := picture.Publish(name)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) || try == 20 {
			return placed{}, err
		}
		name = l.freeName(folder, w)
	}
	l.step("published")
	p := placed{filepath.Join(w.folder, dayName, name), w.draft}
	if err := sidecar.Publish(name + sidecarExt); err != nil {
		return p, errors.Join(err, folder.Sync())
	}
	l.step("described")
	return p, folder.Sync()
}

// openDay opens the folder of a day, and makes what is missing above it. A
// link that leads out of the library is refused.
func openDay(folder, dayName string) (*disk.Folder, error) {
	if err := disk.MakeAll(folder, 0o755); err != nil {
		return nil, err
	}
	root, err := disk.OpenFolder(folder)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // synced where needed
	return root.Sub(dayName, 0o755)
}

// freeName returns a name that neither a picture nor a sidecar has.
func (l *Library) freeName(folder *disk.Folder, w work) string {
	for {
		name := stem(l.name, w.at, w.draft.Request, disk.Hex(3)) + w.img.Ext
		if !folder.Taken(name) && !folder.Taken(name+sidecarExt) {
			return name
		}
	}
}

// buffers are for copying pictures; most fit into one.
var buffers = sync.Pool{New: func() any { b := make([]byte, 256<<10); return &b }}

// copyPicture copies the received bytes with the recipe put between them, and
// returns the copy's hash and size.
func (l *Library) copyPicture(dst io.Writer, body *os.File, s Sidecar) (sum string, size int64, err error) {
	offset, insert := l.insertion(body, s)
	if _, err := body.Seek(0, io.SeekStart); err != nil {
		return "", 0, err
	}
	h := newHash()
	out := io.MultiWriter(dst, h)
	buffer, _ := buffers.Get().(*[]byte) // the pool holds nothing else
	defer buffers.Put(buffer)
	for _, src := range []io.Reader{io.LimitReader(body, offset), &once{insert}, body} {
		n, err := io.CopyBuffer(out, struct{ io.Reader }{src}, *buffer)
		if err != nil {
			return "", 0, err
		}
		size += n
	}
	return h.hex(), size, nil
}

// once gives its bytes and then ends.
type once struct{ b []byte }

func (o *once) Read(p []byte) (int, error) {
	if len(o.b) == 0 {
		return 0, io.EOF
	}
	n := copy(p, o.b)
	o.b = o.b[n:]
	return n, nil
}

// insertion returns the recipe for the picture's file, nothing if it cannot
// carry one: a picture without its recipe inside is worth more than none.
func (l *Library) insertion(body *os.File, s Sidecar) (offset int64, insert []byte) {
	if !l.embed || s.Request.Operation.MakesVideo() {
		return 0, nil
	}
	r, err := s.recipe()
	if err == nil {
		offset, insert, err = recipe.Insertion(body, r)
	}
	if err != nil {
		l.warn(fmt.Errorf("the recipe is not inside a picture, only beside it: %w", err))
		return 0, nil
	}
	return offset, insert
}

// writeSidecar writes a description under a temporary name. One that is too
// large goes without its template.
func writeSidecar(folder *disk.Folder, name string, s Sidecar) (*disk.Temp, error) {
	text, err := s.encode()
	if err != nil && s.Template != "" {
		s.Template = ""
		text, err = s.encode()
	}
	if err != nil {
		return nil, err
	}
	temp, err := folder.Create(name+sidecarExt, 0o644)
	if err != nil {
		return nil, err
	}
	if _, err := temp.Write(text); err != nil {
		temp.Discard()
		return nil, err
	}
	return temp, nil
}
