package app

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
	if !Guard(func() string { return dir }, &stderr, func() { panic(errors.New("refused vk-test-CANARY1234567890 \x1b[31m")) }) {
		t.Error("the panic is not told")
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
	panicked := Guard(func() string { return "" }, &stderr, func() { panic("vk-test-CANARY1234567890") })
	if !panicked || !strings.Contains(stderr.String(), "panic: vk-…") {
		t.Errorf("%v, %q", panicked, stderr.String())
	}
}

func TestGuardTellsWhetherThereWasAPanic(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	if Guard(func() string { return "" }, &stderr, func() {}) || stderr.Len() > 0 {
		t.Errorf("a panic was told: %q", stderr.String())
	}
}
