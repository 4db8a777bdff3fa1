package key

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/group"
)

const (
	// commandLimit is how long a helper may take: a person may have to unlock
	// something first.
	commandLimit = 30 * time.Second
	// commandDelay is how long its output may stay open once it has ended.
	commandDelay = 2 * time.Second
	// maxOutput bounds what is read from a helper, in bytes.
	maxOutput = 4 << 10
)

// runCommand starts a helper without a shell and takes the first line of its
// standard output for the secret.
func (s *Store) runCommand(ctx context.Context, argv []string) (Secret, error) {
	if err := checkCommand(argv); err != nil {
		return Secret{}, err
	}
	return s.run(ctx, argv)
}

// run is runCommand for arguments that were checked.
func (s *Store) run(ctx context.Context, argv []string) (Secret, error) {
	limited, cancel := context.WithTimeout(ctx, s.limits.command)
	defer cancel()
	out := &boundedBuffer{full: cancel}
	complaint := &boundedBuffer{}
	cmd := exec.CommandContext(limited, expandHome(argv[0]), argv[1:]...) //nolint:gosec // the person names the program, and no shell reads the arguments
	cmd.Env = s.CleanEnviron(os.Environ())
	cmd.Stdout, cmd.Stderr = out, complaint
	cmd.WaitDelay = s.limits.delay
	group.Own(cmd)
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) {
		// It ended, and left something running that holds its output.
		group.Kill(cmd)
		err = nil
	}
	first, _, _ := bytes.Cut(out.data, []byte("\n"))
	program := clean.Line(filepath.Base(argv[0]))
	var exit *exec.ExitError
	switch {
	case out.overflow:
		return Secret{}, fmt.Errorf("the command %s printed more than %d KiB: it must print only the key, on the first line", program, maxOutput>>10)
	case ctx.Err() != nil:
		return Secret{}, ctx.Err()
	case limited.Err() != nil:
		return Secret{}, fmt.Errorf("the command %s did not finish within %v and was stopped. If it asks for a password, unlock it in a terminal first", program, s.limits.command)
	case errors.As(err, &exit):
		return Secret{}, fmt.Errorf("the command %s failed (%s)%s", program, exit.ProcessState, said(complaint.data, first))
	case err != nil:
		return Secret{}, fmt.Errorf("the command %s did not start: %s", program, startReason(err))
	}
	secret, err := NewSecret(string(first))
	if err != nil {
		return Secret{}, fmt.Errorf("the first line printed by the command %s is not usable: %w", program, err)
	}
	return secret, nil
}

// said is what a helper wrote to standard error, fit to be shown: on one
// line, without keys, without what it had printed as the key.
func said(complaint, printed []byte) string {
	value := string(bytes.TrimSpace(printed))
	if len(value) < tailLen*2 { // too short to be a key, and in every word
		value = ""
	}
	text := clean.Short(withoutValue(string(complaint), value), maxMessage)
	if text == "" {
		return ""
	}
	return ": " + text
}

// startReason is the cause alone: the error of exec repeats the program.
func startReason(err error) string {
	var execErr *exec.Error
	var pathErr *os.PathError
	switch {
	case errors.As(err, &execErr):
		err = execErr.Err
	case errors.As(err, &pathErr):
		err = pathErr.Err
	}
	return withoutValue(err.Error(), "")
}

// boundedBuffer keeps the first maxOutput bytes and drops the rest.
type boundedBuffer struct {
	data     []byte
	overflow bool
	full     func() // called when bytes were dropped, if not nil
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	n := min(len(p), maxOutput-len(b.data))
	b.data = append(b.data, p[:n]...)
	if n < len(p) && !b.overflow {
		b.overflow = true
		if b.full != nil {
			b.full()
		}
	}
	return len(p), nil
}
