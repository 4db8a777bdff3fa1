package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"imagine-tui/api/clean"
)

// guard runs the program and turns a panic into a report for the person and
// exit status 1. A panic prints the value it was raised with, which may quote
// anything: the report is scrubbed of what looks like a key, and kept in a
// file only its owner can read.
func guard(stateDir func() string, stderr io.Writer, run func() int) (status int) {
	defer func() {
		value := recover()
		if value == nil {
			return
		}
		status = statusFailed
		report := crashReport(value, debug.Stack(), time.Now())
		path, err := saveReport(stateDir(), report)
		if err != nil {
			fmt.Fprintf(stderr, "\n%s ended by a mistake of its own. What was sent and not saved is kept, see: %s recover\n%s", appName, appName, report)
			return
		}
		fmt.Fprintf(stderr, "\n%s ended by a mistake of its own. What was sent and not saved is kept, see: %s recover\nThe report is in %s. It holds no keys; please send it with what you did last.\n", appName, appName, path)
	}()
	return run()
}

func crashReport(value any, stack []byte, at time.Time) string {
	text := fmt.Sprintf("%s %s, %s %s/%s, %s\n\npanic: %v\n\n%s", appName, version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, at.UTC().Format(time.RFC3339), value, stack)
	return clean.Text(clean.Scrub(text))
}

// saveReport writes the report into the state folder and returns its path.
func saveReport(dir, report string) (string, error) {
	if dir == "" {
		return "", errors.New("no state folder is known yet")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	// Unlike os.WriteFile on a file that is there, this never widens a mode.
	file, err := os.CreateTemp(dir, "crash-*.txt")
	if err != nil {
		return "", err
	}
	if _, err := file.WriteString(report); err != nil {
		_ = file.Close() // the first error is the one to tell
		return "", err
	}
	return filepath.Clean(file.Name()), file.Close()
}
