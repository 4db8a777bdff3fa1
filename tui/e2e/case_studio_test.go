//go:build unix

package e2e

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"imagine-tui/api/sandbox"
)

// A keyring that takes calls and never answers: the studio goes on answering
// keys meanwhile, and says in the end what is wrong.
func TestCase05StudioWhileTheKeyringHangs(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("other systems have no bus")
	}
	h := newHome(t)
	dir, err := os.MkdirTemp("", "bus") //nolint:usetesting // the name of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	bus, err := new(net.ListenConfig).Listen(t.Context(), "unix", filepath.Join(dir, "bus"))
	if err != nil {
		t.Fatal(err)
	}
	asked, over := make(chan net.Conn, 8), make(chan struct{})
	go func() {
		defer close(over)
		for {
			c, err := bus.Accept()
			if err != nil {
				return
			}
			asked <- c
		}
	}()
	t.Cleanup(func() {
		_ = bus.Close()
		<-over
		close(asked)
		for c := range asked {
			_ = c.Close()
		}
	})
	h.set("DBUS_SESSION_BUS_ADDRESS", "unix:path="+bus.Addr().String())
	s := h.quietRogue(answerWith(http.StatusOK, "", jpegOf(t, 64)))
	s.Start()
	h.configure("[defaults]\nseed = \"1\"\nkey = \"ring\"\n[[key]]\nname = \"ring\"\nsource = \"keyring\"\nbase_url = \"" + s.URL + "/v2\"\n")
	screen := h.studio(120, 40) // which asks no keyring
	screen.press("enter")
	held := <-asked // now it does, and waits
	defer func() { _ = held.Close() }()
	screen.toPrompt()
	screen.send("written while it hangs")
	screen.waitText("written while it hangs")
	screen.waitText("the system keyring is not available", "did not answer", "within 3s")
	s.wantPosts(0)
	screen.press("ctrl+c")
	screen.wait()
	screen.restored()
}

func TestCase12RefusedKey(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"1-6\"\nkey = \"work\"\n")
	s := h.quietRogue(answerWith(http.StatusUnauthorized, "application/json", []byte(`{"status":"error","code":1001,"error":"Unauthorized","message":"bad key"}`)))
	s.Start()
	s.trust("parallel = 1")
	// Nobody is there: each of the others would meet the same, and is not sent.
	r := h.generate("--seed", "1-6").want(t, 3, "refused the key", "key work")
	if failed := only(r.events(t), "failed"); len(failed) != 6 {
		t.Errorf("%s", r.stdout)
	}
	s.wantPosts(1)
	h.run("recover").want(t, 0, "Nothing was left unfinished")
	if r := h.run("keys").want(t, 0); !strings.Contains(r.stdout, "…2233") || !strings.Contains(r.stdout, "refused") || !strings.Contains(r.stdout, "env:IMAGINE_WORK_KEY") {
		t.Errorf("%s", r.stdout)
	}
	// In the studio they are held.
	screen := h.studio(120, 40)
	screen.press("enter")
	screen.waitFor("the others to be held", func(text string) bool {
		return strings.Contains(text, "key refused") && strings.Count(text, "held") >= 4
	})
	s.wantPosts(2)
	screen.press("ctrl+c")
	screen.wait()
	h.keyless(result{stdout: string(screen.bytes())})
}

// What ps and /proc show of every process of a session: the program, its
// editor, its opener, its helper.
func TestCase13NoKeyInProcesses(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("looks into /proc")
	}
	h, _ := planted(t)
	h.configureMore("[defaults]\nkey = \"work\"\nseed = \"1\"\n")
	seen := h.path("seen")
	h.write(h.path("bin", "edit"), "#!/bin/sh\nfor p in $$ $PPID; do tr '\\0' '\\n' < /proc/$p/cmdline; done > "+seen+"; tr '\\0' '\\n' < /proc/$$/environ >> "+seen+"\nprintf 'a boat' > \"$1\"\n")
	if err := os.Chmod(h.path("bin", "edit"), 0o700); err != nil {
		t.Fatal(err)
	}
	h.set("EDITOR", h.path("bin", "edit"))
	s := h.studio(120, 40)
	s.press("ctrl+o")
	s.waitText("a boat")
	s.press("enter")
	s.waitText("1/1", "nothing running")
	cmdline, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", s.cmd.Process.Pid))
	if err != nil || strings.Contains(string(cmdline), canary) {
		t.Errorf("%q, %v", cmdline, err)
	}
	s.leave()
	if text := read(t, seen); !strings.Contains(text, "HOME=") || strings.Contains(text, canary) {
		t.Errorf("the editor could see %s", text)
	}
	h.noCanary()
}

func TestCase54QuitWithWork(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"1-3\"\n")
	v := h.vendor("4")
	v.answer(0) // nothing comes back
	s := h.studio(120, 40)
	s.toPrompt()
	s.send("a boat")
	s.press("enter")
	s.waitFor("three on their way", func(string) bool { all, _ := v.requests(); return all == 3 })
	s.press("ctrl+c")
	s.waitText("3 are running", "Stay", "Quit now")
	s.press("ctrl+c")
	if status := s.wait(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	s.restored()
	if list := h.unknown(t); len(list) != 3 {
		t.Errorf("%d of 3 are listed", len(list))
	}
	s = h.studio(120, 40)
	s.waitFor("what was left to be told", func(screen string) bool {
		return strings.Contains(screen, "3 no answer") || strings.Count(screen, "no answer") >= 3
	})
	s.leave()
	if all, _ := v.requests(); all != 3 {
		t.Errorf("%d requests: something was sent again", all)
	}
}

// A key struck twice, or held down, or a pasted line break, sends once.
func TestCase58DoublePress(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"random:1\"\nkey = \"work\"\n")
	handler := sandbox.New(sandbox.Options{MaxSide: 64})
	s := h.rogue(handler.ServeHTTP)
	screen := h.studio(120, 40)
	screen.toPrompt()
	screen.paste("a boat\r\n\n")
	screen.send("END")
	screen.waitText("END", "No pictures yet.")
	s.wantPosts(0)
	for range 10 {
		screen.press("enter")
	}
	screen.waitText("1/1", "nothing running")
	s.wantPosts(1)
	screen.leave()
	h.wantUnfinished(t, 0)
}

// wantUnfinished fails the test unless so many requests are unfinished.
func (h *home) wantUnfinished(t *testing.T, n int) {
	t.Helper()
	if list := h.unknown(t); len(list) != n {
		t.Errorf("%d requests are unfinished, want %d", len(list), n)
	}
}

func TestCase66Terminals(t *testing.T) {
	t.Parallel()
	t.Run("sizes", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		h.configure(quick)
		s := h.open(1, 1)
		// The terminal library reads the size a moment before it listens for
		// new ones: what changes between the two is seen with the next change.
		s.waitFor("the first frame", func(string) bool { alternate, _ := s.alternate(); return alternate })
		for i := range 40 {
			s.resize(1+(i*37)%150, 1+(i*23)%50)
		}
		s.resize(20, 5)
		s.waitText("Enlarge the window")
		s.resize(120, 40)
		s.make("a boat", "1/1")
		s.resize(1, 1)
		s.press("ctrl+c")
		if status := s.wait(); status != 0 {
			t.Errorf("exit status %d", status)
		}
		s.restored()
	})
	t.Run("suspended", func(t *testing.T) {
		t.Parallel()
		sh, err := exec.LookPath("bash")
		if err != nil {
			t.Skip("a shell with job control is needed")
		}
		h := newHome(t)
		h.configure(quick)
		cmd := exec.CommandContext(t.Context(), sh, "--norc", "--noprofile", "-i")
		cmd.Env, cmd.Dir = append(h.environ(), "PS1=shell> ", "HISTFILE="), h.path("home")
		s := start(t, cmd, 120, 40)
		s.waitText("shell>")
		s.send(program(t) + "\r")
		s.waitText("┏ Prompt")
		s.make("a ship", "1/1") // by now it has read what the terminal answered to its questions
		s.press("ctrl+z")
		s.waitText("Stopped")
		if alternate, cursor := s.alternate(); alternate || !cursor {
			t.Errorf("while suspended: alternate screen %v, cursor shown %v", alternate, cursor)
		}
		s.send("fg\r")
		s.waitText("┏ Prompt")
		s.toPrompt()
		s.send("words after")
		s.waitText("words after")
		s.press("ctrl+c")
		s.waitText("shell>")
		s.send("exit\r")
		if status := s.wait(); status != 0 {
			t.Errorf("exit status %d", status)
		}
		s.restored()
	})
	t.Run("suspended without a shell", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		h.configure(quick)
		s := h.studio(120, 40) // its terminal runs nothing else
		s.press("ctrl+z")
		s.waitText("the studio keeps running", "┏ Prompt")
		s.toPrompt()
		s.send("words after")
		s.waitText("words after")
		s.leave()
	})
	t.Run("sizes nobody asked for", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		h.configure(quick)
		s := h.studio(120, 40)
		s.toPrompt()
		s.send("\x1b[8;0;0t\x1b[48;0;0;0;0t\x1b[8;5;10twords after")
		s.waitText("words after", "┏ Prompt", "Results", "Preview")
		s.leave()
	})
	t.Run("hung up", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		h.configure("[defaults]\nseed = \"1-2\"\n")
		v := h.vendor("4")
		v.answer(0)
		s := h.studio(120, 40)
		s.toPrompt()
		s.send("a boat")
		s.press("enter")
		s.waitFor("two on their way", func(string) bool { all, _ := v.requests(); return all == 2 })
		s.signal(syscall.SIGHUP)
		s.wait()
		h.wantUnfinished(t, 2)
	})
	t.Run("window closed", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		h.configure("[defaults]\nseed = \"1-2\"\n")
		v := h.vendor("4")
		v.answer(0)
		s := h.studio(120, 40)
		s.toPrompt()
		s.send("a boat")
		s.press("enter")
		s.waitFor("two on their way", func(string) bool { all, _ := v.requests(); return all == 2 })
		_ = s.file.Close() // the terminal's own end: reads and writes fail from now on
		s.wait()
		h.wantUnfinished(t, 2)
	})
}

// A reader that goes away, as head does, takes no picture with it.
func TestCase66ClosedStandardOutput(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	handler := sandbox.New(sandbox.Options{MaxSide: 64})
	s := h.rogue(handler.ServeHTTP)
	cmd := h.command(t.Context(), "generate", "a boat", "-k", "work", "--seed", "1-20", "--json", "-o", h.path("out"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	one := make([]byte, 1)
	if _, err := out.Read(one); err != nil {
		t.Fatal(err)
	}
	_ = out.Close()
	_ = cmd.Wait() // its status is looked at
	if status := cmd.ProcessState.ExitCode(); status != 1 {
		t.Errorf("exit status %d", status)
	}
	posts, _ := s.count()
	h.wantOut(t, posts) // what was paid is saved
	h.wantUnfinished(t, 0)
}

func TestCase67NoTerminal(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	h.run().want(t, 2, "needs a terminal")
	for _, vars := range []map[string]string{{"TERM": "dumb"}, {"NO_COLOR": "1"}, {"TERM": ""}} {
		for name, value := range vars {
			h.set(name, value)
		}
		for _, args := range [][]string{{"generate", "a boat", "--seed", "1"}, {"history"}, {"keys"}, {"doctor"}, {"recover"}, {"--help"}} {
			if r := h.run(args...); strings.Contains(r.stdout+r.stderr, "\x1b") {
				t.Errorf("%v %q writes escapes into a pipe: %q %q", vars, args, r.stdout, r.stderr)
			}
		}
	}
	h.set("TERM", "dumb")
	s := h.open(80, 24)
	s.waitText("TERM=dumb", "generate")
	if status := s.wait(); status != 2 {
		t.Errorf("exit status %d", status)
	}
	if strings.Contains(string(s.bytes()), "\x1b") {
		t.Errorf("escapes on a terminal that knows none: %q", s.bytes())
	}
	h = newHome(t)
	h.configure(quick)
	h.set("NO_COLOR", "1")
	s = h.studio(100, 30)
	s.make("a ship", "1/1")
	s.leave()
	for _, colour := range []string{"\x1b[38;", "\x1b[48;", ";38;", ";48;"} {
		if strings.Contains(string(s.bytes()), colour) {
			t.Errorf("colours in spite of NO_COLOR: %q", colour)
		}
	}
}
