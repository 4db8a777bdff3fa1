//go:build unix

package signals

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"

	"go.uber.org/goleak"
)

// childVariable makes the test binary a program that is interrupted: what it
// says is its way of doing so.
const childVariable = "IMAGINE_TEST_SIGNALS"

// TestMain fails if a signal is still waited for at the end.
func TestMain(m *testing.M) {
	if way := os.Getenv(childVariable); way != "" {
		os.Exit(interruptedOften(way))
	}
	goleak.VerifyTestMain(m)
}

// interruptedOften interrupts itself again and again.
func interruptedOften(way string) int {
	var screen sync.Mutex
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
	ctx, stop := With(parent, &sync.Mutex{})
	if Interrupted(ctx) {
		t.Error("interrupted at once")
	}
	cancel()
	<-ctx.Done()
	stop()
	if Interrupted(ctx) {
		t.Error("its end is taken for a signal")
	}
	ctx, stop = With(t.Context(), &sync.Mutex{})
	stop()
	if <-ctx.Done(); Interrupted(ctx) || !strings.Contains(context.Cause(ctx).Error(), "canceled") {
		t.Errorf("stopped: %v", context.Cause(ctx))
	}
}
