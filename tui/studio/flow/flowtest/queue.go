package flowtest

import (
	"context"
	"errors"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/queue"
)

// Queue returns a queue that lasts as long as the test and makes nothing.
func Queue(t testing.TB) *queue.Queue {
	t.Helper()
	q := queue.New(t.Context(), queue.Options{Store: nowhere{}})
	t.Cleanup(func() { _ = q.Close(context.WithoutCancel(t.Context())) })
	return q
}

// nowhere is a store that keeps nothing.
type nowhere struct{}

func (nowhere) Find(string, api.Request) (queue.Saved, bool) { return queue.Saved{}, false }

func (nowhere) Begin(context.Context, api.Request, queue.AccountInfo, queue.Others) (queue.Ticket, error) {
	return nil, errors.New("nothing is made here")
}
