package queue

import (
	"errors"
	"time"

	"imagine-tui/api"
)

// Polling says how a video is asked for until it is there. Fields that are 0
// have the default.
type Polling struct {
	// First is the time before the first question (5 s). Each that follows is
	// half again as long, up to Most (30 s), all of them ± a quarter.
	First, Most time.Duration
	// Gap is the least time between two questions with one key (1.5 s), less
	// than 0 for none: the API counts questions like orders.
	Gap time.Duration
	// Patience is how long it is not believed that there is no such video (10 s).
	Patience time.Duration
	// Limit is how long a video is asked for (30 min). It can be taken up
	// again then, see Run.Resumes.
	Limit time.Duration
}

// or fills in what p does not say.
func (p Polling) or(q Polling) Polling {
	fill := func(d *time.Duration, other time.Duration) {
		if *d == 0 {
			*d = other
		}
	}
	fill(&p.First, q.First)
	fill(&p.Most, q.Most)
	fill(&p.Gap, q.Gap)
	fill(&p.Patience, q.Patience)
	fill(&p.Limit, q.Limit)
	return p
}

var defaultPolling = Polling{
	First: 5 * time.Second, Most: 30 * time.Second, Gap: 1500 * time.Millisecond, Patience: 10 * time.Second, Limit: 30 * time.Minute,
}

// pollingOf is how the videos of a key are asked for.
func (q *Queue) pollingOf(l *lane) Polling { return l.of().Polling.or(q.o.Polling).or(defaultPolling) }

// wait is the time before the next question when the last one was prev, 0
// before the first.
func (p Polling) wait(prev time.Duration) time.Duration {
	if prev == 0 {
		return p.First
	}
	return min(prev*3/2, max(p.Most, p.First))
}

// maxRefusals is how many answers in a row may say no before it is believed.
const maxRefusals = 3

// troubles judges the errors of a video's questions and downloads.
type troubles struct {
	began    time.Time // of the asking
	patience time.Duration
	refusals int // answers in a row that said no
	stale    int // links that led to nothing
}

// final tells whether to stop asking after an error of VideoStatus.
func (t *troubles) final(err error) bool {
	var e *api.Error
	if !errors.As(err, &e) || e.KeyProblem() || e.Kind == api.KindKeyMissing {
		return true
	}
	switch e.Kind {
	case api.KindNotServed:
		// A video that was just ordered may not be known everywhere yet.
		if time.Since(t.began) < t.patience {
			return false
		}
	case api.KindBadRequest, api.KindUploadRefused, api.KindRedirect:
	default:
		t.refusals = 0
		return false
	}
	t.refusals++
	return t.refusals >= maxRefusals
}

// dead tells whether an error of a download says that the link leads nowhere,
// mostly because it has expired, or to half a video: then only a fresh one can
// help.
func dead(err error) bool {
	var e *api.Error
	if !errors.As(err, &e) {
		return false
	}
	switch {
	case e.Status == 408 || e.Status == 429:
		return false
	case e.Status >= 400 && e.Status < 500:
		return true
	}
	return e.Announced || e.Kind == api.KindNoAnswer && e.Outcome == api.NotSent // a link that may not be followed
}
