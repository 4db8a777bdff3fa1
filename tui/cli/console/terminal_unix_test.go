//go:build unix

package console

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// Where the terminal shows progress at the taskbar it is told of each percent, and
// that it is over; paths lead to their files there, and nowhere else.
func TestTheDesktopOfATerminal(t *testing.T) {
	t.Parallel()
	far, near, err := pty.Open()
	if err != nil {
		t.Skipf("no terminal can be had: %v", err)
	}
	c := &Console{In: near, Out: near, Err: near}
	if c.Path("/a b.png") != "/a b.png" || c.Settled() != "" {
		t.Errorf("nothing is known: %q, %q", c.Path("/a b.png"), c.Settled())
	}
	c.Knows(func(name string) string { return map[string]string{"WT_SESSION": "x"}[name] })
	if link := c.Path("/a\a b.png"); !strings.HasPrefix(link, "\x1b]8;;file://") || !strings.HasSuffix(link, "/a%07%20b.png\x1b\\/a b.png\x1b]8;;\x1b\\") {
		t.Errorf("%q", link)
	}
	piped := &Console{In: near, Out: &strings.Builder{}, Err: &strings.Builder{}}
	piped.Knows(func(string) string { return "x" })
	if piped.Path("/a b.png") != "/a b.png" || piped.Progress().taskbar.out != nil {
		t.Error("what no terminal shows is written for one")
	}
	p := c.Progress()
	now := p.last
	p.now = func() time.Time { now = now.Add(time.Minute); return now }
	for done := range 3 {
		p.Count(done, 400, "picture")
	}
	p.Clear()
	p.Count(200, 400, "picture")
	p.End()
	p.End()
	_ = near.Close()
	text, _ := io.ReadAll(far) // until the other end is closed, which is an error on Linux
	_ = far.Close()
	var told []string
	for _, part := range strings.Split(string(text), "\x1b]9;4;")[1:] {
		one, _, _ := strings.Cut(part, "\a")
		told = append(told, one)
	}
	if got := strings.Join(told, " "); got != "1;1 1;50 0" || c.Settled() != "\x1b]9;4;0\a" {
		t.Errorf("told %q, settled by %q", got, c.Settled())
	}
}

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
