package history

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/buffer"
	"imagine-tui/api/plainfile"
	"imagine-tui/api/videofile"
	"imagine-tui/history/claim"
	"imagine-tui/history/disk"
	"imagine-tui/history/journal"
)

// work is a received picture that is to be put into a library.
type work struct {
	rec *journal.Record
	// img is what the client found the picture to be, zero after a restart.
	img api.Image
	// draft is the sidecar but for what is only known of the file.
	draft Sidecar
	// folder is the library, at the time in the picture's name.
	folder string
	at     time.Time
	// received is what came, nil where the journal has it in a file.
	received content
}

// placed is a picture in a library.
type placed struct {
	path    string // "" if it is not there
	sidecar Sidecar
}

// finish checks the picture and puts it into the library: its file, then its
// sidecar, then the journal's entry goes. When it fails the bytes and all that
// is needed to try again are in the journal, on disk.
func (l *Library) finish(w work) (placed, error) {
	body, err := w.body()
	if err != nil {
		return placed{}, err
	}
	if err := w.check(body); err != nil {
		return placed{}, err
	}
	if w.draft.Take == 0 {
		w.draft.Take = l.nextTake(w.draft)
	}
	if err := w.remember(); err != nil {
		l.warn(err) // only a later attempt would miss it
	}
	spent := make(chan error, 1)
	go func() { spent <- books{l}.spend(w.draft) }()
	p, err := l.resume(w, body)
	if err == nil && p.path == "" {
		p, err = l.place(w, body)
	}
	unspent := <-spent
	if err != nil {
		// Only now it matters that the bytes are on disk where they came to: the copy
		// was to be there as soon as they could have been.
		if syncErr := cmp.Or(body.Sync(), w.rec.Sync()); syncErr != nil {
			l.warn(fmt.Errorf("keep a picture in recovery: %w", syncErr))
		}
		e := w.rec.Entry()
		if unspent != nil {
			l.warn(unspent)
		}
		return p, &SaveError{Folder: w.folder, ID: e.ID, Kept: e.Body, Placed: p.path, Err: err}
	}
	l.step("saved")
	counted := l.claims.dir
	if w.folder == l.folder {
		l.holdsResults()
	} else {
		counted = claim.In(w.folder) // recovered for another library, where others may wait for it
	}
	if err := counted.Saved(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.warn(fmt.Errorf("count a saved picture for other processes: %w", err))
	}
	books{l}.settle(w.rec, w.draft, unspent)
	if w.folder == l.folder {
		l.index.add(inLibrary(l.folder, p.path), p.sidecar)
	}
	return p, nil
}

// body is what was received.
func (w *work) body() (content, error) {
	if w.received != nil {
		return w.received, nil
	}
	file, err := w.rec.Body()
	if err != nil {
		return nil, err
	}
	return fileContent{file}, nil
}

// check completes what is known of the picture. What the client checked on
// its way here is not checked again.
func (w *work) check(body content) error {
	size, err := body.Size()
	if err != nil {
		return err
	}
	img := w.img
	sized := img.Width > 0 || w.draft.Request.Operation.MakesVideo()
	if img.SHA256 == "" || img.Ext == "" || !sized || img.Bytes != size {
		found, err := inspect(body, size, w.draft.Request.Operation)
		if err != nil {
			return err
		}
		sum := newHash()
		if _, err := body.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if _, err := buffer.Copy(sum, body); err != nil {
			return err
		}
		img = api.Image{
			MediaType: found.MediaType, Ext: found.Ext, Width: found.Width, Height: found.Height, Duration: found.Duration,
			Bytes: size, SHA256: sum.hex(), ServerID: img.ServerID,
		}
	}
	w.img = img
	d := &w.draft
	d.MediaType, d.Width, d.Height, d.SHA256 = img.MediaType, img.Width, img.Height, img.SHA256
	d.DurationMS = img.Duration.Milliseconds()
	if img.ServerID != "" && d.ServerID == "" {
		d.ServerID = img.ServerID
	}
	return nil
}

// inspect tells what a file is, which must be whole: a video where the
// operation makes one, else a picture.
func inspect(body content, size int64, op api.Operation) (videofile.Info, error) {
	if op.MakesVideo() {
		found, err := videofile.Check(io.NewSectionReader(body, 0, size))
		if err != nil {
			return found, fmt.Errorf("the answer is not a whole video: %w; what was received is kept in recovery", err)
		}
		return found, nil
	}
	found, err := api.CheckPicture(body, size)
	if err != nil {
		return videofile.Info{}, fmt.Errorf("the answer is not a whole picture: %w; what was received is kept in recovery", err)
	}
	return videofile.Info{MediaType: found.MediaType, Ext: found.Ext, Width: found.Width, Height: found.Height}, nil
}

// resume looks whether an earlier attempt put the picture into the library,
// and finishes that one. It returns nothing if there was none.
func (l *Library) resume(w work, body content) (placed, error) {
	e := w.rec.Entry()
	if e.Name == "" || !filepath.IsLocal(filepath.FromSlash(e.Name)) {
		return placed{}, nil
	}
	file := filepath.Join(e.Folder, filepath.FromSlash(e.Name))
	if old, problem := readSidecar(file + sidecarExt); problem == "" && old.Run == e.ID {
		if info, err := os.Lstat(file); err == nil && info.Mode().IsRegular() {
			// Whoever saved it may have been killed before its names were on disk.
			return placed{file, old}, disk.SyncPath(filepath.Dir(file))
		}
	}
	sum, size, ok := sameContent(file, body, w.img)
	if !ok {
		sum, size, ok = l.sameCopy(file, body, w.draft)
	}
	if !ok {
		return placed{}, nil
	}
	w.draft.FileSHA256, w.draft.Bytes, w.draft.Saved = sum, size, l.now()
	p := placed{file, w.draft}
	folder, err := disk.OpenFolder(filepath.Dir(file))
	if err != nil {
		return p, err
	}
	defer func() { _ = folder.Close() }() // synced where needed
	temp, err := writeSidecar(folder, path.Base(e.Name), w.draft)
	if err != nil {
		return p, err
	}
	defer temp.Discard()
	if err := temp.SyncFile(); err != nil {
		return p, err
	}
	if err := temp.Publish(path.Base(e.Name) + sidecarExt); err != nil {
		return p, err
	}
	return p, folder.Sync()
}

// sameCopy tells whether the file is what would be made of the received picture
// now, and returns the file's hash and size.
func (l *Library) sameCopy(file string, body content, draft Sidecar) (sum string, size int64, ok bool) {
	if info, err := os.Lstat(file); err != nil || !info.Mode().IsRegular() {
		return "", 0, false
	}
	want, size, err := l.copyPicture(io.Discard, body, draft)
	if err != nil {
		return "", 0, false
	}
	sum, err = FileHash(context.Background(), file)
	return sum, size, err == nil && sum == want
}

// sameContent tells whether the file holds the received picture, be it with a
// recipe inside, and returns the file's hash and size.
func sameContent(file string, body content, img api.Image) (sum string, size int64, ok bool) {
	f, err := plainfile.Open(file)
	if err != nil {
		return "", 0, false
	}
	defer func() { _ = f.Close() }() // only read from
	h := newHash()
	size, err = buffer.Copy(h, f)
	if err != nil || size < img.Bytes {
		return "", 0, false
	}
	sum = h.hex()
	if sum == img.SHA256 {
		return sum, size, true
	}
	// With what was inserted taken out it has to be the same: a common head,
	// and the rest at the end.
	return sum, size, endsLike(f, size, body, img.Bytes)
}

// endsLike tells whether taking one piece out of f gives body.
func endsLike(f *os.File, size int64, body content, bodySize int64) bool {
	head, err := commonHead(f, body)
	if err != nil || head >= bodySize {
		return false
	}
	a := io.NewSectionReader(f, size-(bodySize-head), bodySize-head)
	b := io.NewSectionReader(body, head, bodySize-head)
	n, err := commonHead(a, b)
	return err == nil && n == bodySize-head
}

// commonHead counts the bytes that two files have in common at their start.
func commonHead(a, b io.ReaderAt) (int64, error) {
	const chunk = 64 << 10
	bufA, bufB := make([]byte, chunk), make([]byte, chunk)
	for at := int64(0); ; at += chunk {
		n, errA := a.ReadAt(bufA, at)
		m, errB := b.ReadAt(bufB, at)
		for i := range min(n, m) {
			if bufA[i] != bufB[i] {
				return at + int64(i), nil
			}
		}
		if n < chunk || m < chunk {
			if errA != io.EOF && errA != nil {
				return 0, errA
			}
			if errB != io.EOF && errB != nil {
				return 0, errB
			}
			return at + int64(min(n, m)), nil
		}
	}
}

// remember tells the journal what is known of the picture.
func (w *work) remember() error {
	draft, err := encodeJSON(w.draft)
	if err != nil {
		return err
	}
	return w.rec.Complete(draft)
}
