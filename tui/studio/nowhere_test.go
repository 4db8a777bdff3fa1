package studio

import (
	"context"
	"errors"

	"imagine-tui/api"
	"imagine-tui/api/queue"
)

// nowhere is a store that keeps nothing: for screens that make no picture.
type nowhere struct{}

func (nowhere) Find(string, api.Request) (queue.Saved, bool) { return queue.Saved{}, false }

func (nowhere) Begin(context.Context, api.Request, queue.AccountInfo, queue.Others) (queue.Ticket, error) {
	return nil, errors.New("nothing is made here")
}
