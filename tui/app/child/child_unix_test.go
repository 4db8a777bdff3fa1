//go:build unix

package child

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/sys/unix"
)

// TestMain is also what the tests run as a program that leaves the group it is in.
func TestMain(m *testing.M) {
	switch {
	case len(os.Args) == 3 && os.Args[1] == "leave":
		leave(os.Args[2])
	case len(os.Args) == 3 && os.Args[1] == "stay":
		stay(os.Args[2])
	default:
		goleak.VerifyTestMain(m)
	}
}

// leave starts a program in a session of its own, and floods its output once that runs.
func leave(file string) {
	cmd := exec.CommandContext(context.Background(), os.Args[0], "stay", file)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err == nil {
		_, err = bufio.NewReader(out).ReadString('\n')
	}
	if err != nil {
		panic(err)
	}
	for {
		fmt.Println("on and on")
	}
}

// stay holds a lock until it is killed: nothing else ends it.
func stay(file string) {
	signal.Ignore(syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE)
	if _, err := lock(file); err != nil {
		panic(err)
	}
	fmt.Println("ready")
	<-time.After(time.Hour) // no end of its own in a test's time
}

// lock waits for the lock of a file.
func lock(file string) (*os.File, error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	return f, unix.Flock(int(f.Fd()), unix.LOCK_EX)
}

func script(text string) []string { return []string{"/bin/sh", "-c", text} }

func environ() []string { return []string{"PATH=" + os.Getenv("PATH"), "NAME=value"} }

// What a program prints comes back, what goes wrong is said in one line: which
// program, how it ended, the first line of its complaint, without keys or signs that
// would change the screen. Nothing takes longer, or prints more, than it may.
func TestRun(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		argv      []string
		out, want string
	}{
		"reads and prints":      {script("cat; echo $NAME; test -n \"$" + Inside + "\""), "in\nvalue\n", ""},
		"does not read":         {script("exec <&-; echo done"), "done\n", ""},
		"fails":                 {script("printf '\\n\\033[2Jno room\\ton the disk\\nmore\\n' >&2; exit 3"), "", "sh failed (exit status 3): no room on the disk"},
		"fails without a word":  {script("exit 4"), "", "sh failed (exit status 4)"},
		"says a key":            {script("echo bad vk-test-0000111122223333 >&2; exit 1"), "", "sh failed (exit status 1): bad vk-…"},
		"is not there":          {[]string{"/no/such/program"}, "", "program did not start: no such file or directory"},
		"is on no path":         {[]string{"no-such-program-here"}, "", "no-such-program-here did not start: executable file not found in $PATH"},
		"hangs":                 {script("sleep 1000"), "", "sh took more than 300ms, so it was stopped"},
		"hangs, hears nothing":  {script("trap '' TERM; while :; do sleep 1; done"), "", "sh took more than 300ms, so it was stopped"},
		"prints without end":    {script("while :; do echo 0123456789012345678901234567890123456789; done"), "", "sh printed more than 64 KB, so it was stopped"},
		"complains without end": {script("i=0; while [ $i -lt 3000 ]; do echo no >&2; i=$((i+1)); done; exit 1"), "", "sh failed (exit status 1): no"},
		"leaves others":         {script("sleep 1000 & echo done"), "done\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := Program{Argv: c.argv, Input: []byte("in\n"), Environ: environ, Limit: time.Minute, Most: 64_000}
			if strings.HasPrefix(name, "hangs") {
				p.Limit = 300 * time.Millisecond
			}
			out, err := p.Run(t.Context())
			said := ""
			if err != nil {
				said = err.Error()
			}
			if string(out) != c.out || said != c.want {
				t.Errorf("printed %q, %q", out, said)
			}
		})
	}
}

// Who stops a program stops all of it.
func TestStopped(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "began")
	if err := unix.Mkfifo(file, 0o600); err != nil {
		t.Skip(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		_, err := Program{Argv: script("echo > " + file + "; sleep 1000"), Environ: environ, Limit: time.Hour, Most: 1}.Run(ctx)
		ended <- err
	}()
	if _, err := os.ReadFile(file); err != nil { // it runs
		t.Fatal(err)
	}
	cancel()
	if err := <-ended; err == nil || err.Error() != "sh was stopped with the program" {
		t.Error(err)
	}
}

// What a program that is stopped left in a session of its own ends with it, where the
// system tells which that is.
func TestNothingIsLeftInAnotherSession(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("the system does not tell of the environment of others")
	}
	if self, err := os.Readlink("/proc/self"); err != nil || self != strconv.Itoa(os.Getpid()) {
		t.Skip("the system tells of the processes of another namespace, or of none")
	}
	if environ, err := os.ReadFile("/proc/self/environ"); err != nil || len(environ) == 0 {
		t.Skip("the system does not tell of the environment of others", err)
	}
	file := filepath.Join(t.TempDir(), "held")
	_, err := Program{Argv: []string{os.Args[0], "leave", file}, Environ: environ, Limit: time.Hour, Most: 1000}.Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "printed more than 1 KB") {
		t.Fatal(err)
	}
	free := make(chan error, 1)
	go func() {
		f, err := lock(file) // it is held for as long as that runs
		if err == nil {
			err = f.Close()
		}
		free <- err
	}()
	select {
	case err := <-free:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("it goes on")
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for want, argv := range map[string][]string{
		"":                       {"notify-send", "done", ""},
		"the first word is":      {" "},
		"there is a key in it":   {"curl", "Bearer vk-test-0000111122223333"},
		"there is a character":   {"curl", "a\x00b"},
		"the first word is the ": nil,
	} {
		err := Check(argv)
		if (err == nil) != (want == "") || err != nil && !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v", argv, err)
		}
	}
}
