//go:build unix

package picture

import (
	"os"
	"strings"
	"testing"
	"time"
)

// Answers come in pieces; nothing is waited for after the last one.
func TestReadAnswers(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	pieces := []string{"\x1bP>|XTerm(3", "79)\x1b\\\x1b[6;20;", "10t\x1b[?1;0;256S", "\x1b[?64;1;4", ";22c"}
	go func() {
		for _, p := range pieces {
			_, _ = w.WriteString(p)
		}
	}()
	got := readAnswers(int(r.Fd()), time.Now().Add(time.Hour))
	if string(got) != strings.Join(pieces, "") {
		t.Errorf("%q", got)
	}
	d := NewDetector([]string{"TERM=xterm-256color"})
	d.feedAnswers(got)
	if d.Mode() != ModeSixel || d.Terminal() != (Terminal{Cell: CellSize{10, 20}, Registers: 256, StandIn: ModeHalf}) || d.Name() != "XTerm(379)" {
		t.Errorf("%v, %+v, %q", d.Mode(), d.Terminal(), d.Name())
	}
	// A terminal that answers nothing: the time is up at once.
	if got := readAnswers(int(r.Fd()), time.Now()); got != nil {
		t.Errorf("%q", got)
	}
	_ = w.Close()
	if got := readAnswers(int(r.Fd()), time.Now().Add(time.Hour)); got != nil {
		t.Errorf("%q after the end", got)
	}
}

func FuzzAnswers(f *testing.F) {
	f.Add([]byte("\x1bP>|XTerm(379)\x1b\\\x1b[6;20;10t\x1b[?1;0;256S\x1b[?64;1;4;22c"))
	f.Add([]byte("\x1b_Gi=31;OK\x1b\\\x1b[4;800;1200t\x1b[?2;0;1200;800S"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d := NewDetector([]string{"TERM=xterm"})
		d.feedAnswers(b)
		if strings.ContainsAny(d.Why(), "\x1b\x07\n") {
			t.Errorf("%q", d.Why())
		}
	})
}
