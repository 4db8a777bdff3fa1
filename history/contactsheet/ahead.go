package contactsheet

import (
	"context"
	"runtime"
	"sync"
)

// ahead makes a row of things by several goroutines, a few ahead of where
// they are used, and hands them out in order. However many there are, only
// few are in memory.
type ahead[T any] struct {
	next chan chan T
	stop context.CancelFunc
	work sync.WaitGroup
}

// maxWorkers bounds the memory that pictures being scaled need.
const maxWorkers = 4

func newAhead[T any](ctx context.Context, n int, one func(i int) T) *ahead[T] {
	ctx, stop := context.WithCancel(ctx) //nolint:gosec // close calls it
	a := &ahead[T]{next: make(chan chan T, min(runtime.GOMAXPROCS(0), maxWorkers)), stop: stop}
	a.work.Go(func() {
		defer close(a.next)
		for i := range n {
			made := make(chan T, 1)
			select {
			case a.next <- made:
			case <-ctx.Done():
				return
			}
			a.work.Go(func() { made <- one(i) })
		}
	})
	return a
}

// take returns the next thing, and the zero value when there is none left or
// the work was cancelled.
func (a *ahead[T]) take() T {
	made, ok := <-a.next
	if !ok {
		var none T
		return none
	}
	return <-made
}

// close ends the work and waits for it.
func (a *ahead[T]) close() {
	a.stop()
	for range a.next { // nobody wants the rest
	}
	a.work.Wait()
}
