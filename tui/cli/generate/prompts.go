package generate

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
)

// maxPromptBytes bounds one line of prompts: no prompt comes near it, and a
// file without line breaks is not a file of prompts.
const maxPromptBytes = 1 << 20

// maxPromptsBytes bounds all of them: what writes prompts may never stop.
const maxPromptsBytes = 64 << 20

var errPastedKey = errors.New("that prompt holds what looks like an API key, so nothing was sent. Take it out; keys are added with: " + app.Name + " keys add NAME")

// readPrompts returns the prompt of the command line and those of the file
// (or standard input), cleaned.
func (o *Options) readPrompts(ctx context.Context, args []string) ([]string, error) {
	prompts := args
	if o.From != "" {
		lines, err := o.readPromptFile(ctx)
		if err != nil {
			return nil, err
		}
		prompts = append(prompts, lines...)
		if len(prompts) == 0 {
			return nil, fmt.Errorf("%s holds no prompts", fileName(o.From))
		}
	}
	if len(prompts) == 0 {
		return nil, errors.New("write a prompt first: " + app.Name + ` generate "a lighthouse at dusk", or --from FILE`)
	}
	changed := 0
	for i, p := range prompts {
		prompts[i] = strings.TrimSpace(clean.Text(p))
		if prompts[i] != strings.TrimSpace(p) {
			changed++
		}
		switch {
		case prompts[i] == "":
			return nil, errors.New("write a prompt first: this one is empty")
		case clean.HasKey(prompts[i]):
			return nil, errPastedKey
		}
	}
	if changed > 0 {
		o.Console.Say("Took control characters out of %s.", wording.Count(changed, "prompt"))
	}
	return prompts, nil
}

// readPromptFile reads a file of prompts, or whatever else hands them over: the
// end of a pipe may be long in coming, so it ends when ctx does.
func (o *Options) readPromptFile(ctx context.Context) ([]string, error) {
	from := o.From
	if from == "-" {
		if console.IsTerminal(o.Console.In) {
			o.Console.Say("Write prompts, one a line; ctrl+d on an empty line ends.")
		}
		return console.Read(ctx, func() ([]string, error) { return splitPrompts(from, o.Console.In) })
	}
	return console.Read(ctx, func() ([]string, error) {
		file, err := os.Open(from)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be read: %s", clean.Line(from), app.Reason(err))
		}
		defer func() { _ = file.Close() }() // it was only read
		return splitPrompts(from, file)
	})
}

// splitPrompts reads prompts, one a line. Blank lines and lines that start
// with "# " are skipped.
func splitPrompts(name string, r io.Reader) ([]string, error) {
	var prompts []string
	all := &io.LimitedReader{R: r, N: maxPromptsBytes + 1}
	lines := bufio.NewScanner(all)
	lines.Buffer(nil, maxPromptBytes)
	for lines.Scan() {
		line := strings.TrimPrefix(lines.Text(), "\ufeff")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		prompts = append(prompts, line)
	}
	if all.N == 0 {
		return nil, fmt.Errorf("%s holds more than %d MB of prompts: nothing was sent; hand over fewer", fileName(name), maxPromptsBytes>>20)
	}
	if err := lines.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			return nil, fmt.Errorf("%s has a line of more than %d KiB: prompts are expected one a line", fileName(name), maxPromptBytes>>10)
		}
		return nil, fmt.Errorf("%s cannot be read: %s", fileName(name), app.Reason(err))
	}
	return prompts, nil
}

func fileName(from string) string {
	if from == "-" {
		return "standard input"
	}
	return clean.Line(from)
}
