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
	got := readAnswers(int(r.Fd()), time.Now().Add(time.Hour), answered)
	if string(got) != strings.Join(pieces, "") {
		t.Errorf("%q", got)
	}
	d := NewDetector([]string{"TERM=xterm-256color"})
	d.feedAnswers(got)
	if d.Mode() != ModeSixel || d.Terminal() != (Terminal{Cell: CellSize{10, 20}, Registers: 256, StandIn: ModeHalf}) || d.Name() != "XTerm(379)" {
		t.Errorf("%v, %+v, %q", d.Mode(), d.Terminal(), d.Name())
	}
	// A terminal that answers nothing: the time is up at once.
	if got := readAnswers(int(r.Fd()), time.Now(), answered); got != nil {
		t.Errorf("%q", got)
	}
	_ = w.Close()
	if got := readAnswers(int(r.Fd()), time.Now().Add(time.Hour), answered); got != nil {
		t.Errorf("%q after the end", got)
	}
}

// What the terminal around tmux answers comes behind the last answer of tmux, and is
// waited for: nothing of it is left for the shell.
func TestAnswersThroughTmux(t *testing.T) {
	t.Parallel()
	const last, name, graphics = "\x1b[?1;2;4c", "\x1bP>|kitty(0.41.1)\x1b\\", "\x1b_Gi=31;OK\x1b\\"
	for _, c := range []struct {
		asked asked
		got   string
		all   bool
	}{
		{asked{}, last, true},
		{asked{around: true}, last, false},
		{asked{around: true}, last + name, true},
		{asked{around: true}, name + last, true},
		{asked{around: true, graphics: true}, last + name, false},
		{asked{around: true, graphics: true}, last + graphics[:9], false},
		{asked{around: true, graphics: true}, last + name + graphics, true},
		{asked{graphics: true}, last + name, false},
	} {
		if got := c.asked.passedOn([]byte(c.got)); got != c.all {
			t.Errorf("%+v, %q: all there %v", c.asked, c.got, got)
		}
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	through := asked{around: true, graphics: true}
	go func() {
		for _, p := range []string{last[:3], last[3:], name[:5], name[5:] + graphics[:4], graphics[4:]} {
			_, _ = w.WriteString(p)
		}
	}()
	if got := string(readAnswers(int(r.Fd()), time.Now().Add(time.Hour), through.passedOn)); !strings.HasSuffix(got, graphics) {
		t.Errorf("%q", got)
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
