package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
