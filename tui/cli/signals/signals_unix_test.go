//go:build unix

package signals

import (
	"context"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// childVariable makes the test binary a program that is interrupted: what it
// says is its way of doing so.
const childVariable = "IMAGINE_TEST_SIGNALS"

// TestMain fails if a signal is still waited for at the end.
func TestMain(m *testing.M) {
	switch way := os.Getenv(childVariable); way {
	case "":
	case "twice", "unlocked":
		os.Exit(interruptedTwice(way))
	default:
		os.Exit(interruptedOften(way))
	}
	if signal.Ignored(os.Interrupt) { // by whoever started the tests, and so in children
		signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	}
	goleak.VerifyTestMain(m)
}

// interruptedOften interrupts itself again and again.
func interruptedOften(way string) int {
	var screen Screen
	if way == "locked" {
		screen.Lock()
	}
	ctx, stop := With(context.Background(), &screen)
	defer stop()
	for i := 0; i < 1000 || way != "locked"; i++ {
		if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
			return 4
		}
	}
	if <-ctx.Done(); !Interrupted(ctx) {
		return 5
	}
	_, _ = os.Stdout.WriteString("put back")
	return 3
}

// interruptedTwice interrupts itself, and once more as soon as it is told of the
// first.
func interruptedTwice(way string) int {
	var screen Screen
	if way == "unlocked" {
		screen.Lock()
	}
	ctx, stop := With(context.Background(), &screen)
	defer stop()
	if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
		return 4
	}
	<-ctx.Done()
	if way == "unlocked" {
		screen.Unlock()
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
		return 4
	}
	time.Sleep(time.Minute) // it ends before
	return 6
}

// A second interrupt ends a program however soon it comes after the first was
// told of, and after the screen is put back.
func TestSecondInterruptIsNeverLost(t *testing.T) {
	t.Parallel()
	for _, way := range []string{"twice", "unlocked"} {
		for range 10 {
			cmd := exec.CommandContext(t.Context(), os.Args[0])
			cmd.Env = append(os.Environ(), childVariable+"="+way)
			out, err := cmd.CombinedOutput()
			if w, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !w.Signaled() || w.Signal() != syscall.SIGINT {
				t.Fatalf("%s: %v, said %q", way, err, out)
			}
		}
	}
}

// The first interrupt is taken, and then they end a program at once, but not
// while the screen is locked.
func TestManyInterrupts(t *testing.T) {
	t.Parallel()
	for way, want := range map[string]struct {
		status int
		said   string
	}{"locked": {3, "put back"}, "free": {-1, ""}} {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), childVariable+"="+way)
		out, err := cmd.CombinedOutput()
		if status := cmd.ProcessState.ExitCode(); status != want.status || string(out) != want.said {
			t.Errorf("%s: %v, status %d, said %q", way, err, status, out)
		}
	}
}

func TestWithEndsByItself(t *testing.T) {
	t.Parallel()
	parent, cancel := context.WithCancel(t.Context())
	ctx, stop := With(parent, &Screen{})
	if Interrupted(ctx) {
		t.Error("interrupted at once")
	}
	cancel()
	<-ctx.Done()
	stop()
	if Interrupted(ctx) {
		t.Error("its end is taken for a signal")
	}
	ctx, stop = With(t.Context(), &Screen{})
	stop()
	if <-ctx.Done(); Interrupted(ctx) || !strings.Contains(context.Cause(ctx).Error(), "canceled") {
		t.Errorf("stopped: %v", context.Cause(ctx))
	}
}
