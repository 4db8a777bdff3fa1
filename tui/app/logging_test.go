package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLogHoldsNoKeysAndIsPrivate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state", "log.txt")
	file := &LogFile{Path: path}
	log, err := NewLogger(file, "info")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("made before anything was logged")
	}
	log.Debug("left out")
	log.With("key", "vk-test-CANARY123").WithGroup("g").Info("sent \x1b]0;x\a vk-test-CANARY123", "err", errors.New("vk-test-CANARY123\n"))
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(text); strings.Contains(s, "CANARY") || strings.ContainsAny(s, "\x1b\a") || strings.Count(s, "vk-…") != 3 || strings.Contains(s, "left out") {
		t.Errorf("log: %q", s)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	log.Info("after the end") // must not bring the file back or panic
}

func TestLogIsSetAsideWhenLarge(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "log.txt")
	write(t, path, strings.Repeat("x", maxLogBytes))
	file := &LogFile{Path: path}
	log, _ := NewLogger(file, "warn")
	log.Warn("first of the new file")
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path + ".old"); err != nil || info.Size() != maxLogBytes {
		t.Errorf("old log: %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() > 200 {
		t.Errorf("new log: %v", err)
	}
}

func TestLogThatCannotBeWrittenStopsNothing(t *testing.T) {
	t.Parallel()
	inTheWay := filepath.Join(t.TempDir(), "file")
	write(t, inTheWay, "")
	log, _ := NewLogger(&LogFile{Path: filepath.Join(inTheWay, "log.txt")}, "debug")
	log.Error("lost")
	log.Error("lost again")
}

func TestLogLevels(t *testing.T) {
	t.Parallel()
	for _, level := range []string{"debug", "info", "WARN", "error", "off"} {
		if _, err := NewLogger(&LogFile{}, level); err != nil {
			t.Errorf("%s: %v", level, err)
		}
	}
	for _, level := range []string{"", "loud", "info+2", "vk"} {
		if _, err := NewLogger(&LogFile{}, level); err == nil {
			t.Errorf("%q accepted", level)
		}
	}
}
