package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"

	"imagine-tui/tui/app"
	"imagine-tui/tui/cli"
	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/help"
)

// shell runs scripts in this process: the program is the one under test, and of
// others there are only those below.
type shell struct {
	t   *testing.T
	env app.Environment
}

// run runs a script in the folder the process is in, and returns what it printed
// and said, and its exit status.
func (s shell) run(script string) (out, said string, status int) {
	s.t.Helper()
	file, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(script), "")
	if err != nil {
		s.t.Fatalf("%v in\n%s", err, script)
	}
	var vars []string
	for name, value := range s.env {
		vars = append(vars, name+"="+value)
	}
	var stdout, stderr bytes.Buffer
	runner, err := interp.New(
		interp.StdIO(strings.NewReader(""), &stdout, &stderr), interp.Env(expand.ListEnviron(vars...)),
		interp.ExecHandlers(func(interp.ExecHandlerFunc) interp.ExecHandlerFunc { return s.exec }),
	)
	if err != nil {
		s.t.Fatal(err)
	}
	err = runner.Run(s.t.Context(), file)
	var code interp.ExitStatus
	if err != nil && !errors.As(err, &code) {
		s.t.Fatalf("%v in\n%s", err, script)
	}
	return stdout.String(), stderr.String(), int(code)
}

// exec is a program that a script calls.
func (s shell) exec(ctx context.Context, args []string) error {
	h := interp.HandlerCtx(ctx)
	switch args[0] {
	case "imagine-tui":
		if err := ctx.Err(); err != nil {
			return err
		}
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		out := h.Stdout
		if args[1] == "sandbox" {
			out = ending{out, cancel} // it serves until it is ended
		}
		c := &console.Console{In: h.Stdin, Out: out, Err: h.Stderr}
		if c.In == nil {
			c.In = strings.NewReader("")
		}
		return status(cli.Run(ctx, c, s.env, args[1:]))
	case "jq":
		return filter(h.Stdin, h.Stdout, args[len(args)-1])
	case "pass", "fortune":
		fmt.Fprintln(h.Stdout, map[string]string{"pass": "vk-test-0123456789", "fortune": "a lucky day"}[args[0]])
		return nil
	case "imv":
		_, err := io.Copy(io.Discard, h.Stdin)
		return err
	case "xargs": // -d '\n' PROGRAM ARGUMENT…
		lines, err := io.ReadAll(h.Stdin)
		if err != nil {
			return err
		}
		return s.exec(ctx, append(args[3:], strings.Split(strings.TrimSpace(string(lines)), "\n")...))
	}
	fmt.Fprintf(h.Stderr, "%s: there is no such program here\n", args[0])
	return interp.ExitStatus(127)
}

// status is an exit status as the shell takes it.
func status(n int) error {
	if n == 0 {
		return nil
	}
	return interp.ExitStatus(n)
}

// ending ends the program once it has printed.
type ending struct {
	io.Writer
	end func()
}

func (e ending) Write(p []byte) (int, error) {
	defer e.end()
	return e.Writer.Write(p)
}

// filter is as much of jq as the pages use.
func filter(in io.Reader, out io.Writer, what string) error {
	for events := json.NewDecoder(in); ; {
		var e struct{ Event, Path string }
		err := events.Decode(&e)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case what == ".path", what == `select(.event == "saved").path` && e.Event == "saved":
			fmt.Fprintln(out, e.Path)
		case what != `select(.event == "saved").path`:
			return fmt.Errorf("this jq does not know %s", what)
		}
	}
}

// scripts are what stands indented below each numbered line of the topic.
func scripts(t *testing.T) []string {
	t.Helper()
	text, err := help.Topic("scripting")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, part := range regexp.MustCompile(`(?m)^\d+\. `).Split(text, -1)[1:] {
		var script strings.Builder
		for line := range strings.Lines(part) {
			if code, is := strings.CutPrefix(line, "    "); is {
				script.WriteString(code)
			}
		}
		list = append(list, script.String())
	}
	return list
}

// TestScripts runs the scripts of the topic, one after the other as somebody would
// who reads it.
func TestScripts(t *testing.T) {
	d := clitest.New(t)
	t.Chdir(t.TempDir())
	s := shell{t, d.Env}
	list := scripts(t)
	prints := []string{
		`^fox\.jpg\nfox\.jpg\n$`, `^20 tokens\n$`, `a-lighthouse-at-dusk.*\.jpg\n$`, `^$`, `^boat-[12]\.jpg\nboat-[12]\.jpg\n$`, `^everything is saved\n$`,
		`^[^\n]+\ta paper boat\t[^\n]+\.jpg\n$`, `^[^\n]+\.png\n$|^[^\n]+\.jpg\n$`, `picture-[0-9a-f]{8}\.jpg\n[^\n]*shared\.html\n$`, `trash`,
	}
	if len(list) != len(prints) {
		t.Fatalf("%d scripts", len(list))
	}
	began := time.Now()
	for i, script := range list {
		out, said, status := s.run(script)
		if time.Now().YearDay() != began.YearDay() {
			t.Skip("a day began meanwhile, and a script asks for today's")
		}
		out = strings.ReplaceAll(out, dir(t)+string(filepath.Separator), "")
		if status != 0 || !regexp.MustCompile(prints[i]).MatchString(out) {
			t.Errorf("script %d ended with %d, printed\n%s\nsaid\n%s\nscript\n%s", i+1, status, out, said, script)
		}
	}
	for _, name := range []string{"fox.jpg", "harbour.jpg", "boat-1.jpg", "boat-2.jpg", "shared.html", "spent.csv"} {
		if info, err := os.Stat(name); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// dir is the folder the process is in.
func dir(t *testing.T) string {
	t.Helper()
	at, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return at
}
