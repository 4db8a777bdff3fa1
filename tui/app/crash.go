package app

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

// Guard runs the program, turns a panic into a report for the person, and tells
// whether there was one. A panic prints the value it was raised with, which may
// quote anything: the report is scrubbed of what looks like a key, and kept in
// a file only its owner can read.
func Guard(stateDir func() string, stderr io.Writer, run func()) (panicked bool) {
	defer func() {
		value := recover()
		if value == nil {
			return
		}
		panicked = true
		TellCrash(stateDir(), stderr, fmt.Sprintf("panic: %v\n\n%s", value, debug.Stack()))
	}()
	run()
	return false
}

// TellCrash keeps a report of what happened and says where it is.
func TellCrash(stateDir string, stderr io.Writer, what string) {
	report := crashReport(what, time.Now())
	fmt.Fprintf(stderr, "\n%s crashed. What was sent and not yet saved is kept, see: %s recover\n", Name, Name)
	path, err := saveReport(stateDir, report)
	if err != nil {
		fmt.Fprintln(stderr, report)
		return
	}
	fmt.Fprintf(stderr, "The report is in %s. It contains no keys; please send it and say what you did last.\n", path)
}

func crashReport(what string, at time.Time) string {
	text := fmt.Sprintf("%s %s, %s %s/%s, %s\n\n%s\n", Name, Version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, at.UTC().Format(time.RFC3339), what)
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
