package cli

import (
	"errors"
	"io"
	"os"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/exit"
)

const (
	// maxCrash bounds what is kept of a report, in bytes.
	maxCrash = 256 << 10
	// longestTelling bounds how long the framework may take to print one.
	longestTelling = 5 * time.Second
)

// guardScreen runs the studio. Its framework catches panics itself, puts the
// terminal back, and prints the panic with its value on standard error: that
// is caught here, so that it becomes a scrubbed report like any other.
func (p *program) guardScreen(run func() error) error {
	read, write, err := os.Pipe()
	if err != nil {
		return run() // without: better a studio than none
	}
	screen := os.Stderr
	said, told := make(chan string), make(chan struct{})
	go func() { said <- sift(read, screen, told) }()
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
	if errors.Is(err, tea.ErrProgramPanic) {
		// Of a command's panic the framework says that there was one before it prints it.
		select {
		case <-told:
		case <-time.After(longestTelling):
		}
	}
	text := ended()
	if !errors.Is(err, tea.ErrProgramPanic) {
		return err
	}
	app.TellCrash(p.setup.Places.StateDir, p.console.Err, text)
	return exit.Said(exit.Failed)
}

// sift returns what the framework says about a panic, and closes told when it has come
// to where that was. What comes before, of an editor that runs for a while, goes on to
// where it was meant for.
func sift(read io.Reader, screen io.Writer, told chan<- struct{}) string {
	var crash strings.Builder
	where := false
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
		if !where && (crash.Len() >= maxCrash || strings.Contains(crash.String(), "[running]:")) {
			where = true
			close(told)
		}
		if err != nil {
			return crash.String()
		}
	}
}
