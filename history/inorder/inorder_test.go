package inorder_test

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"imagine-tui/history/inorder"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func numbers(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func square(i int) int { return i * i }

// However many work at once, what comes is what one alone would give.
func TestAsOneAlone(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 2, 7, 500} {
		want := slices.Collect(inorder.Map(t.Context(), 1, numbers(n), square))
		if len(want) != n {
			t.Fatalf("%d of %d", len(want), n)
		}
		for _, most := range []int{-1, 0, 2, 3, 16, 1000} {
			if got := slices.Collect(inorder.Map(t.Context(), most, numbers(n), square)); !slices.Equal(got, want) {
				t.Errorf("%d at once: %v", most, got)
			}
		}
	}
}

// The first is used while the last of those allowed at once is worked on, and no
// more: all of them wait for each other here, and the next is not begun.
func TestAtOnce(t *testing.T) {
	t.Parallel()
	for _, most := range []int{1, 2, 5} {
		var begun atomic.Int32
		all := make(chan struct{})
		for i := range inorder.Map(t.Context(), most, numbers(10*most), func(i int) int {
			if int(begun.Add(1)) == most {
				close(all)
			}
			<-all
			return i
		}) {
			if now := int(begun.Load()); now > i+1+most {
				t.Errorf("%d of at most %d are begun ahead of %d", now, most, i)
			}
		}
	}
}

// Who takes no more ends the work, and so does the context; what is under way is
// waited for, and nothing is yielded after it.
func TestEnds(t *testing.T) {
	t.Parallel()
	var asked, running atomic.Int32
	endless := func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
			asked.Add(1)
		}
	}
	work := func(i int) int {
		running.Add(1)
		defer running.Add(-1)
		return i
	}
	for i := range inorder.Map(t.Context(), 4, endless, work) {
		if i == 9 {
			break
		}
	}
	if running.Load() != 0 || asked.Load() > 9+2*4 {
		t.Errorf("%d run on, %d were asked for", running.Load(), asked.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for i := range inorder.Map(ctx, 4, endless, work) {
		if i == 9 {
			cancel()
		}
		if i > 9 {
			t.Errorf("%d came after the end", i)
		}
	}
	if running.Load() != 0 {
		t.Errorf("%d run on", running.Load())
	}
	for i := range inorder.Map(ctx, 4, endless, work) {
		t.Errorf("%d came of a context that had ended", i)
	}
}

// A panic comes where the outcome is taken, with the place where it arose.
func TestPanics(t *testing.T) {
	t.Parallel()
	defer func() {
		if said, ok := recover().(string); !ok || !strings.Contains(said, "seven is too many") || !strings.Contains(said, "inorder_test.go") {
			t.Errorf("%v", said)
		}
	}()
	for i := range inorder.Map(t.Context(), 3, numbers(100), func(i int) int {
		if i == 7 {
			panic("seven is too many")
		}
		return i
	}) {
		if i >= 7 {
			t.Errorf("%d came", i)
		}
	}
	t.Error("nothing was raised")
}
