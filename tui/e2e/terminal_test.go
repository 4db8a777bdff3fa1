package e2e

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// terminal is a program running in a pseudo-terminal, with an emulator that
// draws what it writes and answers what it asks, like a real one.
type terminal struct {
	t    testing.TB
	cmd  *exec.Cmd
	file *os.File // our end of the pseudo-terminal

	mu       sync.Mutex    // around everything below: the emulator's own is not enough
	emulator *vt.Emulator  // what is on the screen
	raw      bytes.Buffer  // every byte the program wrote
	output   chan struct{} // closed and replaced whenever something was written
	sign     string        // it stops reading where it comes to this, "" for never
	halted   chan struct{} // closed when it has
	resume   chan struct{} // closed to have it go on, once
	once     sync.Once

	ended  chan struct{} // closed after the last byte was read and the exit status is known
	status int
}

// open starts the program in a terminal of the given size.
func (h *home) open(cols, rows int, args ...string) *terminal {
	h.t.Helper()
	// The terminal is closed by a cleanup, after which the context is moot.
	return start(h.t, h.command(context.Background(), args...), cols, rows)
}

// start runs any command in a terminal.
func start(tb testing.TB, cmd *exec.Cmd, cols, rows int) *terminal {
	tb.Helper()
	return startUpTo(tb, cmd, cols, rows, "")
}

// startUpTo is start in a terminal that reads no more once it has come to a sign,
// until goOn is called.
func startUpTo(tb testing.TB, cmd *exec.Cmd, cols, rows int, sign string) *terminal {
	tb.Helper()
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)})
	if err != nil {
		tb.Fatal(err)
	}
	s := &terminal{
		t: tb, cmd: cmd, file: file, emulator: vt.NewEmulator(cols, rows),
		output: make(chan struct{}), ended: make(chan struct{}), sign: sign, halted: make(chan struct{}), resume: make(chan struct{}),
	}
	var readers sync.WaitGroup
	readers.Go(s.draw)
	go s.answer()
	go func() {
		readers.Wait()
		_ = cmd.Wait() // its status is read below, whatever it is
		s.status = cmd.ProcessState.ExitCode()
		close(s.ended)
	}()
	tb.Cleanup(s.close)
	return s
}

// draw feeds what the program writes to the emulator until there is no more.
func (s *terminal) draw() {
	buffer := make([]byte, 64<<10)
	for {
		n, err := s.file.Read(buffer)
		s.mu.Lock()
		s.raw.Write(buffer[:n])
		s.feed(buffer[:n])
		close(s.output)
		s.output = make(chan struct{})
		resume := s.comeTo()
		s.mu.Unlock()
		if err != nil {
			return // EIO: the program's end is closed
		}
		if resume != nil {
			<-resume
		}
	}
}

// comeTo tells until when to read no more, if what was to be read up to is there.
func (s *terminal) comeTo() (resume chan struct{}) {
	if s.sign == "" || !bytes.Contains(s.raw.Bytes(), []byte(s.sign)) {
		return nil
	}
	s.sign = ""
	close(s.halted)
	return s.resume
}

// waitHalted waits until the terminal reads no more.
func (s *terminal) waitHalted() {
	s.t.Helper()
	select {
	case <-s.halted:
	case <-time.After(patience):
		s.t.Fatalf("what it stops at never came:\n%s", s.screen())
	}
}

// goOn has a terminal that has stopped read on.
func (s *terminal) goOn() { s.once.Do(func() { close(s.resume) }) }

// feed has the emulator draw what it understands. Lines that are scrolled in a
// window which has just become smaller end its own code; what was meant for the
// old size is drawn anew.
func (s *terminal) feed(b []byte) {
	defer func() { _ = recover() }()
	_, _ = s.emulator.Write(b)
}

// answer gives the program the emulator's answers to its queries.
func (s *terminal) answer() {
	buffer := make([]byte, 4096)
	for {
		n, err := s.emulator.Read(buffer)
		if n > 0 {
			_, _ = s.file.Write(buffer[:n]) // it may be gone by now
		}
		if err != nil {
			return
		}
	}
}

// close ends the program if it still runs, and everything of the terminal.
func (s *terminal) close() {
	s.goOn()
	select {
	case <-s.ended:
	default:
		_ = s.cmd.Process.Kill() // it may just have ended
	}
	select {
	case <-s.ended:
	case <-time.After(patience):
		s.t.Errorf("the terminal of %q does not close", s.cmd.Args)
	}
	_ = s.file.Close()
	// Not emulator.Close: its flag is written here and read by answer, unlocked.
	if pipe, ok := s.emulator.InputPipe().(io.Closer); ok {
		_ = pipe.Close() // which ends answer
	}
}

// screen returns the text on the screen, a line a row.
func (s *terminal) screen() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.emulator.String()
}

// bytes returns everything the program has written so far.
func (s *terminal) bytes() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Clone(s.raw.Bytes())
}

// alternate tells whether the program shows the alternate screen, and cursor
// whether the cursor can be seen: both must be put back at the end. The
// emulator keeps a cursor for each screen, terminals have one for both: that
// is taken from what was written last.
func (s *terminal) alternate() (alternate, cursor bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw := s.raw.Bytes()
	shown, hidden := bytes.LastIndex(raw, []byte("\x1b[?25h")), bytes.LastIndex(raw, []byte("\x1b[?25l"))
	return s.emulator.IsAltScreen(), shown >= hidden
}

// waitFor waits until the screen fulfils a condition, looking whenever the
// program has written something, and now and then: files may come after the
// last of what is shown.
func (s *terminal) waitFor(what string, condition func(screen string) bool) {
	s.t.Helper()
	deadline := time.After(patience)
	again := time.NewTicker(250 * time.Millisecond)
	defer again.Stop()
	for {
		s.mu.Lock()
		screen, more := s.emulator.String(), s.output
		s.mu.Unlock()
		if condition(screen) {
			return
		}
		select {
		case <-more:
		case <-again.C:
		case <-s.ended:
			if screen = s.screen(); !condition(screen) {
				s.t.Fatalf("ended with status %d before %s:\n%s", s.status, what, screen)
			}
			return
		case <-deadline:
			s.t.Fatalf("waited in vain for %s:\n%s", what, screen)
		}
	}
}

// waitText waits until all the texts are on the screen.
func (s *terminal) waitText(texts ...string) {
	s.t.Helper()
	s.waitFor(fmt.Sprintf("%q", texts), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// waitGone waits until a text is no longer on the screen.
func (s *terminal) waitGone(text string) {
	s.t.Helper()
	s.waitFor(fmt.Sprintf("%q to go", text), func(screen string) bool { return !strings.Contains(screen, text) })
}

// send types text.
func (s *terminal) send(text string) {
	s.t.Helper()
	if _, err := s.file.WriteString(text); err != nil {
		s.t.Fatalf("typing %q: %v", text, err)
	}
}

// press presses keys by name, in the order given; a name of one letter is
// that letter.
func (s *terminal) press(keys ...string) {
	s.t.Helper()
	for _, key := range keys {
		s.send(sequence(s.t, key))
	}
}

// paste pastes text the way terminals do, in brackets.
func (s *terminal) paste(text string) {
	s.t.Helper()
	s.send("\x1b[200~" + text + "\x1b[201~")
}

// resize gives the terminal a new size.
func (s *terminal) resize(cols, rows int) {
	s.t.Helper()
	s.mu.Lock()
	s.emulator.Resize(cols, rows)
	s.mu.Unlock()
	if err := pty.Setsize(s.file, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)}); err != nil {
		s.t.Fatal(err)
	}
}

// wait waits for the program's end and returns its exit status.
func (s *terminal) wait() int {
	s.t.Helper()
	select {
	case <-s.ended:
		return s.status
	case <-time.After(patience):
		s.t.Fatalf("does not end:\n%s", s.screen())
		return -1
	}
}

// signal sends the program a signal.
func (s *terminal) signal(sig os.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		s.t.Fatal(err)
	}
}

// named are keys as a terminal with the kitty protocol sends them once asked
// to, as the studio does: a bare escape byte would be ambiguous there.
var named = map[string]string{
	"enter": "\r", "esc": "\x1b[27u", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
	"home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~", "delete": "\x1b[3~",
	"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
}

// sequence returns what a terminal sends for a key.
func sequence(tb testing.TB, key string) string {
	tb.Helper()
	if bytes, ok := named[key]; ok {
		return bytes
	}
	if rest, ok := strings.CutPrefix(key, "alt+"); ok {
		return "\x1b" + sequence(tb, rest)
	}
	if rest, ok := strings.CutPrefix(key, "ctrl+"); ok && len(rest) == 1 {
		return string(rune(strings.ToUpper(rest)[0] & 0x1f))
	}
	if len([]rune(key)) == 1 {
		return key
	}
	tb.Fatalf("no key is called %q", key)
	return ""
}
