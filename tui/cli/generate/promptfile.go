package generate

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/pattern"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/textfile"
	"imagine-tui/api/wording"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
)

// Limits of a file of prompts: no prompt comes near the first, and no plan holds
// what a larger file than the second does. What lies beyond is no such file. What is
// only counted may have more.
const (
	maxPromptBytes  = 1 << 20
	maxFileBytes    = 64 << 20
	maxCountedBytes = 512 << 20
)

// jsonRE is how an object in JSON begins.
var jsonRE = pattern.Of(`^\s*\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*$)`)

// readPromptFile reads the file of prompts, or whatever else hands them over: the
// end of a pipe may be long in coming, so it ends when ctx does.
func (o *Options) readPromptFile(ctx context.Context) ([]prompt, error) {
	file := promptFile{name: fileName(o.From), literal: o.Literal, most: plan.MaxRuns, bytes: maxFileBytes}
	if o.DryRun {
		file.most, file.bytes = math.MaxInt, maxCountedBytes
	}
	if o.From == "-" {
		if console.IsTerminal(o.Console.In) {
			o.Console.Say("Write prompts, one per line; end with ctrl+d on an empty line.")
		}
		return console.Read(ctx, func() ([]prompt, error) { return file.read(o.Console.In) })
	}
	return console.Read(ctx, func() ([]prompt, error) {
		in, err := os.Open(o.From)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be read: %s", file.name, app.Reason(err))
		}
		defer func() { _ = in.Close() }() // it was only read
		if info, err := in.Stat(); err == nil && info.Size() > file.bytes {
			return nil, file.tooLarge(info.Size())
		}
		return file.read(in)
	})
}

// promptFile is a file of prompts, one a line.
type promptFile struct {
	name    string
	literal bool
	most    int   // prompts, of which each is sent
	bytes   int64 // of the file
	line    int
}

// read returns the prompts. Blank lines and lines that start with "# " are
// skipped. It reads no further than the first thing that is wrong.
func (f *promptFile) read(r io.Reader) ([]prompt, error) {
	limited := &io.LimitedReader{R: r, N: f.bytes + 1}
	lines := bufio.NewScanner(textfile.NewReader(limited))
	lines.Buffer(nil, maxPromptBytes)
	var prompts []prompt
	for lines.Scan() {
		f.line++
		text := lines.Text()
		switch {
		case strings.TrimSpace(text) == "" || strings.HasPrefix(text, "# "):
			continue
		case !f.literal && jsonRE.Regexp().MatchString(text):
			return nil, fmt.Errorf("%s: that is an object in JSON, and prompts are expected one a line: --plan sends the lines of a plan; write the words alone, or --literal to send it as it is", f.place())
		case len(prompts) == f.most:
			return nil, fmt.Errorf("%s: that is more than %s prompts at once: %s plan writes them to a file, of any length, and --plan sends it", f.place(), wording.Thousands(plan.MaxRuns), app.Name)
		}
		prompts = append(prompts, prompt{text, f.name, f.line})
	}
	if limited.N == 0 {
		return nil, f.tooLarge(0)
	}
	return prompts, f.wrong(lines.Err())
}

// place says which line was read.
func (f *promptFile) place() string { return prompt{file: f.name, line: f.line}.place() }

// tooLarge refuses a file that holds more than prompts. Its size is 0 where it was
// read until there was too much.
func (f *promptFile) tooLarge(size int64) error {
	most := f.bytes >> 20
	if size > 0 {
		return fmt.Errorf("%s has %d MB: a prompt file can have at most %d MB, split it", f.name, size>>20, most)
	}
	return fmt.Errorf("%s is larger than the limit of %d MB for prompt files, reached in line %d: split it", f.name, most, f.line)
}

// wrong says what kept a file from being read to its end.
func (f *promptFile) wrong(err error) error {
	var odd *textfile.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, bufio.ErrTooLong):
		return fmt.Errorf("%s has a line of more than %d KiB, line %d: prompts are expected one per line", f.name, maxPromptBytes>>10, f.line+1)
	case errors.As(err, &odd):
		return fmt.Errorf("%s, %w", f.name, odd)
	}
	return fmt.Errorf("%s cannot be read: %s", f.name, app.Reason(err))
}

func fileName(from string) string {
	if from == "-" {
		return "standard input"
	}
	return clean.Line(from)
}
