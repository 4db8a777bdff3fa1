package history

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

// A clock on the wall is at most so far from UTC.
const (
	east = 14 * time.Hour
	west = 12 * time.Hour
)

// Newest calls yield with the results, newest first by the time they were saved,
// until it returns false. Folders and names tell the time of a clock on the wall,
// which may have been taken from one zone to another: what can still be newer is
// read before anything is yielded. Where they contradict what the description says,
// that is believed, of later times once the index knows of them. All else is as with
// Load.
//
// Of the results only those are read in whose searched text (SearchText) the
// words occur, all of them and folded: with none these are all.
func (l *Library) Newest(ctx context.Context, words []string, yield func(Entry) bool) error {
	days, err := l.days()
	if err != nil {
		return fmt.Errorf("list the results in %s: %w", l.folder, err)
	}
	w := &window{}
	hold := func(e Entry, name time.Time, known bool) bool {
		heap.Push(w, &timed{e, orderTime(e.Sidecar.Saved, name, known), w.count})
		w.count++
		return true
	}
	ahead, days := l.byTime(days)
	before := l.load(ctx, ahead, words, 0, func(e Entry) bool { return hold(e, nameTime(e.Path), true) })
	stopped := false
	err = l.load(ctx, days, words, 0, func(e Entry) bool {
		name := nameTime(e.Path)
		for w.Len() > 0 && w.held[0].at.After(name.Add(west)) {
			if !yield(w.next()) {
				stopped = true
				return false
			}
		}
		return hold(e, name, false)
	})
	for !stopped && ctx.Err() == nil && w.Len() > 0 {
		if !yield(w.next()) {
			break
		}
	}
	return errors.Join(before, err)
}

// nameTime is what the folder and the name of a picture tell.
func nameTime(path string) time.Time { return wall(dateOf(filepath.Dir(path)), filepath.Base(path)) }

// wall is the time that the name of a result tells on a date, as if the clock had
// shown UTC; the date for a name of somebody else's.
func wall(date time.Time, name string) time.Time {
	s := second(name)
	var n [3]int // hours, minutes, seconds
	for i := range 2 * len(n) {
		if i >= len(s) || s[i] < '0' || s[i] > '9' {
			return date
		}
		n[i/2] = 10*n[i/2] + int(s[i]-'0')
	}
	if n[0] > 23 || n[1] > 59 || n[2] > 59 {
		return date
	}
	return date.Add(time.Duration(n[0])*time.Hour + time.Duration(n[1])*time.Minute + time.Duration(n[2])*time.Second)
}

// orderTime is when a result was saved. What is later than its name can mean in any
// zone is believed where others have been waited for.
func orderTime(saved, name time.Time, waited bool) time.Time {
	if saved.IsZero() || isAhead(saved, name) && !waited {
		y, m, d := name.Date()
		return time.Date(y, m, d, name.Hour(), name.Minute(), name.Second(), 0, time.Local)
	}
	return saved
}

// isAhead tells whether a time is later than a name can mean in any zone.
func isAhead(saved, name time.Time) bool { return saved.After(name.Add(west)) }

// window holds results that others may still come before, the newest on top;
// those of one time as they came.
type window struct {
	held  []*timed
	count int
}

type timed struct {
	entry Entry
	at    time.Time
	came  int
}

func (w *window) next() Entry { return heap.Pop(w).(*timed).entry } //nolint:forcetypeassert // nothing else is pushed

// Len, Less, Swap, Push and Pop are for container/heap.
func (w *window) Len() int { return len(w.held) }

// Less puts the newest first.
func (w *window) Less(i, j int) bool {
	a, b := w.held[i], w.held[j]
	if c := a.at.Compare(b.at); c != 0 {
		return c > 0
	}
	return a.came < b.came
}

// Swap exchanges two.
func (w *window) Swap(i, j int) { w.held[i], w.held[j] = w.held[j], w.held[i] }

// Push adds one at the end.
func (w *window) Push(x any) { w.held = append(w.held, x.(*timed)) } //nolint:forcetypeassert // as above

// Pop takes the last one away.
func (w *window) Pop() any {
	last := w.held[len(w.held)-1]
	w.held[len(w.held)-1] = nil
	w.held = w.held[:len(w.held)-1]
	return last
}
