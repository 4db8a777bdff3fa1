// Package child runs programs that a person names in the config, beside the work and
// within bounds: how long one may take, how much is read of what it prints, and that
// nothing of it goes on after it was stopped.
package child

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/group"
	"imagine-tui/api/wording"
	"imagine-tui/history/disk"
)

// Inside is the variable that says that a program was started by this one, as a hook
// or a command of the person's: what it starts of this program runs no hooks, so that
// none calls itself over and over. Its value is another one for each, by which what it
// left behind is found.
const Inside = "IMAGINE_TUI_HOOK"

const (
	// Farewell is how long a program may take to end once it is told to, and how long
	// what it started may hold its output open after it ended.
	Farewell = 2 * time.Second
	// maxSaid is how much is read of what one says about a failure.
	maxSaid = 2 << 10
	// shown is how much of that is told.
	shown = 200
)

// Program is a program to be run.
type Program struct {
	// Argv is the program with its arguments; no shell reads them.
	Argv []string
	// Input is what it reads.
	Input []byte
	// Environ makes its environment, which holds no key.
	Environ func() []string
	// Limit is how long it may take.
	Limit time.Duration
	// Most is how much it may print, in bytes. Without it what it prints is not read.
	Most int
}

// Run runs a program to its end, and returns what it printed. The error is a part of a
// sentence that begins with the name of the program.
func (p Program) Run(ctx context.Context) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, p.Limit)
	defer cancel()
	out, said := &bounded{most: p.Most, full: cancel}, &bounded{most: maxSaid}
	mark := Inside + "=" + disk.Hex(12)
	cmd := exec.CommandContext(limited, expanded(p.Argv[0]), p.Argv[1:]...) // no shell reads the arguments
	env := append(p.Environ(), mark)
	cmd.Env = env
	cmd.Stdin, cmd.Stderr, cmd.WaitDelay = bytes.NewReader(p.Input), said, Farewell
	if p.Most > 0 {
		cmd.Stdout = out
	}
	group.Own(cmd)
	cmd.Cancel = func() error { return group.End(cmd) }
	err := cmd.Run()
	left := errors.Is(err, exec.ErrWaitDelay) // it ended, and left something running that holds its output
	if cmd.Process != nil && (left || limited.Err() != nil) {
		group.Kill(cmd)
		killMarked(mark)
	}
	name := p.Name()
	_, ended := errors.AsType[*exec.ExitError](err)
	switch {
	case out.over:
		return nil, fmt.Errorf("%s printed more than %s, so it was stopped", name, wording.Bytes(int64(p.Most)))
	case ctx.Err() != nil && err != nil:
		return nil, fmt.Errorf("%s was stopped with the program", name)
	case limited.Err() != nil && err != nil:
		return nil, fmt.Errorf("%s took more than %v, so it was stopped", name, p.Limit)
	case ended:
		return nil, fmt.Errorf("%s failed (%s)%s", name, cmd.ProcessState, said.words())
	case err == nil, left, cmd.ProcessState != nil && cmd.ProcessState.Success(): // it may not have read what it was told
		return out.data, nil
	}
	if at, is := errors.AsType[*exec.Error](err); is {
		err = at.Err
	}
	if at, is := errors.AsType[*fs.PathError](err); is {
		err = at.Err
	}
	return nil, fmt.Errorf("%s did not start: %s", name, clean.Scrub(clean.Line(err.Error())))
}

// Name is the program as it is told of.
func (p Program) Name() string { return clean.Line(filepath.Base(p.Argv[0])) }

// Check tells why no program can be made of the words of a setting.
func Check(argv []string) error {
	if len(argv) == 0 || strings.TrimSpace(argv[0]) == "" {
		return errors.New("the first word is the program, and it is empty")
	}
	for _, word := range argv {
		if clean.HasKey(word) {
			return errors.New("there is a key in it, and others could read it there")
		}
		if strings.ContainsRune(word, 0) {
			return errors.New("there is a character in it that no argument can have")
		}
	}
	return nil
}

// bounded keeps the first bytes of what is written to it.
type bounded struct {
	data []byte
	most int
	over bool
	full func() // called when more was written than is kept, if not nil
}

func (b *bounded) Write(p []byte) (int, error) {
	n := min(len(p), b.most-len(b.data))
	b.data = append(b.data, p[:n]...)
	if n < len(p) && !b.over {
		b.over = true
		if b.full != nil {
			b.full()
		}
	}
	return len(p), nil
}

// words are the first line of what was said, as they follow a sentence.
func (b *bounded) words() string {
	for line := range strings.Lines(clean.Text(string(b.data))) {
		if text := clean.Short(clean.Scrub(clean.Line(strings.TrimSpace(line))), shown); text != "" {
			return ": " + text
		}
	}
	return ""
}

// expanded is a program whose path may begin with ~.
func expanded(program string) string {
	rest, is := strings.CutPrefix(program, "~/")
	home, err := os.UserHomeDir()
	if !is || err != nil {
		return program
	}
	return filepath.Join(home, rest)
}
