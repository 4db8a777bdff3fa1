package queue

// Drain takes no more work and stops what was not sent. What was sent is seen
// through, once: what the service turns away does not go again. Videos that
// are being made stay in the journal, where the next start finds them. Drain
// returns at once with how many runs are seen through; Wait tells when that is
// done.
func (q *Queue) Drain() (underWay int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed, q.draining = true, true
	q.cancelWaiting()
	for _, j := range q.order {
		switch {
		case !j.run.State.Ended() && (j.saving || j.seenThrough()):
			underWay++
		case j.run.State.Running():
			j.cancel()
		}
	}
	return underWay
}

// seenThrough tells whether a run has something on its way that nobody else
// would fetch: a video that was ordered can be asked for later, at no cost.
func (j *job) seenThrough() bool {
	switch j.run.State {
	case StateSending:
		return j.sent
	case StateRendering:
		return j.run.Job == ""
	case StateReceiving:
		return true
	default:
		return false
	}
}

func (q *Queue) isDraining() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.draining
}
