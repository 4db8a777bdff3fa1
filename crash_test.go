package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestGuardReportsAPanicWithoutKeys(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	var stderr bytes.Buffer
	status := guard(func() string { return dir }, &stderr, func() int {
		panic(errors.New("refused vk-test-CANARY1234567890 \x1b[31m"))
	})
	if status != statusFailed {
		t.Errorf("exit status %d", status)
	}
	found, err := filepath.Glob(filepath.Join(dir, "crash-*.txt"))
	if err != nil || len(found) != 1 {
		t.Fatalf("reports: %v, %v", found, err)
	}
	if !strings.Contains(stderr.String(), found[0]) {
		t.Errorf("the message does not name the report: %q", stderr.String())
	}
	info, err := os.Stat(found[0])
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	report, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"panic: refused vk-…", "crash_test.go"} {
		if !strings.Contains(string(report), want) {
			t.Errorf("the report lacks %q:\n%s", want, report)
		}
	}
	if both := string(report) + stderr.String(); strings.Contains(both, "CANARY") || strings.Contains(both, "\x1b") {
		t.Errorf("a key or an escape sequence got out:\n%s", both)
	}
}

func TestGuardWithoutStateFolder(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	status := guard(func() string { return "" }, &stderr, func() int { panic("vk-test-CANARY1234567890") })
	if status != statusFailed || !strings.Contains(stderr.String(), "panic: vk-…") {
		t.Errorf("status %d, %q", status, stderr.String())
	}
}

func TestGuardLeavesTheStatusAlone(t *testing.T) {
	t.Parallel()
	if got := guard(func() string { return "" }, &bytes.Buffer{}, func() int { return 3 }); got != 3 {
		t.Errorf("exit status %d", got)
	}
}

// It swaps the process's standard error, so it is not run beside others.
func TestPanicOfTheScreenIsReported(t *testing.T) {
	var stderr bytes.Buffer
	a := &app{stderr: &stderr, places: places{StateDir: t.TempDir()}}
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
	found, err := filepath.Glob(filepath.Join(a.places.StateDir, "crash-*.txt"))
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
	status := guard(a.stateDir, &stderr, func() int {
		_ = a.guardScreen(func() error { panic("not in the screen") })
		return 0
	})
	if status != statusFailed || os.Stderr != before {
		t.Error("standard error stays swapped after a panic")
	}
}
