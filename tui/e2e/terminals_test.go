//go:build unix

package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"
)

// The doctor says which terminal it found and why, and how that differs.
func TestDoctorTellsTheTerminal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		variable, value string
		row             string
		differs         []string
	}{
		"known by its name":        {"TERM", "st-256color", "st: TERM names it", []string{"its title is not changed"}},
		"answers as nobody does":   {"TERM", "xterm-256color", "an unknown terminal: it reports nothing known", []string{"shortcuts that may not arrive: alt+1"}},
		"one that stands between":  {"ZELLIJ", "0", "Zellij: ZELLIJ names it", []string{"its title is not changed", "shortcuts that may not arrive: alt+1"}},
		"a name of another, a lie": {"TERM", "xterm-kitty", "an unknown terminal: ", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.set(c.variable, c.value)
			var s *terminal
			for range 20 { // it does not wait long for answers, and here everything is busy
				s = h.open(300, 50, "doctor")
				if status := s.wait(); status != 0 {
					t.Errorf("exit status %d", status)
				}
				if c.value != "xterm-kitty" || strings.Contains(s.screen(), c.row) {
					break
				}
			}
			for line := range strings.Lines(s.screen()) {
				row, is := strings.CutPrefix(line, "note  terminal  ")
				if !is {
					continue
				}
				for _, want := range append(c.differs, c.row) {
					if !strings.Contains(row, want) {
						t.Errorf("no %q in %q", want, row)
					}
				}
				return
			}
			t.Errorf("no row of the table in\n%s", s.screen())
		})
	}
}

// Where the locale is none of UTF-8 the studio says so, and what that means.
func TestStudioTellsOfTheLocale(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.set("LANG", "de_DE.ISO-8859-1")
	s := h.open(240, 40)
	s.waitText("The locale says iso-8859-1, which lacks most signs", "A locale with UTF-8 shows all.")
	for raw := s.bytes(); len(raw) > 0; {
		r, size := utf8.DecodeRune(raw)
		if size > 1 {
			t.Errorf("%q is sent, which the locale lacks: %q", r, raw[:min(len(raw), 60)])
			break
		}
		raw = raw[size:]
	}
	s.leave()
}

// After kill -9 the terminal is on the other screen, with mouse, focus, pastes and
// keys as the studio had them. The next command of ours in it puts that right, and
// the one after it finds nothing to do; so does one whose output is elsewhere.
func TestNextCommandPutsTheTerminalRight(t *testing.T) {
	t.Parallel()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("a shell is needed")
	}
	h := newHome(t)
	h.configure(quick)
	cmd := exec.CommandContext(t.Context(), sh)
	cmd.Env, cmd.Dir = append(h.environ(), "PS1=shell> ", "IMAGINE="+program(t)), h.path("home")
	s := start(t, cmd, 120, 40)
	s.waitText("shell>")
	s.send("echo before; sh -c 'echo $$ > pid; exec $IMAGINE'\n")
	s.waitText("┏ Prompt")
	said, err := os.ReadFile(h.path("home", "pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(said)))
	if err != nil {
		t.Fatal(err)
	}
	const leave = "\x1b[?1049l"
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	s.waitText("Killed")
	// What is written elsewhere says nothing here.
	s.send("$IMAGINE version > out.txt; echo else''where\n")
	s.waitText("elsewhere")
	if alternate, _ := s.alternate(); !alternate || bytes.Contains(s.bytes(), []byte(leave)) {
		t.Fatal("the terminal was put right before a command of ours wrote to it")
	}
	s.send("$IMAGINE version; echo fir''st\n")
	s.waitText("before", "imagine-tui", "first")
	s.restored()
	s.send("$IMAGINE version; echo seco''nd\n")
	s.waitText("second")
	if n := bytes.Count(s.bytes(), []byte(leave)); n != 1 {
		t.Errorf("put right %d times", n)
	}
	s.send("exit\n")
	s.wait()
}
