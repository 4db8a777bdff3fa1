package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/app"
)

func TestGuardedKeepsTheStatus(t *testing.T) {
	t.Parallel()
	a := &program{}
	if got := a.guarded(func() int { return 3 }); got != 3 {
		t.Errorf("exit status %d", got)
	}
}

// It swaps the process's standard error, so it is not run beside others.
func TestPanicOfTheScreenIsReported(t *testing.T) {
	var stderr bytes.Buffer
	a := &program{stderr: &stderr, setup: app.Setup{Places: app.Places{StateDir: t.TempDir()}}}
	terminal, err := os.Create(filepath.Join(t.TempDir(), "terminal"))
	if err != nil {
		t.Fatal(err)
	}
	stderrOfTests := os.Stderr
	os.Stderr = terminal
	defer func() { os.Stderr = stderrOfTests }()
	before := os.Stderr
	err = a.guardScreen(func() error {
		fmt.Fprint(os.Stderr, "Caught panic:\r\n\r\nrefused vk-test-CANARY1234567890\r\n", strings.Repeat("x", 2*maxCrash))
		return fmt.Errorf("the screen failed: %w", tea.ErrProgramPanic)
	})
	if status, said := statusOf(err); status != statusFailed || said != nil || os.Stderr != before {
		t.Errorf("%d, %v", status, said)
	}
	found, err := filepath.Glob(filepath.Join(a.setup.Places.StateDir, "crash-*.txt"))
	if err != nil || len(found) != 1 || !strings.Contains(stderr.String(), found[0]) {
		t.Fatalf("%q, %v, said %q", found, err, stderr.String())
	}
	report, err := os.ReadFile(found[0])
	if err != nil || !strings.Contains(string(report), "refused vk-…") || len(report) > maxCrash+1000 {
		t.Errorf("%v: %.200q", err, report)
	}

	wrong := errors.New("another end")
	err = a.guardScreen(func() error {
		fmt.Fprint(os.Stderr, "words of an editor\n")
		return wrong
	})
	if !errors.Is(err, wrong) || os.Stderr != before {
		t.Errorf("an ordinary error became %v", err)
	}
	if said, err := os.ReadFile(terminal.Name()); err != nil || string(said) != "words of an editor\n" {
		t.Errorf("on the terminal: %q, %v", said, err)
	}
	status := a.guarded(func() int {
		_ = a.guardScreen(func() error { panic("not in the screen") })
		return 0
	})
	if status != statusFailed || os.Stderr != before {
		t.Error("standard error stays swapped after a panic")
	}
}
