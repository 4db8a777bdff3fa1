package cli

import (
	"errors"
	"io"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/exit"
)

// maxCrash bounds what is kept of a report, in bytes.
const maxCrash = 256 << 10

// guardScreen runs the studio. Its framework catches panics itself, puts the
// terminal back, and prints the panic with its value on standard error: that
// is caught here, so that it becomes a scrubbed report like any other.
func (p *program) guardScreen(run func() error) error {
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
	app.TellCrash(p.setup.Places.StateDir, p.console.Err, text)
	return exit.Said(exit.Failed)
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
