//go:build unix

package console

import (
	"io"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// On a terminal the line is written over, and gone before anything else.
func TestProgressOnATerminal(t *testing.T) {
	t.Parallel()
	far, near, err := pty.Open()
	if err != nil {
		t.Skipf("no terminal can be had: %v", err)
	}
	if err := pty.Setsize(near, &pty.Winsize{Cols: 100, Rows: 30}); err != nil {
		t.Fatal(err)
	}
	c := &Console{In: near, Out: near, Err: near}
	if cols, rows := c.Size(); cols != 100 || rows != 30 || !c.Attended() {
		t.Errorf("%d×%d, attended %v", cols, rows, c.Attended())
	}
	p := c.Progress()
	p.Clear() // nothing is there
	p.Show("%d of %d", 1, 2)
	p.Count(2, 2, "picture")
	p.Clear()
	p.Clear()
	c.Say("done")
	_ = near.Close()
	text, _ := io.ReadAll(far) // until the other end is closed, which is an error on Linux
	_ = far.Close()
	if got, want := strings.ReplaceAll(string(text), "\r\n", "\n"), "\r\x1b[K1 of 2\r\x1b[K[####################] 2 of 2 pictures\r\x1b[Kdone\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
