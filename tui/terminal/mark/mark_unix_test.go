//go:build unix

package mark

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// read returns what a terminal got within so many milliseconds.
func read(t *testing.T, far *os.File, wait int) string {
	t.Helper()
	poll := []unix.PollFd{{Fd: int32(far.Fd()), Events: unix.POLLIN}}
	if n, err := unix.Poll(poll, wait); err != nil || n == 0 {
		return ""
	}
	buffer := make([]byte, 4096)
	n, err := far.Read(buffer)
	if err != nil {
		t.Fatal(err)
	}
	return string(buffer[:n])
}

func terminal(t *testing.T) (far, near *os.File) {
	t.Helper()
	far, near, err := pty.Open()
	if err != nil {
		t.Skipf("no terminal can be had: %v", err)
	}
	t.Cleanup(func() { _, _ = far.Close(), near.Close() })
	return far, near
}

// A terminal is put right once after the studio in it was killed, and left alone
// while it runs, after it ended by itself, and when it is another one.
func TestClean(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "terminals")
	far, near := terminal(t)
	clean := func(file *os.File) bool {
		t.Helper()
		cleaned, err := Clean(folder, file, "100-5", "more")
		if err != nil {
			t.Fatal(err)
		}
		return cleaned
	}
	if clean(near) {
		t.Error("cleaned though nothing was ever there")
	}
	m := Set(folder, near, "100-5")
	if m == nil {
		t.Fatal("no mark")
	}
	if clean(near) {
		t.Error("cleaned while the studio runs")
	}
	if Set(folder, near, "100-5") != nil {
		t.Error("marked twice")
	}
	m.Clear()
	if clean(near) {
		t.Error("cleaned after the studio ended")
	}
	m = Set(folder, near, "100-5")
	_, other := terminal(t)
	_ = m.lock.Unlock() // which is all that is left of a process that was killed
	if clean(other) {
		t.Error("another terminal was cleaned")
	}
	if got := read(t, far, 0); got != "" {
		t.Errorf("%q was written before", got)
	}
	if !clean(near) || read(t, far, 10_000) != reset+"more" || clean(near) {
		t.Error("it was not cleaned, or more than once")
	}
	m = Set(folder, near, "100-5")
	_ = m.lock.Unlock()
	before := strings.Replace(m.lock.Path(), "-of-", "-of-9", 1) // as the session before would have it
	if err := os.Rename(m.lock.Path(), before); err != nil {
		t.Fatal(err)
	}
	earlier, _, _ := strings.Cut(before, "-of-")
	if err := os.WriteFile(earlier, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if clean(near) {
		t.Error("a terminal of another session was cleaned")
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "out.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if Set(folder, file, "100-5") != nil || clean(file) {
		t.Error("a file was marked")
	}
	if Set(folder, near, "") != nil {
		t.Error("a session that is not known was marked")
	}
	(*Mark)(nil).Clear()
}

// Where the leader of the session is outside the container, the system says 0.
func TestLeader(t *testing.T) {
	t.Parallel()
	for session, want := range map[int]int{42: 42, 0: os.Getppid()} {
		if got := leader(session, nil); got != want {
			t.Errorf("leader of session %d: %d, want %d", session, got, want)
		}
	}
	if got := leader(7, unix.EPERM); got != os.Getppid() {
		t.Errorf("leader where it cannot be told: %d", got)
	}
}

// On the screen that the terminal had, putting it right moves nothing.
func TestResetMovesNothing(t *testing.T) {
	t.Parallel()
	emulator := vt.NewEmulator(20, 5)
	_, _ = emulator.WriteString("one\r\ntwo\r\n$ ")
	before, at := emulator.String(), emulator.CursorPosition()
	_, _ = emulator.WriteString(reset)
	if emulator.String() != before || emulator.CursorPosition() != at {
		t.Errorf("%v became %v:\n%s", at, emulator.CursorPosition(), emulator.String())
	}
	_, _ = emulator.WriteString("\x1b[?1049h\x1b[2Jthe studio\x1b[?25l" + reset)
	if emulator.String() != before || emulator.IsAltScreen() {
		t.Errorf("the other screen stays:\n%s", emulator.String())
	}
}
