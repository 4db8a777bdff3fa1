package picture

import (
	"context"
	"sync"
	"time"
)

// Inside tmux nobody tells when it is seen in another terminal, which has none of
// the pictures. So it is asked before one is taken to be there.

// viewer is the terminal that tmux is seen in.
type viewer struct {
	ask func(context.Context) string
	now func() time.Time

	mu    sync.Mutex // guards what follows, also while asking
	name  string
	asked time.Time
	// shaken is when tmux last drew its whole screen anew: meanwhile it drops what
	// is to be passed on.
	shaken time.Time
}

const (
	// fresh is how long an answer counts.
	fresh = time.Second
	// shaking is how long after a change something that was sent may have been
	// dropped.
	shaking = 2 * time.Second
)

// changed asks and tells whether the terminal is another one, or may be.
func (v *viewer) changed(ctx context.Context) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := v.now()
	if v.name != "" && now.Sub(v.asked) < fresh {
		return false
	}
	name := v.ask(ctx)
	v.asked = now
	if name != "" && name == v.name {
		return false
	}
	v.name, v.shaken = name, now
	return true
}

// steady tells whether what is sent arrives.
func (v *viewer) steady() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.name != "" && v.now().Sub(v.shaken) >= shaking
}

// SetViewer gives a way to ask which terminal tmux is seen in, as terminal.Viewer
// does. It must be called before the cache is used; without it no picture counts as
// sent inside tmux.
func (c *Cache) SetViewer(ask func(context.Context) string) {
	c.viewer = &viewer{ask: ask, now: time.Now}
}

// Shaken says that the window has another size.
func (c *Cache) Shaken() {
	if c.viewer == nil {
		return
	}
	c.viewer.mu.Lock()
	defer c.viewer.mu.Unlock()
	c.viewer.shaken = c.viewer.now()
}

// Ready returns a drawing that can be painted at once: nothing has to be sent for
// it, nor anybody asked. It never waits.
func (c *Cache) Ready(k Key) (Rendered, bool) {
	r, seen := c.Get(k)
	return r, seen && r.Transmit == "" && (k.Mode != ModeKitty || !c.inTmux())
}

func (c *Cache) inTmux() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.terminal.Tmux
}

// checkViewer forgets what was sent if it went to another terminal.
func (c *Cache) checkViewer(ctx context.Context, m Mode) {
	if m == ModeKitty && c.viewer != nil && c.inTmux() && c.viewer.changed(ctx) {
		c.Lost()
	}
}
