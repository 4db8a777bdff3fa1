package picture

import (
	"context"
	"testing"
	"time"
)

// Inside tmux a picture is sent once to each terminal that it is seen in, and again
// where it may have been dropped.
func TestTmuxKeepsPictures(t *testing.T) {
	t.Parallel()
	c := NewCache(1 << 20)
	now, seen := time.Unix(1e9, 0), "/dev/pts/1 100"
	c.SetViewer(func(context.Context) string { return seen })
	c.viewer.now = func() time.Time { return now }
	c.SetTerminal(Terminal{Tmux: true})
	k := Key{Path: saved(t, "a.png", pngOf(t, photo(40, 40))), Cols: 8, Rows: 4, Mode: ModeKitty}
	sent := func() bool {
		t.Helper()
		r, err := c.Load(t.Context(), k)
		if err != nil {
			t.Fatal(err)
		}
		if _, ready := c.Ready(k); ready {
			t.Error("shown without asking")
		}
		if r.Transmit == "" {
			return false
		}
		c.Sent(k)
		return true
	}
	for _, step := range []struct {
		name string
		do   func()
		sent bool
	}{
		{"first", func() {}, true},
		{"right after the start", func() {}, true},
		{"later", func() { now = now.Add(shaking) }, true},
		{"again", func() { now = now.Add(time.Minute) }, false},
		{"in another terminal", func() { seen = "/dev/pts/2 200"; now = now.Add(fresh) }, true},
		{"that was just attached", func() { now = now.Add(fresh) }, true},
		{"and stays", func() { now = now.Add(shaking) }, true},
		{"there", func() { now = now.Add(fresh) }, false},
		{"of another size", func() { c.Shaken(); c.Lost() }, true},
		{"which has settled", func() { now = now.Add(shaking) }, true},
		{"now", func() {}, false},
		{"when nobody can be asked", func() { seen = ""; now = now.Add(fresh) }, true},
	} {
		step.do()
		if got := sent(); got != step.sent {
			t.Errorf("%s: sent %v", step.name, got)
		}
	}
}
