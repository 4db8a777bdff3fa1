//go:build unix

package extension_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/extension"
)

// program writes a program, and returns the folder it lies in.
func program(t *testing.T, name, script string) string {
	t.Helper()
	folder := t.TempDir()
	syscall.ForkLock.RLock() // a child of another test would have it open for writing when it is run
	defer syscall.ForkLock.RUnlock()
	if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	return folder
}

// A word that is no command is a program of the PATH, with its arguments, its input,
// its output and its exit status.
func TestExtension(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	d.Env["PATH"] = program(t, "imagine-tui-count", `echo "got $*"; cat; echo said >&2; exit 7`)
	d.Input = "from standard input"
	printed, said := d.Run(7, "count", "--json", "a b", "-k")
	if printed != "got --json a b -k\nfrom standard input" || said != "said\n" {
		t.Errorf("%q, %q", printed, said)
	}
	for _, args := range [][]string{{"cuont"}, {"../count"}, {"count.sh"}, {"Count"}, {"--quiet", "count"}} {
		if _, said := d.Run(2, args...); strings.Contains(said, "said\n") {
			t.Errorf("%q ran it", args)
		}
	}
}

// A command of the program is never a program of somebody else, and none lies where
// the person happens to be.
func TestOwnCommandsComeFirst(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, name := range []string{"version", "help", "completion", "__complete"} {
		if err := os.WriteFile(filepath.Join(folder, "imagine-tui-"+name), []byte("#!/bin/sh\necho theirs\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	d := clitest.New(t)
	d.Env["PATH"] = folder
	for _, args := range [][]string{{"version"}, {"help"}, {"completion", "bash"}, {"__complete", "ver"}} {
		if printed, said := d.Run(0, args...); strings.Contains(printed+said, "theirs") {
			t.Errorf("%q is theirs", args)
		}
	}
	if _, found := extension.Find("."+string(filepath.ListSeparator)+"", "version"); found {
		t.Error("found where one happens to be")
	}
	if _, found := extension.Find(folder, "version"); !found {
		t.Error("not found")
	}
	plain := filepath.Join(folder, "imagine-tui-plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, found := extension.Find(folder, "plain"); found {
		t.Error("what cannot be run was found")
	}
}

// It sees no key, and is not called over and over.
func TestNoKeyAndNoEnd(t *testing.T) {
	t.Parallel()
	path := filepath.Join(program(t, "imagine-tui-env", "env"), "imagine-tui-env")
	var out bytes.Buffer
	environ := []string{"IMAGINE_API_KEY=odd", "WORK=vk-test-0000111122223333", "PATH=" + os.Getenv("PATH"), "NAME=value"}
	if err := extension.Run(t.Context(), path, nil, environ, extension.Streams{Out: &out}); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); strings.Contains(got, "vk-test") || strings.Contains(got, "odd") || !strings.Contains(got, "NAME=value") || !strings.Contains(got, extension.Depth+"=1\n") {
		t.Errorf("%s", got)
	}
	err := extension.Run(t.Context(), path, nil, append(environ, extension.Depth+"=8"), extension.Streams{})
	if err == nil || !strings.Contains(err.Error(), "over and over") {
		t.Errorf("%v", err)
	}
}

// One ends when it is told to, and one that cannot start says why.
func TestStop(t *testing.T) {
	t.Parallel()
	ready, ctx := make(chan struct{}), context.Background()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	path := filepath.Join(program(t, "imagine-tui-wait", "echo ready\nexec sleep 1000"), "imagine-tui-wait")
	out := &signalled{word: "ready", heard: ready}
	ended := make(chan error, 1)
	go func() {
		ended <- extension.Run(ctx, path, nil, []string{"PATH=" + os.Getenv("PATH")}, extension.Streams{Out: out})
	}()
	select {
	case <-ready:
	case err := <-ended:
		t.Fatalf("it ended before it was told to: %v", err)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	bad := filepath.Join(program(t, "imagine-tui-bad", ""), "imagine-tui-bad")
	if err := os.WriteFile(bad, []byte("#!/no/such/shell\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := extension.Run(t.Context(), bad, nil, nil, extension.Streams{}); err == nil || !strings.Contains(err.Error(), "did not start") {
		t.Errorf("%v", err)
	}
	status, _ := exit.Of(extension.Run(t.Context(), filepath.Join(program(t, "imagine-tui-no", "kill -9 $$"), "imagine-tui-no"), nil, nil, extension.Streams{}))
	if status != exit.Failed {
		t.Errorf("killed, and ends with %d", status)
	}
}

// signalled is output that tells when a word came.
type signalled struct {
	text  bytes.Buffer
	word  string
	heard chan struct{}
}

func (s *signalled) Write(p []byte) (int, error) {
	n, err := s.text.Write(p)
	if s.heard != nil && strings.Contains(s.text.String(), s.word) {
		close(s.heard)
		s.heard = nil
	}
	return n, err
}
