package history

import (
	"fmt"
	"os"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/videofile"
	"imagine-tui/history/journal"
)

// Unfinished lists the videos that an earlier run ordered and that are not in
// the library yet, oldest first, for queue.Resume. Those a running program asks
// for are left out; nothing is changed. Recover, called before, saves what had
// arrived whole. All options are understood.
func (l *Library) Unfinished(options ...RecoverOption) ([]queue.Unfinished, error) {
	r := recovery{library: l}
	for _, o := range options {
		o(&r)
	}
	found, err := l.journal.Scan()
	if err != nil {
		return nil, fmt.Errorf("list unfinished videos: %w", err)
	}
	var list []queue.Unfinished
	for _, f := range found {
		if r.leavesOut(f.Entry.ID) || !renders(f) {
			continue
		}
		list = append(list, r.unfinished(f.Entry))
	}
	return list, nil
}

// renders tells whether an entry is a video to be asked for.
func renders(f journal.Found) bool {
	switch f.Class {
	case journal.Rendering:
		return f.Entry.Job != ""
	case journal.Received:
		return f.Entry.Job != "" && !wholeVideo(f.Entry.Body)
	default:
		return false
	}
}

// wholeVideo tells whether nothing of a received video is missing: then only
// saving it failed, and fetching it again would not help.
func wholeVideo(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }() // only read from
	_, err = videofile.Check(file)
	return err == nil
}

func (r recovery) unfinished(e journal.Entry) queue.Unfinished {
	l := r.library
	draft := l.drafted(e)
	tokens, priced := api.Price(e.Request.Operation, e.Request.Style)
	return queue.Unfinished{
		ID: e.ID, Job: e.Job, Sent: e.Time(),
		Item:    plan.Item{Request: e.Request, Template: draft.Template, Tokens: tokens, Priced: priced},
		Options: queue.SubmitOptions{Parent: l.Locate(draft.Parent), Take: draft.Take},
		Account: queue.AccountInfo{KeyName: e.Key, Origin: e.Origin, Sandbox: e.Sandbox},
		Adopt: func() (queue.Ticket, error) {
			t := &ticket{library: l, id: e.ID, folder: r.folder}
			if err := t.take(); err != nil {
				return nil, fmt.Errorf("take up the video %s: %w", clean.Line(e.Job), err)
			}
			return t, nil
		},
	}
}
