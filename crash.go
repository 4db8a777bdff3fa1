package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

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
		tellCrash(stateDir(), stderr, fmt.Sprintf("panic: %v\n\n%s", value, debug.Stack()))
	}()
	return run()
}

// tellCrash keeps a report of what happened and says where it is.
func tellCrash(stateDir string, stderr io.Writer, what string) {
	report := crashReport(what, time.Now())
	fmt.Fprintf(stderr, "\n%s ended by a mistake of its own. What was sent and not saved is kept, see: %s recover\n", appName, appName)
	path, err := saveReport(stateDir, report)
	if err != nil {
		fmt.Fprintln(stderr, report)
		return
	}
	fmt.Fprintf(stderr, "The report is in %s. It holds no keys; please send it with what you did last.\n", path)
}

func crashReport(what string, at time.Time) string {
	text := fmt.Sprintf("%s %s, %s %s/%s, %s\n\n%s\n", appName, version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, at.UTC().Format(time.RFC3339), what)
	return clean.Text(clean.Scrub(text))
}

// maxCrash bounds what is kept of a report, in bytes.
const maxCrash = 256 << 10

// guardScreen runs the studio. Its framework catches panics itself, puts the
// terminal back, and prints the panic with its value on standard error: that
// is caught here, so that it becomes a scrubbed report like any other.
func (a *app) guardScreen(run func() error) error {
	read, write, err := os.Pipe()
	if err != nil {
		return run() // without: better a studio than none
	}
	screen := os.Stderr
	said := make(chan string)
	go func() { said <- sift(read, screen) }()
	os.Stderr = write
	ended := func() string {
		os.Stderr = screen
		_ = write.Close() // nothing of ours was buffered
		text := <-said
		_ = read.Close() // it was read to its end
		return text
	}
	defer func() {
		if os.Stderr == write { // only a panic of this goroutine leaves it
			ended()
		}
	}()
	err = run()
	text := ended()
	if !errors.Is(err, tea.ErrProgramPanic) {
		return err
	}
	tellCrash(a.places.StateDir, a.stderr, text)
	return &statusError{Status: statusFailed}
}

// sift returns what the framework says about a panic. What comes before, of an
// editor that runs for a while, goes on to where it was meant for.
func sift(read io.Reader, screen io.Writer) string {
	var crash strings.Builder
	buffer := make([]byte, 32<<10)
	for {
		n, err := read.Read(buffer)
		chunk := string(buffer[:n])
		switch {
		case crash.Len() > 0 || strings.Contains(chunk, "Caught panic:"):
			crash.WriteString(chunk[:min(len(chunk), max(0, maxCrash-crash.Len()))])
		case n > 0:
			_, _ = io.WriteString(screen, clean.Scrub(chunk)) // nobody else to tell
		}
		if err != nil {
			return crash.String()
		}
	}
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
