package queue

import (
	"errors"
	"io"

	"imagine-tui/api"
)

// trace tells the journal and the screen how a call gets on.
func (q *Queue) trace(j *job, ticket Ticket, b *body) *api.Trace {
	return &api.Trace{
		Sending: func() error {
			if err := ticket.Sent(); err != nil {
				return err
			}
			// The journal takes its time: who stopped the run meanwhile must
			// not find it sent.
			q.mu.Lock()
			defer q.mu.Unlock()
			if err := j.ctx.Err(); err != nil {
				return err
			}
			j.sent = true
			return nil
		},
		Sent: func() {
			q.change(j, func() {
				if j.run.State == StateSending {
					q.set(j, StateRendering)
				}
			})
		},
		Receiving: func(total int64) {
			b.w, b.err = ticket.Receiving(total)
			q.change(j, func() { j.run.Total = total; q.set(j, StateReceiving) })
		},
		Progress: func(done, total int64) {
			q.change(j, func() { j.run.Done, j.run.Total = done, total; q.out.putProgress(j.run) })
		},
	}
}

// body writes to the place the ticket gives once the picture begins to come.
type body struct {
	w   io.Writer
	err error
}

func (b *body) Write(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if b.w == nil {
		return 0, errors.New("bytes came before the picture")
	}
	return b.w.Write(p)
}
