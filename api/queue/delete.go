package queue

import (
	"context"
	"errors"
	"fmt"

	"imagine-tui/api"
)

// videoHost answers questions about videos. *api.Client is one.
type videoHost interface {
	VideoStatus(ctx context.Context, job string) (api.Video, error)
	VideoDelete(ctx context.Context, job string) error
}

func (a Account) videoHost(ctx context.Context) (videoHost, func(), error) {
	g, err := a.Connect(ctx)
	if err != nil {
		return nil, nil, err
	}
	done := func() {}
	if c, ok := g.(interface{ CloseIdle() }); ok {
		done = c.CloseIdle
	}
	h, ok := g.(videoHost)
	if !ok {
		return nil, nil, fmt.Errorf("the key %s makes no videos", a.Name)
	}
	return h, done, nil
}

// VideoStatus asks with an account how far a video is. It costs nothing.
func VideoStatus(ctx context.Context, a Account, job string) (api.Video, error) {
	h, done, err := a.videoHost(ctx)
	if err != nil {
		return api.Video{}, err
	}
	defer done()
	return h.VideoStatus(ctx, job)
}

// ErrBusy says that a run of this queue still asks for the video.
var ErrBusy = errors.New("the video is still being made: stop waiting for it first")

// DeleteVideo deletes a video at the service for good, with the account that
// ordered it. What is saved here stays. While one of the queue's runs asks for
// it, it fails with ErrBusy; ended ones of it are forgotten, and their place in
// the journal with them.
func (q *Queue) DeleteVideo(ctx context.Context, a Account, job string) error {
	if q.asks(job) {
		return ErrBusy
	}
	h, done, err := a.videoHost(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := h.VideoDelete(ctx, job); err != nil {
		return err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, j := range q.order {
		if j.run.Job == job && j.run.Resumes() {
			q.forgetJob(j)
		}
	}
	return nil
}

func (q *Queue) asks(job string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, j := range q.order {
		if j.run.Job == job && !j.run.State.Ended() {
			return true
		}
	}
	return false
}

// errDeleted is why there is nothing to take up again.
var errDeleted = errors.New("the video was deleted from the service")

// forgetJob makes a video's run one that failed. The lock is held.
func (q *Queue) forgetJob(j *job) {
	k := j.kept
	j.kept, j.adopt = nil, nil
	j.run.Err, j.run.LocalErr = nil, errDeleted
	q.set(j, StateFailed)
	if k != nil {
		q.wg.Go(func() { _ = k.ticket.Drop() }) // a leftover is listed by recovery
	}
}
