//go:build unix

package e2e

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// gated is a server whose answers wait for a gate.
type gated struct {
	*rogue
	gate    chan struct{}
	arrived chan struct{}
	open    atomic.Bool
}

func (h *home) gated(more ...string) *gated {
	h.t.Helper()
	g := &gated{gate: make(chan struct{}), arrived: make(chan struct{}, 100)}
	picture := jpegOf(h.t, 64)
	g.rogue = h.quietRogue(func(w http.ResponseWriter, r *http.Request) {
		g.arrived <- struct{}{}
		select {
		case <-g.gate:
		case <-r.Context().Done():
			return
		}
		answerWith(http.StatusOK, "image/jpeg", picture)(w, r)
	})
	g.Start()
	g.trust(more...)
	h.t.Cleanup(g.answer) // or closing the server would wait for it
	return g
}

// answer lets all answers go.
func (g *gated) answer() {
	if !g.open.Swap(true) {
		close(g.gate)
	}
}

// wait waits until so many requests have arrived.
func (g *gated) wait(n int) {
	g.h.t.Helper()
	for range n {
		select {
		case <-g.arrived:
		case <-time.After(patience):
			g.h.t.Fatal("the requests do not arrive")
		}
	}
}

// running is a command that was started, with what it says.
type running struct {
	t              *testing.T
	cmd            *exec.Cmd
	stdout, stderr bytes.Buffer
	said           *watched
	bySignal       bool // that a signal ended it, not the program itself
}

// watched is an output in which words can be waited for.
type watched struct {
	chunks chan []byte
}

func (w *watched) Write(p []byte) (int, error) {
	w.chunks <- bytes.Clone(p)
	return len(p), nil
}

func (h *home) begin(t *testing.T, args ...string) *running {
	t.Helper()
	r := &running{t: t, cmd: h.command(context.Background(), args...), said: &watched{make(chan []byte, 1000)}}
	r.cmd.Stdout, r.cmd.Stderr = &r.stdout, r.said
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.cmd.Process.Kill() }) // it has ended, mostly
	return r
}

// hear waits until the command has said something.
func (r *running) hear(words string) {
	r.t.Helper()
	late := time.After(patience)
	for !strings.Contains(r.stderr.String(), words) {
		select {
		case chunk := <-r.said.chunks:
			r.stderr.Write(chunk)
		case <-late:
			r.t.Fatalf("it does not say %q: %s", words, r.stderr.String())
		}
	}
}

func (r *running) signal(s syscall.Signal) {
	r.t.Helper()
	if err := r.cmd.Process.Signal(s); err != nil {
		r.t.Fatal(err)
	}
}

// end waits for the command's end. A signal that ended it counts as shells
// count it.
func (r *running) end() result {
	r.t.Helper()
	err := r.cmd.Wait()
	status := r.cmd.ProcessState.ExitCode()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		if w, ok := exit.Sys().(syscall.WaitStatus); ok && w.Signaled() {
			status, r.bySignal = 128+int(w.Signal()), true
		}
	}
	for len(r.said.chunks) > 0 {
		r.stderr.Write(<-r.said.chunks)
	}
	return result{args: r.cmd.Args, stdout: r.stdout.String(), stderr: r.stderr.String(), status: status}
}

// signalled are the signals that ask a program to end, and its exit status.
var signalled = map[string]struct {
	signal syscall.Signal
	status int
}{"hang-up": {syscall.SIGHUP, 129}, "interrupt": {syscall.SIGINT, 130}, "termination": {syscall.SIGTERM, 143}}

// What was sent is saved after the signal, what waits is not sent.
func TestCase75SignalSeesThroughWhatWasSent(t *testing.T) {
	t.Parallel()
	for name, c := range signalled {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			s := h.gated("parallel = 2")
			p := h.begin(t, "generate", "a boat", "-k", "work", "--seed", "1-5", "--json", "-o", h.path("out"))
			s.wait(2)
			p.signal(c.signal)
			p.hear("The 2 that were sent are seen through")
			s.answer()
			r := p.end().want(t, c.status, "2 saved, 3 cancelled")
			if all := r.events(t); len(only(all, "saved")) != 2 || len(only(all, "cancelled")) != 3 {
				t.Error(r.stdout)
			}
			s.wantPosts(2)
			h.wantOut(t, 2)
			h.wantUnfinished(t, 0)
		})
	}
}

// A second signal ends at once, and what was sent is left to recovery.
func TestCase75SecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	for name, c := range signalled {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			s := h.gated("parallel = 2")
			p := h.begin(t, "generate", "a boat", "-k", "work", "--seed", "1-5", "--drain", "1h", "-o", h.path("out"))
			s.wait(2)
			p.signal(c.signal)
			p.hear("a second signal stops at once")
			p.signal(c.signal)
			if p.end().want(t, c.status); !p.bySignal {
				t.Errorf("it ended by itself, some time later: %s", p.stderr.String())
			}
			if n := len(h.unknown(t)); n != 2 {
				t.Errorf("%d of 2 are listed", n)
			}
			s.wantPosts(2)
		})
	}
}

// The time for what was sent is what --drain says.
func TestCase75DrainEnds(t *testing.T) {
	t.Parallel()
	for _, patience := range []string{"0", "20ms"} {
		h := newHome(t)
		s := h.gated()
		p := h.begin(t, "generate", "a boat", "-k", "work", "--seed", "1", "--json", "--drain", patience, "-o", h.path("out"))
		s.wait(1)
		p.signal(syscall.SIGTERM)
		if r := p.end().want(t, 143, "no answer"); len(only(r.events(t), "unknown")) != 1 {
			t.Error(r.stdout)
		}
		if n := len(h.unknown(t)); n != 1 {
			t.Errorf("%d are listed", n)
		}
	}
}

// The other commands that pay do the same.
func TestCase75EveryCommandThatPays(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	picture := h.one(t)
	s := h.gated()
	for _, args := range [][]string{
		{"rerun", picture, "-k", "work"},
		{"generate", "--op", "upscale", "--image", picture, "-k", "work", "--yes"},
	} {
		p := h.begin(t, append(args, "-o", h.path("out"))...)
		s.wait(1)
		p.signal(syscall.SIGTERM)
		p.hear("The one that was sent is seen through")
		s.gate <- struct{}{}
		p.end().want(t, 143)
	}
	h.wantOut(t, 2)
	h.wantUnfinished(t, 0)
	s.wantPosts(2)
}

// The studio gives the terminal back and sees through what was sent, also
// when its terminal is gone.
func TestCase75Studio(t *testing.T) {
	t.Parallel()
	for name, c := range signalled {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			s := h.gated()
			h.configureMore("[defaults]\nkey = \"work\"\nseed = \"1-2\"\n[library]\nfolder = \"" + h.path("out") + "\"\n")
			p := h.studio(100, 30)
			p.press("enter")
			s.wait(2)
			p.signal(c.signal)
			p.waitText("The 2 that were sent are seen through")
			p.restored()
			s.answer()
			if status := p.wait(); status != c.status {
				t.Errorf("exit status %d", status)
			}
			h.wantOut(t, 2)
			h.wantUnfinished(t, 0)
		})
	}
	t.Run("its terminal is closed", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		s := h.gated()
		h.configureMore("[defaults]\nkey = \"work\"\nseed = \"1-2\"\n[library]\nfolder = \"" + h.path("out") + "\"\n")
		p := h.studio(100, 30)
		p.press("enter")
		s.wait(2)
		if err := p.file.Close(); err != nil {
			t.Fatal(err)
		}
		s.answer()
		<-p.ended
		h.wantOut(t, 2)
		h.wantUnfinished(t, 0)
	})
}

// A terminal that is gone ends the studio as a hang-up does, also where that is
// ignored: nobody can see it any more, and what was sent is seen through.
func TestCase75TerminalIsGone(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.gated()
	h.configureMore("[defaults]\nkey = \"work\"\nseed = \"1-2\"\n[library]\nfolder = \"" + h.path("out") + "\"\n")
	p := start(t, ignoring(t, "HUP", h.command(context.Background())), 100, 30)
	p.waitText("Prompt")
	p.press("enter")
	s.wait(2)
	if err := p.file.Close(); err != nil {
		t.Fatal(err)
	}
	s.answer()
	if status := p.wait(); status != 128+int(syscall.SIGHUP) {
		t.Errorf("exit status %d", status)
	}
	h.wantOut(t, 2)
	h.wantUnfinished(t, 0)
}

// ignoring is a command that a shell starts with a signal ignored.
func ignoring(t *testing.T, name string, cmd *exec.Cmd) *exec.Cmd {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	cmd.Args = append([]string{"sh", "-c", "trap '' " + name + `; exec "$@"`, "sh"}, cmd.Args...)
	cmd.Path = sh
	return cmd
}

// What a program was started to ignore it ignores.
func TestCase75IgnoredSignalsStayIgnored(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.gated()
	p := &running{t: t, said: &watched{make(chan []byte, 1000)}}
	p.cmd = ignoring(t, "HUP", h.command(context.Background(), "generate", "a boat", "-k", "work", "--seed", "1", "-o", h.path("out")))
	p.cmd.Stdout, p.cmd.Stderr = &p.stdout, p.said
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.wait(1)
	p.signal(syscall.SIGHUP)
	s.answer()
	p.end().want(t, 0)
	h.wantOut(t, 1)
}

func TestCase75BadDrain(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	for _, bad := range []string{"-1s", "25", "61m", "soon", ""} {
		h.run("generate", "a boat", "--seed", "1", "--drain", bad).want(t, 2, "--drain")
		h.run("rerun", "a.jpg", "--drain="+bad).want(t, 2, "--drain")
		h.run("--drain="+bad).want(t, 2, "--drain")
	}
}
