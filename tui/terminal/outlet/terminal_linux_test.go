package outlet

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// A terminal that stopped in the middle of a picture is back in the shell's screen
// when it goes on, whoever left it meanwhile.
func TestLeavingATerminal(t *testing.T) {
	far, near, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = far.Close(), near.Close() })
	if _, err := term.MakeRaw(int(near.Fd())); err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetInt(int(near.Fd()), unix.TCFLSH, unix.TCOFLUSH); err != nil {
		t.Skipf("terminals here forget nothing: %v", err)
	}
	o := New(near)
	o.patience = patience{quiet: 100 * time.Millisecond, total: time.Hour, last: time.Minute}
	write(t, o, enter+"\x1bPq"+strings.Repeat("~", 1<<20)+"\x1b\\")
	write(t, o, "frame")
	write(t, o, leave+"way back")
	o.patience = patience{time.Minute, time.Hour, time.Minute} // the terminal takes what comes now
	write(t, o, "shell>")
	var got []byte
	b := make([]byte, 1<<16)
	for !bytes.Contains(got, []byte("shell>")) {
		n, err := far.Read(b)
		if got = append(got, b[:n]...); err != nil {
			t.Fatal(err)
		}
	}
	// The system may keep the beginning, and what was under way.
	if rest := strings.TrimLeft(strings.TrimPrefix(string(got), enter+"\x1bPq"), "~"); rest != "\x1b\\"+leave+"way back"+"shell>" {
		t.Errorf("%.100q", rest)
	}
}

// What an output is stays what it is, however it is written to.
func TestThrough(t *testing.T) {
	var b bytes.Buffer
	if Through(&b, io.Discard) != io.Discard {
		t.Error("a buffer is a device")
	}
	far, near, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = far.Close(), near.Close() })
	w := Through(Through(near, &b), &b)
	d, ok := w.(Device)
	if !ok || d.Fd() != near.Fd() {
		t.Fatal("a terminal is none any more")
	}
	if _, err := d.Write([]byte("this way")); err != nil || b.String() != "this way" {
		t.Errorf("%q, %v", b.String(), err)
	}
	if w.(interface{ Terminal() io.Writer }).Terminal() != io.Writer(near) {
		t.Error("a program would not get the terminal")
	}
}
