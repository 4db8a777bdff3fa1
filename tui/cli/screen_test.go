package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"

	tea "charm.land/bubbletea/v2"
)

func TestGuardedKeepsTheStatus(t *testing.T) {
	t.Parallel()
	p := newProgram(&console.Console{}, nil)
	if got := p.guarded(func() int { return 3 }); got != 3 {
		t.Errorf("exit status %d", got)
	}
}

// It swaps the process's standard error, so it is not run beside others.
func TestPanicOfTheScreenIsReported(t *testing.T) {
	var stderr bytes.Buffer
	p := newProgram(&console.Console{Err: &stderr}, nil)
	p.setup.Places.StateDir = t.TempDir()
	terminal, err := os.Create(filepath.Join(t.TempDir(), "terminal"))
	if err != nil {
		t.Fatal(err)
	}
	stderrOfTests := os.Stderr
	os.Stderr = terminal
	defer func() { os.Stderr = stderrOfTests }()
	before := os.Stderr
	err = p.guardScreen(func() error {
		fmt.Fprint(os.Stderr, "Caught panic:\r\n\r\nrefused vk-test-CANARY1234567890\r\n", strings.Repeat("x", 2*maxCrash))
		return fmt.Errorf("the screen failed: %w", tea.ErrProgramPanic)
	})
	if status, said := exit.Of(err); status != exit.Failed || said != nil || os.Stderr != before {
		t.Errorf("%d, %v", status, said)
	}
	found, err := filepath.Glob(filepath.Join(p.setup.Places.StateDir, "crash-*.txt"))
	if err != nil || len(found) != 1 || !strings.Contains(stderr.String(), found[0]) {
		t.Fatalf("%q, %v, said %q", found, err, stderr.String())
	}
	report, err := os.ReadFile(found[0])
	if err != nil || !strings.Contains(string(report), "refused vk-…") || len(report) > maxCrash+1000 {
		t.Errorf("%v: %.200q", err, report)
	}

	wrong := errors.New("another end")
	err = p.guardScreen(func() error {
		fmt.Fprint(os.Stderr, "words of an editor\n")
		return wrong
	})
	if !errors.Is(err, wrong) || os.Stderr != before {
		t.Errorf("an ordinary error became %v", err)
	}
	if said, err := os.ReadFile(terminal.Name()); err != nil || string(said) != "words of an editor\n" {
		t.Errorf("on the terminal: %q, %v", said, err)
	}
	status := p.guarded(func() int {
		_ = p.guardScreen(func() error { panic("not in the screen") })
		return 0
	})
	if status != exit.Failed || os.Stderr != before {
		t.Error("standard error stays swapped after a panic")
	}
}

// The framework tells of a panic in a command before it prints it: the report is that
// all the same.
func TestReportOfACommand(t *testing.T) { //nolint:paralleltest // standard error is replaced
	p := newProgram(&console.Console{Err: io.Discard}, nil)
	p.setup.Places.StateDir = t.TempDir()
	err := p.guardScreen(func() error {
		screen, returns := os.Stderr, make(chan struct{})
		go func() {
			<-returns
			fmt.Fprint(screen, "Caught panic:\r\n\r\na mishap\r\n\r\n")
			fmt.Fprint(screen, "goroutine 7 [running]:\r\nmain.mishap()\r\n")
		}()
		defer close(returns)
		return tea.ErrProgramPanic
	})
	if status, _ := exit.Of(err); status != exit.Failed {
		t.Errorf("ended with %d", status)
	}
	reports, err := filepath.Glob(filepath.Join(p.setup.Places.StateDir, "crash-*.txt"))
	if err != nil || len(reports) != 1 {
		t.Fatalf("%q, %v", reports, err)
	}
	if text, err := os.ReadFile(reports[0]); err != nil || !strings.Contains(string(text), "a mishap") || !strings.Contains(string(text), "main.mishap()") {
		t.Errorf("%v: %s", err, text)
	}
}
