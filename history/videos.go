package history

import (
	"context"
	"errors"
	"slices"
	"time"

	"imagine-tui/api"
)

// Video is a video that was ordered from the service: still being made, or in
// the library. All text in it is safe to show, but for Job, which is as it is
// sent.
type Video struct {
	// Job is the service's id.
	Job string
	// Request is what was asked, Key the name of the key it was ordered with,
	// at Origin.
	Request     api.Request
	Key, Origin string
	// Sent is when it was ordered.
	Sent time.Time
	// Path is where it is in the library, "" before that.
	Path string
	// Deleted is when it was deleted at the service, zero while it was not.
	Deleted time.Time
}

// Videos lists the videos that are known, from the journal and from the
// descriptions in the library, newest order first. The service itself has no
// list: of what is not known here, nobody knows the id.
func (l *Library) Videos(ctx context.Context) ([]Video, error) {
	var list []Video
	seen := map[string]bool{}
	err := l.Load(ctx, 0, func(e Entry) bool {
		if s := e.Sidecar; s.Job != "" {
			seen[s.Run] = true
			list = append(list, Video{Job: s.Job, Request: s.Request, Key: s.Key, Origin: s.Origin, Sent: s.Sent, Path: e.Path, Deleted: s.Deleted()})
		}
		return true
	})
	found, scanErr := l.journal.Scan()
	for _, f := range found {
		if f.Entry.Job == "" || seen[f.Entry.ID] {
			continue
		}
		s := Sidecar{Request: f.Entry.Request, Key: f.Entry.Key, Origin: f.Entry.Origin}.cleaned()
		list = append(list, Video{Job: f.Entry.Job, Request: s.Request, Key: s.Key, Origin: s.Origin, Sent: f.Entry.Time()})
	}
	slices.SortStableFunc(list, func(a, b Video) int { return b.Sent.Compare(a.Sent) })
	return list, errors.Join(err, scanErr)
}

// ForgetVideo is told that a video was deleted at the service. What is in the
// library stays, and says so; what the journal knows of one that is not saved is
// removed. It fails with journal.ErrOwned while a program asks for it.
func (l *Library) ForgetVideo(ctx context.Context, job string) error {
	list, listErr := l.Videos(ctx)
	for _, v := range list {
		if v.Job == job && v.Path != "" && v.Deleted.IsZero() {
			listErr = errors.Join(listErr, l.Update(v.Path, func(s *Sidecar) { s.SetDeleted(l.now()) }))
		}
	}
	return errors.Join(listErr, forgetVideo(l, job))
}

func forgetVideo(l *Library, job string) error {
	found, err := l.journal.Scan()
	if err != nil {
		return err
	}
	for _, f := range found {
		if f.Entry.Job == job {
			err = errors.Join(err, l.Forget(f.Entry.ID))
		}
	}
	return err
}
