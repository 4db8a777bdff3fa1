// Package extension runs programs of other people as commands: imagine-tui foo is
// imagine-tui-foo, where there is no such command.
package extension

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/pattern"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/exit"
)

// names are the words that may be commands.
var names = pattern.Of(`^[a-z0-9][a-z0-9_-]{0,39}$`)

// Find returns the program that is run for a word. It lies in one of the folders of
// path, a list as PATH is one; where the person happens to be is none of them.
func Find(path, word string) (program string, found bool) {
	if !names.Regexp().MatchString(word) {
		return "", false
	}
	for _, folder := range filepath.SplitList(path) {
		if !filepath.IsAbs(folder) {
			continue
		}
		if program, err := exec.LookPath(filepath.Join(folder, app.Name+"-"+word)); err == nil {
			return program, true
		}
	}
	return "", false
}

const (
	// Depth is the variable that counts how many of these programs were called by
	// one another, and deepest the most that may be.
	Depth   = "IMAGINE_TUI_DEPTH"
	deepest = 8
	// farewell is how long a program may take to end once it was told to.
	farewell = 10 * time.Second
)

// Streams are what the program reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Run runs a program in the place of this one, and ends as it does. It sees no key:
// none in its environment, and none in its arguments but what the person wrote there.
func Run(ctx context.Context, program string, args []string, environ []string, streams Streams) error {
	name := clean.Line(filepath.Base(program))
	env, deep := counted(key.Environ(environ))
	if deep > deepest {
		return fmt.Errorf("%s was not started: it, or another like it, calls %s over and over", name, app.Name)
	}
	cmd := exec.CommandContext(ctx, program, args...) // no shell reads the arguments
	cmd.Env = env
	cmd.Stdin, cmd.Stdout, cmd.Stderr = streams.In, streams.Out, streams.Err
	cmd.WaitDelay = farewell
	cmd.Cancel = func() error {
		if cmd.Process.Signal(os.Interrupt) == nil {
			return nil // it may put things right first
		}
		return cmd.Process.Kill()
	}
	err := cmd.Run()
	ended, is := errors.AsType[*exec.ExitError](err)
	switch {
	case err == nil, errors.Is(err, exec.ErrWaitDelay) && ctx.Err() == nil: // it ended, and left something running
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case is && ended.ExitCode() > 0:
		return exit.Said(ended.ExitCode()) // it has said why
	case is:
		return fmt.Errorf("%s ended early (%s)", name, ended.ProcessState)
	}
	return fmt.Errorf("%s did not start: %s", name, app.Reason(err))
}

// counted is an environment with one more of these programs in it, and how many
// there are.
func counted(environ []string) (with []string, deep int) {
	for _, pair := range environ {
		if value, is := strings.CutPrefix(pair, Depth+"="); is {
			deep, _ = strconv.Atoi(value) // what is no number counts for none
			continue
		}
		with = append(with, pair)
	}
	deep++
	return append(with, Depth+"="+strconv.Itoa(deep)), deep
}
