package history

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/media"
	"imagine-tui/api/queue"
	"imagine-tui/history/claim"
	"imagine-tui/history/disk"
	"imagine-tui/history/journal"
)

// ticket is one request on its way. The journal's record does the work that
// has to survive; the ticket knows what it is for.
type ticket struct {
	library *Library
	id      string
	// folder is the library the result goes to, "" for the one of the record.
	folder string
	// rec is nil after the ticket was ended. Save and Receiving take it up
	// again.
	rec *journal.Record
	// claim keeps others from sending the same; nil where a library can have
	// none, and when the ticket was taken up again.
	claim *claim.Claim
	// release gives back the room that was promised; nil without a promise.
	release func()
	// connection keeps a descriptor for the connection until it is wanted, where
	// there are few; else nil.
	connection *os.File
	// received is what came of the answer by way of this ticket.
	received *receiver
}

// free gives the promised room back.
func (t *ticket) free() {
	if t.release != nil {
		t.release()
		t.release = nil
	}
	t.connect()
}

// connect gives the descriptor that was kept for the connection free.
func (t *ticket) connect() {
	if t.connection != nil {
		_ = t.connection.Close() // nothing is in it
		t.connection = nil
	}
}

// record returns the record, or an error after the ticket's end.
func (t *ticket) record() (*journal.Record, error) {
	if t.rec == nil {
		return nil, journal.ErrEnded
	}
	return t.rec, nil
}

// Sent records, on disk, that the request may leave from now on.
func (t *ticket) Sent() error {
	rec, err := t.record()
	if err != nil {
		return err
	}
	err, kept := t.library.files.borrow(func() error { return t.saySent(rec) }, nil)
	t.connect()
	switch {
	case errors.Is(err, claim.ErrLost):
		return fmt.Errorf("%w: %w", queue.ErrUnderWay, err)
	case err == nil:
		err = kept // saving the picture might find too few
	}
	return t.library.crowded(err, 1)
}

// saySent says so in the claim first, and makes both last together: killed between
// the two, the journal knows that nothing left.
func (t *ticket) saySent(rec *journal.Record) error {
	if t.claim == nil {
		return rec.Sent()
	}
	claimed, err := t.claim.Saying()
	if err != nil {
		return err
	}
	t.library.step("claimed")
	recorded, err := rec.Saying()
	if err != nil {
		return errors.Join(err, claimed())
	}
	return disk.Together(claimed, recorded)
}

// Accepted records the server's job and the sidecar as far as it is known.
func (t *ticket) Accepted(job string, m queue.Meta) error {
	rec, err := t.record()
	if err != nil {
		return err
	}
	m.Job = job
	draft := t.library.draft(rec.Entry())
	draft.describe(t.library.folder, m)
	text, err := encodeJSON(draft)
	if err != nil {
		return err
	}
	t.free() // a video can be fetched again later
	return rec.Accepted(job, text)
}

// Receiving gives the place for the picture's bytes. A video can be fetched
// again later, so it need not fill the disk now. A picture comes only once: as
// much of it as goes is kept.
func (t *ticket) Receiving(total int64) (io.Writer, error) {
	if err := t.take(); err != nil {
		return nil, err
	}
	if t.rec.Entry().Job != "" {
		if err := t.library.makeWay(t.rec, total); err != nil {
			return nil, err
		}
	}
	file, err := t.rec.Receiving(total)
	if file == nil {
		return nil, err
	}
	if err != nil {
		t.library.warn(err) // the bytes matter more
	}
	t.received = &receiver{library: t.library, rec: t.rec, file: file}
	return t.received, nil
}

// Drop forgets the request, also after Unknown: the person decided then.
func (t *ticket) Drop() error {
	t.free()
	t.received = nil
	if t.rec == nil {
		return t.library.Forget(t.id)
	}
	return t.library.files.saving(t.back)
}

// back is Drop with descriptors to work with, of a ticket that has not ended.
func (t *ticket) back() error {
	t.free()
	rec := t.rec
	t.rec = nil
	if rec.Entry().Job != "" { // the service took it on
		return books{t.library}.giveUp(rec)
	}
	return t.library.end(rec, false, rec.Drop)
}

// Unknown keeps the request and its bytes for the person.
func (t *ticket) Unknown(reason error) error {
	if _, err := t.record(); err != nil {
		return err
	}
	t.free()
	return t.library.files.saving(func() error { return t.unknown(reason) })
}

func (t *ticket) unknown(reason error) error {
	rec := t.rec
	if t.received != nil {
		t.received.rescue()
	}
	binary := false
	if body, bodyErr := rec.Body(); bodyErr == nil {
		info, statErr := body.Stat()
		binary = statErr == nil && info.Size() > 0 && !comes(rec.Entry(), body, reason)
	}
	t.rec = nil
	if t.claim != nil {
		if err := t.claim.Leave(); err != nil {
			t.library.warn(err)
		}
		t.claim = nil
	}
	defer t.library.claims.over(t.id)
	return rec.Release(reason, binary)
}

// comes tells whether what was received is at least a part of what was asked for.
// Of a video that only whoever fetched it knows.
func comes(e journal.Entry, body io.ReaderAt, reason error) bool {
	if e.Job == "" {
		return looksLikePicture(body)
	}
	var answer *api.Error
	return !errors.As(reason, &answer) || !answer.Whole
}

// looksLikePicture tells whether a file begins as a picture does. Only a whole
// picture has no error at all.
func looksLikePicture(r io.ReaderAt) bool {
	head := make([]byte, media.MagicLen)
	n, _ := r.ReadAt(head, 0) // a short file has a short head
	return media.Sniff(head[:n]).ByAPI()
}

// Save puts the received picture into the library. It may be called again
// after it failed, also after Unknown.
func (t *ticket) Save(ctx context.Context, img api.Image, m queue.Meta) (queue.Saved, error) {
	if err := t.take(); err != nil {
		return queue.Saved{}, err
	}
	entry := t.rec.Entry()
	w := work{rec: t.rec, img: img, folder: entry.Folder, draft: t.library.drafted(entry)}
	if t.folder != "" {
		w.folder = t.folder
	}
	w.draft.describe(t.library.folder, m)
	if w.at = m.Ended; w.at.IsZero() {
		w.at = t.library.now()
	}
	if t.received != nil && t.received.memory != nil {
		w.received = t.received.content()
	}
	var place placed
	err := t.library.files.saving(func() (err error) {
		place, err = t.library.finish(w)
		return err
	})
	if err != nil {
		return place.saved(m.Elapsed), t.rescued(err)
	}
	t.free()
	t.rec, t.received = nil, nil
	keepStill(ctx, t.library, place, m.Still)
	return place.saved(m.Elapsed), nil
}

// rescued puts a picture that is only in memory somewhere, after it could not be
// saved, and says where.
func (t *ticket) rescued(err error) error {
	var unsaved *SaveError
	if t.received == nil || t.received.memory == nil || !errors.As(err, &unsaved) {
		return err
	}
	unsaved.Kept = t.received.rescue()
	unsaved.Lost = unsaved.Kept == ""
	unsaved.Unlisted = t.rec.Unnoted() != ""
	return err
}

// take takes the record up again after the ticket was ended.
func (t *ticket) take() error {
	if t.rec != nil {
		return nil
	}
	rec, err := t.library.journal.Adopt(t.id, t.library.now)
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("the picture was saved or given up elsewhere already")
	}
	if err != nil {
		return fmt.Errorf("take the picture out of recovery: %w", err)
	}
	t.rec = rec
	t.library.claims.begun(t.id)
	return nil
}

// draft begins a sidecar with what the journal knows.
func (l *Library) draft(e journal.Entry) Sidecar {
	s := Sidecar{
		Schema: Schema, Program: l.program, Request: filed(l.folder, e.Request), Hash: e.Request.Hash(), Run: e.ID,
		Key: e.Key, Origin: e.Origin, Sandbox: e.Sandbox, Sent: e.Time(), Job: e.Job,
	}
	s.Tags = slices.Clone(l.tags)
	s.SetBatch(e.Batch)
	return s
}

// describe adds what the run knows.
func (s *Sidecar) describe(folder string, m queue.Meta) {
	s.Template = m.Template
	if m.Take != 0 {
		s.Take = m.Take
	}
	if s.Parent = inLibrary(folder, m.Parent); s.Parent == "" {
		s.Parent = parentOf(s.Request)
	}
	if m.Job != "" {
		s.Job = m.Job
	}
	if m.ServerID != "" {
		s.ServerID = m.ServerID
	}
	if !m.Started.IsZero() {
		s.Sent = m.Started
	}
	s.ElapsedMS = m.Elapsed.Milliseconds()
	s.Tokens = nil
	if m.Priced {
		tokens := m.Tokens
		s.Tokens = &tokens
	}
}

// saved says where a picture is now. elapsed is more exact than the sidecar.
func (p placed) saved(elapsed time.Duration) queue.Saved {
	s := p.sidecar.saved(p.path)
	s.Elapsed = elapsed
	return s
}

func (s Sidecar) saved(path string) queue.Saved {
	if path == "" {
		return queue.Saved{}
	}
	saved := queue.Saved{
		Path: path, Sidecar: path + sidecarExt, SHA256: s.SHA256, FileSHA256: s.FileSHA256, Bytes: s.Bytes,
		Width: s.Width, Height: s.Height, MediaType: s.MediaType,
		Elapsed: time.Duration(s.ElapsedMS) * time.Millisecond, KeyName: s.Key,
		Duration: time.Duration(s.DurationMS) * time.Millisecond, Job: s.Job,
	}
	if s.Tokens != nil {
		saved.Tokens, saved.Priced = *s.Tokens, true
	}
	return saved
}
