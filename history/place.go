package history

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"imagine-tui/api"
	"imagine-tui/history/disk"
	"imagine-tui/history/mark"
	"imagine-tui/history/recipe"
	"imagine-tui/history/recipe/xmp"
)

// place puts a picture and its sidecar into the library under a name that
// nothing had before.
func (l *Library) place(w work, body content) (placed, error) {
	p, err := l.placeOnce(w, body)
	if p.path == "" && errors.Is(err, fs.ErrNotExist) {
		// Somebody took the folder away meanwhile.
		p, err = l.placeOnce(w, body)
	}
	return p, err
}

func (l *Library) placeOnce(w work, body content) (placed, error) {
	turn := sync.OnceFunc(disk.Turn())
	defer func() { turn() }() // that of the moment
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
	turn()
	if err := disk.Together(picture.SyncFile, sidecar.SyncFile); err != nil {
		return placed{}, err
	}
	turn = sync.OnceFunc(disk.Turn())
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
	err = sidecar.Publish(name + sidecarExt)
	turn()
	if err != nil {
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
		name := l.naming.stem(w.at, w.draft.Request, disk.Hex(3)) + w.img.Ext
		if !folder.Taken(name) && !folder.Taken(name+sidecarExt) {
			return name
		}
	}
}

// copyPicture copies the received bytes with the recipe and the mark put between
// them, and returns the copy's hash and size.
func (l *Library) copyPicture(dst io.Writer, body content, s Sidecar) (sum string, size int64, err error) {
	h := newHash()
	out := counting{w: io.MultiWriter(dst, h)}
	if err := mark.Apply(&out, body, l.additions(body, s)); err != nil {
		return "", 0, err
	}
	return h.hex(), out.n, nil
}

// additions are what a picture's file gets: its recipe, and the mark of its
// origin. A file that carries Content Credentials gets nothing, since they are
// bound to its bytes; neither does one that cannot carry it: a picture without
// its recipe inside is worth more than none.
func (l *Library) additions(body content, s Sidecar) []mark.Edit {
	if !l.embed && !l.mark {
		return nil
	}
	marks, err := mark.Read(body)
	if err != nil || marks.Sealed() {
		return nil
	}
	var list []mark.Edit
	if insert, ok := l.insertion(body, s); ok {
		list = append(list, insert)
	}
	if !l.mark {
		return list
	}
	adding, err := mark.Adding(body, sourceOf(s.Request.Operation))
	if err != nil {
		l.warn(fmt.Errorf("the mark of its origin is not inside a picture: %w", err))
		return list
	}
	list = append(list, adding...)
	slices.SortStableFunc(list, func(a, b mark.Edit) int { return cmp.Compare(a.At, b.At) })
	return list
}

// sourceOf returns the digital source type of what an operation makes.
func sourceOf(op api.Operation) string {
	if spec, ok := api.Lookup(op); ok {
		if picture, _ := spec.FileFields(); picture != "" && !op.MakesVideo() {
			return xmp.Composite
		}
	}
	return xmp.Trained
}

// insertion returns the recipe for the picture's file.
func (l *Library) insertion(body content, s Sidecar) (mark.Edit, bool) {
	if !l.embed || s.Request.Operation.MakesVideo() {
		return mark.Edit{}, false
	}
	r, err := s.recipe()
	var e mark.Edit
	if err == nil {
		e.At, e.Insert, err = recipe.Insertion(body, r)
	}
	if err != nil {
		l.warn(fmt.Errorf("the recipe is only in the sidecar, not in the picture: %w", err))
		return mark.Edit{}, false
	}
	return e, len(e.Insert) > 0
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
