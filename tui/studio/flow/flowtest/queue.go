package flowtest

import (
	"context"
	"errors"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/queue"
)

// Queue returns a queue that lasts as long as the test and makes nothing.
func Queue(tb testing.TB) *queue.Queue {
	tb.Helper()
	q := queue.New(tb.Context(), queue.Options{Store: nowhere{}})
	tb.Cleanup(func() { _ = q.Close(context.WithoutCancel(tb.Context())) })
	return q
}

// nowhere is a store that keeps nothing.
type nowhere struct{}

func (nowhere) Find(string, api.Request) (queue.Saved, bool) { return queue.Saved{}, false }

func (nowhere) Begin(context.Context, api.Request, queue.AccountInfo, queue.Others) (queue.Ticket, error) {
	return nil, errors.New("nothing is made here")
}
