// Package inorder works on many things by several goroutines and hands out what
// became of them in the order of the things. However many there are, only a few
// are in memory: nothing is begun far ahead of where it is used.
package inorder

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"sync"
)

// maxDecoders bounds the memory that pictures being decoded need.
const maxDecoders = 4

// Cores is how many at once suit work that a processor is busy with: as many as
// there are and the one that is being used, and not so many that pictures being
// decoded fill the memory.
func Cores() int { return min(runtime.GOMAXPROCS(0), maxDecoders) + 1 }

// Map yields do(x) for each x that things yields, in their order. Up to most are
// worked on or wait to be used at any time, and things is asked for the next one
// only when there is room for it, in a goroutine of its own. It ends when things
// does, when nobody takes more, or when ctx does; then no goroutine of it is
// left. A do that takes long has to end early with ctx itself. When one panics,
// whoever takes its outcome does: there it is seen to.
func Map[In, Out any](ctx context.Context, most int, things iter.Seq[In], do func(In) Out) iter.Seq[Out] {
	return func(yield func(Out) bool) {
		ctx, stop := context.WithCancel(ctx)
		var work sync.WaitGroup
		// One is in the hands of whom it was given to.
		next := make(chan chan outcome[Out], max(most, 1)-1)
		defer func() {
			stop()
			for range next { // nobody wants the rest
			}
			work.Wait()
		}()
		work.Go(func() {
			defer close(next)
			for thing := range things {
				made := make(chan outcome[Out], 1)
				select {
				case next <- made:
				case <-ctx.Done():
					return
				}
				work.Go(func() { made <- try(do, thing) })
			}
		})
		for made := range next {
			out := <-made
			if out.panicked != "" {
				panic(out.panicked)
			}
			if ctx.Err() != nil || !yield(out.value) {
				return
			}
		}
	}
}

// outcome is what became of a thing: its value, or what do panicked with and
// where.
type outcome[Out any] struct {
	value    Out
	panicked string
}

func try[In, Out any](do func(In) Out, thing In) (out outcome[Out]) {
	defer func() {
		if p := recover(); p != nil {
			out.panicked = fmt.Sprintf("%v\n\n%s", p, debug.Stack())
		}
	}()
	out.value = do(thing)
	return out
}
