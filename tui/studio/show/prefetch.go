package show

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
)

const (
	// hurry is how soon after another a selection counts as passing by: keys
	// repeat every 30 to 40 ms.
	hurry = 60 * time.Millisecond
	// passing is how long a picture that may only be passed by is not decoded.
	passing = 30 * time.Millisecond
	// idle is how long the person must stay with a picture before those beside
	// it are prepared.
	idle = 100 * time.Millisecond
)

// pace says how fast the selection moves, and prepares where it may go next.
type pace struct {
	moved  time.Time          // when it last moved
	hasty  bool               // it moved soon after it had moved before
	cancel context.CancelFunc // ends the preparing; nil when nothing is prepared
}

// move takes note that another row is shown.
func (p *pace) move(now time.Time) {
	p.hasty = now.Sub(p.moved) < hurry
	p.moved = now
}

// wait is how long to wait before the next picture is decoded, once a move.
func (p *pace) wait() time.Duration {
	if !p.hasty {
		return 0
	}
	p.hasty = false
	return passing
}

func (p *pace) stop() {
	if p.cancel != nil {
		p.cancel()
		p.cancel = nil
	}
}

// pause waits, and tells whether ctx is still alive after that.
func pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// prefetch draws the pictures that one key leads to from the one shown, one
// after the other, so that they are there at once. It ends when the selection
// moves.
func (f *Flow) prefetch() tea.Cmd {
	f.pace.stop()
	key, cache := f.loading.key, f.o.Display.Cache()
	var keys []picture.Key
	for _, id := range f.o.Results.Neighbours() {
		if row, ok := f.o.Gallery.Row(id); ok && row.State == gallery.Saved && row.Path != "" {
			key.Path = row.Path
			if _, seen := cache.Get(key); !seen {
				keys = append(keys, key)
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	ctx, cancel := context.WithCancel(f.o.Context)
	f.pace.cancel = cancel
	return func() tea.Msg {
		defer cancel()
		if !pause(ctx, idle) {
			return nil
		}
		for _, k := range keys {
			if ctx.Err() != nil {
				return nil
			}
			_, _ = cache.Load(ctx, k) // said when the picture is looked at
		}
		return nil
	}
}
