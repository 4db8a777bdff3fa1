package history

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/history/claim"
	"imagine-tui/history/disk"
	"imagine-tui/history/journal"
)

// The events of Recover.
const (
	// EventRecovered: the picture is in the library now.
	EventRecovered = "recovered"
	// EventComplete: the whole picture is here, and cannot be put in its place.
	// It is paid for. Recover with Into saves it elsewhere.
	EventComplete = "complete"
	// EventUnknown: the request was sent and there is no whole picture. It may
	// have been charged. It stays until Forget.
	EventUnknown = "unknown"
	// EventRendering: the service has the work under Job; it can be asked.
	EventRendering = "rendering"
)

// Recovered is what became of a request that an earlier run of the program
// left unfinished. All text in it is safe to show.
type Recovered struct {
	Event string `json:"event"`
	// ID names the request in the journal.
	ID string `json:"id"`
	// State is how far the request had come.
	State   journal.State `json:"state"`
	Request api.Request   `json:"request"`
	// Key is the name of the key it was sent with, to Origin.
	Key    string `json:"key"`
	Origin string `json:"origin,omitempty"`
	// Free says that the key was the sandbox: nothing was charged.
	Free bool `json:"-"`
	// Time is when it was sent.
	Time time.Time `json:"time"`
	// Path is the picture in the library.
	Path string `json:"path,omitempty"`
	// Job is the service's name for the work.
	Job string `json:"job,omitempty"`
	// Kept is the file with what was received of the answer, where that is
	// not in the library.
	Kept string `json:"kept,omitempty"`
	// Whole says that it is a whole picture: only saving it failed.
	Whole bool `json:"whole,omitempty"`
	// Problem says what kept the picture from being recovered.
	Problem string `json:"problem,omitempty"`
}

// RecoverOption changes what Recover does.
type RecoverOption func(*recovery)

// Into saves pictures to another folder than the one they were meant for.
func Into(folder string) RecoverOption {
	return func(r *recovery) {
		if abs, err := filepath.Abs(folder); err == nil {
			folder = abs
		}
		r.folder = folder
	}
}

// Only looks at one request, by its ID.
func Only(id string) RecoverOption { return func(r *recovery) { r.only = id } }

// Earlier leaves out what was begun with this Library: who holds the requests of
// this session has them before their eyes already.
func Earlier() RecoverOption { return func(r *recovery) { r.earlier = true } }

type recovery struct {
	library *Library
	folder  string
	only    string
	earlier bool
}

// Recover finishes what earlier runs left and costs nothing to finish: whole
// pictures are saved, requests that never left and entries of saved pictures
// are removed. It returns what was recovered and what is left for a person to
// decide, oldest first. Requests that a running program works on are not
// touched, and nothing is ever sent.
func Recover(ctx context.Context, l *Library, options ...RecoverOption) ([]Recovered, error) {
	r := recovery{library: l}
	for _, o := range options {
		o(&r)
	}
	l.journal.Tidy()
	found, err := l.journal.Scan()
	if err != nil {
		return nil, fmt.Errorf("list unfinished requests: %w", err)
	}
	var list []Recovered
	known := map[string]bool{}
	for _, f := range found {
		known[f.Entry.ID] = true
		if ctx.Err() != nil {
			return list, ctx.Err()
		}
		if r.leavesOut(f.Entry.ID) {
			continue
		}
		if one, ok := r.one(f); ok {
			list = append(list, one)
		}
	}
	return append(list, r.elsewhere(known)...), nil
}

// leavesOut tells whether the options are against looking at an entry.
func (r recovery) leavesOut(id string) bool {
	if r.only != "" && r.only != id {
		return true
	}
	_, own := r.library.begun.Load(id)
	return r.earlier && own
}

// one deals with one entry; ok says that there is something to tell.
func (r recovery) one(f journal.Found) (one Recovered, ok bool) {
	switch f.Class {
	case journal.Live:
		return Recovered{}, false
	case journal.Unknown, journal.Rendering:
		if one, ok = r.saved(f.Entry); ok {
			return one, true
		}
		if f.Class == journal.Rendering {
			return told(EventRendering, f.Entry), true
		}
		return told(EventUnknown, f.Entry), true
	case journal.Received:
		if f.Entry.Job != "" && f.Entry.Binary() { // what came in place of the video is kept
			return told(EventRendering, f.Entry), true
		}
	case journal.Unsent, journal.Finished:
	}
	rec, err := r.library.journal.Adopt(f.Entry.ID, r.library.now)
	if errors.Is(err, journal.ErrOwned) || errors.Is(err, fs.ErrNotExist) {
		return Recovered{}, false // another process was faster
	}
	if err != nil {
		one = told(EventUnknown, f.Entry)
		one.Problem = clean.Line(disk.Reason(err))
		return one, true
	}
	switch f.Class {
	case journal.Unsent:
		return r.never(rec)
	case journal.Finished:
		if f.Entry.Request.Operation != "" {
			if err := (books{r.library}).spend(r.library.drafted(f.Entry)); err != nil && !f.Entry.Sandbox {
				r.library.warn(err)
				r.warn(rec.Release(err, false))
				return Recovered{}, false
			}
		}
		one = told(EventRecovered, f.Entry)
		if name := filepath.FromSlash(f.Entry.Name); name != "" {
			one.Path = clean.Line(filepath.Join(f.Entry.Folder, name))
		}
		one.Kept = ""
		r.warn(r.library.end(rec, false, rec.Drop))
		return one, true
	default:
		return r.received(rec), true
	}
}

// saved deals with what is in the library although its record says no more than that
// it was sent: that it was saved, and that its record was removed, need not be on
// disk when the power goes.
func (r recovery) saved(e journal.Entry) (one Recovered, ok bool) {
	if r.folder != "" || e.Problem != "" {
		return Recovered{}, false
	}
	p, ok := r.library.earlier(work{folder: e.Folder, draft: r.library.drafted(e)})
	if !ok {
		return Recovered{}, false
	}
	rec, err := r.library.journal.Adopt(e.ID, r.library.now)
	if err != nil {
		return Recovered{}, false
	}
	books{r.library}.settle(rec, p.sidecar, books{r.library}.spend(p.sidecar))
	one = told(EventRecovered, e)
	one.Path, one.Kept, one.Problem = clean.Line(p.path), "", ""
	return one, true
}

// never deals with what never left. It is listed only where its claim cannot be
// taken away by itself.
func (r recovery) never(rec *journal.Record) (one Recovered, ok bool) {
	err := r.library.end(rec, false, rec.Drop)
	var busy *claim.BusyError
	var unsettled *claim.UnsettledError
	switch {
	case errors.As(err, &unsettled):
		one = told(EventUnknown, rec.Entry())
		one.Problem = clean.Scrub(clean.Line(err.Error()))
		return one, true
	case !errors.As(err, &busy): // else whoever has the claim ends it
		r.warn(err)
	}
	return Recovered{}, false
}

func (r recovery) warn(err error) {
	if err != nil {
		r.library.warn(fmt.Errorf("remove the record of a finished request: %w", err))
	}
}

// received saves a picture that is whole, and keeps what is not.
func (r recovery) received(rec *journal.Record) Recovered {
	e := rec.Entry()
	p, err := r.save(rec, e)
	if err == nil {
		one := told(EventRecovered, e)
		one.Path, one.Kept, one.Problem = clean.Line(p.path), "", ""
		return one
	}
	one := told(EventUnknown, e)
	one.Problem = clean.Scrub(clean.Line(err.Error()))
	var unsaved *SaveError
	if one.Whole = errors.As(err, &unsaved); one.Whole {
		one.Event = EventComplete
	}
	if e.Job != "" && !one.Whole {
		one.Event, one.Kept = EventRendering, "" // not all of it came: it can be fetched again
	}
	if err := rec.Release(err, false); err != nil {
		r.library.warn(fmt.Errorf("keep a request in recovery: %w", err))
	}
	return one
}

func (r recovery) save(rec *journal.Record, e journal.Entry) (placed, error) {
	if e.Binary() {
		return placed{}, errors.New("what was received is not a picture")
	}
	w := work{rec: rec, folder: r.folder, draft: r.library.drafted(e), at: e.ReceivedAt}
	if w.folder == "" {
		w.folder = e.Folder
	}
	if w.folder == "" {
		w.folder = r.library.folder
	}
	if w.at.IsZero() {
		w.at = e.Time()
	}
	w.at = w.at.In(time.Local)
	if p, ok := r.library.earlier(w); ok {
		books{r.library}.settle(rec, p.sidecar, books{r.library}.spend(p.sidecar))
		return p, nil
	}
	return r.library.finish(w)
}

// drafted returns the sidecar that was to be written, or as much of it as the
// request tells.
func (l *Library) drafted(e journal.Entry) Sidecar {
	var s Sidecar
	if e.Draft != nil && json.Unmarshal(e.Draft, &s) == nil && s.Run == e.ID {
		return s
	}
	s = l.draft(e)
	if tokens, priced := api.Price(e.Request.Operation, e.Request.Style); priced {
		s.Tokens = &tokens
	}
	return s
}

// earlier looks for the picture in the library, for the case that it was saved
// and the computer stopped before the journal could say so.
func (l *Library) earlier(w work) (placed, bool) {
	if w.folder != l.folder {
		return placed{}, false
	}
	l.fillIndex()
	for _, name := range l.made(keyOf(w.draft.Origin, w.draft.Hash)) {
		path := filepath.Join(l.folder, filepath.FromSlash(name))
		s, problem := readSidecar(path + sidecarExt)
		if problem != "" || s.Run != w.draft.Run {
			continue
		}
		// Whoever saved it may have been killed before its names were on disk.
		if err := disk.SyncPath(filepath.Dir(path)); err != nil {
			l.warn(fmt.Errorf("make sure of a saved picture: %w", err))
			continue
		}
		return placed{path, s}, true
	}
	return placed{}, false
}

// told begins an event with what the journal knows.
func told(event string, e journal.Entry) Recovered {
	s := Sidecar{Request: e.Request, Key: e.Key, Origin: e.Origin}.cleaned()
	one := Recovered{
		Event: event, ID: e.ID, State: e.State, Request: s.Request, Key: s.Key, Origin: s.Origin, Free: e.Sandbox, Time: e.Time(),
		Job: clean.Line(e.Job), Kept: e.Body, Problem: clean.Scrub(clean.Line(e.Problem)),
	}
	if one.Problem == "" {
		one.Problem = clean.Scrub(clean.Line(e.Note))
	}
	return one
}

// Forget removes a request that a person gave up, with what was received for
// it. It fails with journal.ErrOwned while a program works on it. Of a request
// that is in another journal it removes the claim.
func (l *Library) Forget(id string) error {
	rec, err := l.journal.Adopt(id, l.now)
	if errors.Is(err, fs.ErrNotExist) {
		return l.claims.forget(id)
	}
	if err != nil {
		return fmt.Errorf("give up request %s: %w", clean.Line(id), err)
	}
	if err := (books{l}).giveUp(rec); err != nil {
		return fmt.Errorf("give up request %s: %w", clean.Line(id), err)
	}
	return nil
}
