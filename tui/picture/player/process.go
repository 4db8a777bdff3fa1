package player

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"imagine-tui/api/clean"
)

// process is the program at work.
type process struct {
	cmd  *exec.Cmd
	out  *bufio.Reader
	said *tail
}

// goneAfter is how long a program that was ended may keep its pipes open.
const goneAfter = time.Second

// begin starts the program.
func begin(ctx context.Context, o Options) (*process, error) {
	cmd := exec.CommandContext(ctx, o.Program, o.arguments()...) // #nosec G204 -- the program that Find found, no shell
	env := o.Env
	if env == nil {
		env = []string{} // without one it would get all of ours
	}
	cmd.Env = env
	cmd.WaitDelay = goneAfter
	p := &process{cmd: cmd, said: new(tail)}
	cmd.Stderr = p.said
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, cannot("%s did not start: %w", Program, err)
	}
	alone(cmd)
	kill := cmd.Cancel
	cmd.Cancel = func() error {
		err := kill()
		_ = out.Close() // whoever else has the other end: nobody reads on
		return err
	}
	if err := cmd.Start(); err != nil {
		return nil, cannot("%s did not start: %w", Program, err)
	}
	p.out = bufio.NewReaderSize(out, 64<<10)
	return p, nil
}

// cannot is why a video cannot be played.
func cannot(format string, args ...any) error {
	return fmt.Errorf("the video cannot be played: "+format, args...)
}

// errNonsense says that what came is no frame.
var errNonsense = errors.New(Program + " printed something that is not a frame")

// frame reads a frame of a size.
func (p *process) frame(into []byte, w, h int) error {
	if _, err := p.out.Peek(1); err != nil {
		return err // io.EOF: it ended between frames
	}
	want := fmt.Sprintf("P6\n%d %d\n255\n", w, h)
	head := make([]byte, len(want))
	if n, err := io.ReadFull(p.out, head); string(head[:n]) != want[:n] {
		return errNonsense
	} else if err != nil {
		return err
	}
	if _, err := io.ReadFull(p.out, into); err != nil {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// end sees the program out and tells why there are no more frames: io.EOF where
// the film is over.
func (p *process) end(ctx context.Context, why error) error {
	given := ctx.Err()
	if !errors.Is(why, io.EOF) && !errors.Is(why, io.ErrUnexpectedEOF) {
		_ = p.cmd.Cancel() // it goes on otherwise
	}
	err := p.cmd.Wait()
	words := p.said.last()
	switch {
	case given != nil:
		return given
	case errors.Is(why, errNonsense):
		return cannot("%w", why)
	case words != "" && (err != nil || errors.Is(why, io.ErrUnexpectedEOF)):
		return cannot("%s says: %s", Program, words)
	case err != nil:
		return cannot("%s failed: %w", Program, err)
	case errors.Is(why, io.ErrUnexpectedEOF):
		return cannot("%s ended in the middle of a frame", Program)
	case errors.Is(why, io.EOF):
		return io.EOF
	}
	return cannot("%w", why)
}

// tail keeps the end of what the program says of its troubles.
type tail struct {
	mu sync.Mutex
	b  []byte
}

// mostSaid is how much of it is kept.
const mostSaid = 2 << 10

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, p...)
	if n := len(t.b) - mostSaid; n > 0 {
		t.b = append(t.b[:0], t.b[n:]...)
	}
	return len(p), nil
}

// last is the last line it said, clean.
func (t *tail) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := strings.Split(strings.TrimSpace(string(t.b)), "\n")
	line := clean.Line(lines[len(lines)-1])
	if _, words, is := strings.Cut(line, "] "); is && strings.HasPrefix(line, "[") {
		line = words // which part of the program says it
	}
	const most = 200
	if runes := []rune(line); len(runes) > most {
		line = string(runes[:most])
	}
	return strings.TrimSuffix(line, ".")
}
