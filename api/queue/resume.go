package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"imagine-tui/api/plan"
)

// Unfinished is a video that an earlier process ordered, and that is not in
// the library yet. history.Library lists them.
type Unfinished struct {
	// ID is the journal's name for the request.
	ID string
	// Item and Options are as they were submitted.
	Item    plan.Item
	Options SubmitOptions
	// Job is the server's id of the video, Sent when it was ordered.
	Job  string
	Sent time.Time
	// Account is the key that ordered it. Only that one can ask for it.
	Account AccountInfo
	// Adopt takes the video up. It fails when another process has done so.
	Adopt func() (Ticket, error)
}

// ResumeOptions says how videos are taken up.
type ResumeOptions struct {
	// Once asks for each video one time, at once, and does not wait for those
	// that are not there yet.
	Once bool
}

// errOtherOrigin is why a video cannot be asked for with the key of its name.
var errOtherOrigin = errors.New("the key of that name belongs to another address now")

// Resume takes up videos that an earlier process ordered, and returns at once:
// their batch, and their runs in order. Nothing is sent that costs. The account
// of each is asked for by the name of its key; where there is none, or it
// belongs to another address, the run ends as unknown, and the video stays in
// the journal. A closed queue takes nothing.
func (q *Queue) Resume(list []Unfinished, account func(keyName string) (Account, error), o ResumeOptions) (batch string, runs []Run) {
	accounts := make([]Account, len(list))
	for i, u := range list {
		accounts[i] = u.account(account)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || len(list) == 0 {
		return "", nil
	}
	batch = q.nextBatch(time.Now())
	for i, u := range list {
		l := &lane{account: accounts[i], allowed: 1, connecting: make(chan struct{}, 1)}
		if accounts[i].Origin != "" {
			l = q.lane(accounts[i])
		}
		j := &job{lane: l, o: u.Options, adopt: u.Adopt, once: o.Once, run: Run{
			ID: fmt.Sprintf("%s-%05d", batch, i), Batch: batch, Index: i, Item: u.Item, KeyName: u.Account.KeyName, Free: u.Account.Sandbox,
			State: StatePlanned, Queued: u.Sent, Started: u.Sent, Total: -1, Attempts: q.o.attempts(), Job: u.Job,
		}}
		j.identify()
		q.jobs[j.run.ID] = j
		q.order = append(q.order, j)
		q.goOn(j, StateRendering)
		runs = append(runs, j.run)
	}
	return batch, runs
}

// account returns the account that can ask for the video; without one, an
// account without an origin, which says why when it is used.
func (u Unfinished) account(find func(string) (Account, error)) Account {
	a, err := find(u.Account.KeyName)
	if err == nil && (a.Origin != u.Account.Origin || a.Sandbox != u.Account.Sandbox) {
		err = errOtherOrigin
	}
	if err == nil {
		return a
	}
	return Account{Name: u.Account.KeyName, Connect: func(context.Context) (Generator, error) {
		return nil, fmt.Errorf("the video cannot be fetched with key %s: %w", u.Account.KeyName, err)
	}}
}
