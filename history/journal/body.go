package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"imagine-tui/history/disk"
)

// The bytes of an answer lie beside their entry; where there is no room, in the
// library the answer is meant for; at last in a folder that the entry names.

// Incoming is the folder in a library for answers that have no room beside their
// entries.
const Incoming = ".incoming"

// Incoming is that folder of the entry's library.
func (e Entry) Incoming() string { return filepath.Join(e.Folder, Incoming) }

// bodies are the files in which bytes of an entry can be.
func (d Dir) bodies(e Entry) []string {
	paths := []string{d.path(e.ID, partExt), d.path(e.ID, binExt)}
	if filepath.IsAbs(e.Folder) {
		paths = append(paths, filepath.Join(e.Incoming(), e.ID+partExt), filepath.Join(e.Incoming(), e.ID+binExt))
	}
	// An entry that names anything else as its bytes was not written by us.
	if name := filepath.Base(e.place); filepath.IsAbs(e.place) && (name == e.ID+partExt || name == e.ID+binExt) {
		stem := strings.TrimSuffix(strings.TrimSuffix(e.place, partExt), binExt)
		paths = append(paths, stem+partExt, stem+binExt)
	}
	return paths
}

// Reserve opens the file for an answer's bytes before anything is sent: beside the
// entry, or in the library.
func (r *Record) Reserve(inLibrary bool) error {
	if r.file == nil {
		return ErrEnded
	}
	defer disk.Turn()()
	r.closeBody()
	folder := ""
	if inLibrary {
		folder = r.entry.Incoming()
	}
	body, err := createBody(r.part(folder))
	if err != nil {
		return err
	}
	r.body, r.fresh = body, true
	return nil
}

// part is the file for bytes in a folder, "" for beside the entry.
func (r *Record) part(folder string) string {
	if folder == "" {
		return r.dir.path(r.entry.ID, partExt)
	}
	return filepath.Join(folder, r.entry.ID+partExt)
}

func createBody(path string) (*os.File, error) {
	if err := disk.MakeAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
}

// Receiving gives the file for the answer's bytes; total is how many were
// announced, -1 if that is not known. What an earlier call received is gone.
func (r *Record) Receiving(total int64) (*os.File, error) {
	if r.file == nil {
		return nil, ErrEnded
	}
	if !r.fresh {
		if err := r.Reserve(false); err != nil {
			return nil, r.wrap(err)
		}
	}
	r.fresh = false
	r.entry.Body = r.body.Name()
	return r.body, r.write(line{State: Receiving, Total: &total})
}

// Body returns the received bytes, open for reading and syncing. It belongs
// to the record.
func (r *Record) Body() (*os.File, error) {
	if r.file == nil {
		return nil, ErrEnded
	}
	if r.body != nil {
		return r.body, nil
	}
	if r.entry.Body == "" {
		return nil, fmt.Errorf("nothing was received for request %s", r.entry.ID)
	}
	body, err := os.OpenFile(r.entry.Body, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	r.body = body
	return body, nil
}

// Keep puts what was received so far into a folder, "" for beside the entry, and
// goes on there. What was in the old place is gone, also where that was the
// same. When it fails there is what there was.
func (r *Record) Keep(folder string, received io.Reader) (*os.File, error) {
	if r.file == nil {
		return nil, ErrEnded
	}
	path := r.part(folder)
	body, err := createBody(path)
	if err != nil {
		return nil, err
	}
	old := r.entry.Body
	if _, err := io.Copy(body, received); err != nil {
		err = errors.Join(err, body.Close())
		if path != old {
			err = errors.Join(err, os.Remove(path))
		}
		return nil, err
	}
	known := slices.Contains(r.dir.bodies(r.entry), path)
	noted := known || r.write(line{State: Receiving, Body: path}) == nil
	r.closeBody()
	r.body, r.entry.Body = body, path
	if old != "" && old != path {
		_ = os.Remove(old) // the new place has it all
	}
	if !noted { // there may be room now
		noted = r.write(line{State: Receiving, Body: path}) == nil
	}
	r.lost = ""
	if !noted {
		r.lost = path
	}
	return body, nil
}

// Unnoted is where the bytes are when the entry could not be told, else "":
// after a crash nobody would find them.
func (r *Record) Unnoted() string { return r.lost }

// renameBody says by its name that what was received is no picture.
func (r *Record) renameBody() error {
	to := strings.TrimSuffix(r.entry.Body, partExt) + binExt
	if to == r.entry.Body {
		return nil
	}
	if err := os.Rename(r.entry.Body, to); err != nil {
		return err
	}
	r.entry.Body = to
	return nil
}

func (r *Record) closeBody() {
	if r.body == nil {
		return
	}
	_ = r.body.Close() // synced by those who need it on disk
	if r.fresh {
		_ = os.Remove(r.body.Name()) // nothing was received
	}
	r.body, r.fresh = nil, false
}

// findBody looks for an entry's bytes, whatever its lines say: the line about
// them is not synced.
func (d Dir) findBody(e *Entry) {
	for _, path := range slices.Backward(d.bodies(*e)) {
		info, err := os.Lstat(path)
		if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
			continue
		}
		e.Body = path
		if e.State == Sent || e.State == Accepted {
			e.State = Receiving
		}
		return
	}
}
