// Package clitest runs the command line inside a test: no process is started,
// no terminal is needed.
package clitest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli"
	"imagine-tui/tui/cli/console"
)

// Desk is the program with places of its own, run in this process.
type Desk struct {
	// Folder is that of the results, Paths are those in it.
	Folder  string
	Paths   []string
	Library *history.Library
	Env     app.Environment
	// Input is what stands on standard input.
	Input string

	t *testing.T
}

// New returns a desk with nothing on it.
func New(t *testing.T) *Desk {
	t.Helper()
	dir := t.TempDir()
	d := &Desk{t: t, Folder: filepath.Join(dir, "pictures"), Env: app.Environment{
		"HOME": dir, "XDG_CONFIG_HOME": filepath.Join(dir, "config"), "XDG_STATE_HOME": filepath.Join(dir, "state"),
		"IMAGINE_CONFIG": filepath.Join(dir, "config.toml"),
	}}
	d.Configure("")
	var err error
	d.Library, err = history.Open(history.Options{Folder: d.Folder, StateDir: d.State()})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// State is the folder in which the program keeps its state.
func (d *Desk) State() string { return filepath.Join(d.Env["XDG_STATE_HOME"], app.Name) }

// Configure writes the config: where the results are, and more.
func (d *Desk) Configure(more string) {
	d.t.Helper()
	config := fmt.Sprintf("[library]\nfolder = %q\n%s", d.Folder, more)
	if err := os.WriteFile(d.Env["IMAGINE_CONFIG"], []byte(config), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// Harbour returns a desk with four pictures on it, made by generate with the
// sandbox: dawn and dusk, two seeds each, the first picked, the last rejected.
func Harbour(t *testing.T) *Desk {
	t.Helper()
	d := New(t)
	_, said := d.Run(0, "generate", "a harbour at {dawn|dusk}", "-k", "sandbox", "-s", "anime", "--seed", "1-2", "--yes", "-j", "1")
	found := make(map[string]string)
	if err := d.Library.Load(t.Context(), 0, func(e history.Entry) bool {
		found[fmt.Sprint(e.Sidecar.Request.Prompt, e.Sidecar.Request.Seed)] = e.Path
		return true
	}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a harbour at dawn1", "a harbour at dawn2", "a harbour at dusk1", "a harbour at dusk2"} {
		if found[name] == "" {
			t.Fatalf("%s is missing: %s", name, said)
		}
		d.Paths = append(d.Paths, found[name])
	}
	d.Change(d.Paths[0], func(s *history.Sidecar) { s.Picked = true })
	d.Change(d.Paths[3], func(s *history.Sidecar) { s.Rejected = true })
	return d
}

// Change changes what is said of a picture.
func (d *Desk) Change(path string, change func(*history.Sidecar)) {
	d.t.Helper()
	if err := d.Library.Update(path, change); err != nil {
		d.t.Fatal(err)
	}
}

// Run calls the program, checks its exit status and returns what it printed
// and what it said.
func (d *Desk) Run(status int, args ...string) (out, said string) {
	d.t.Helper()
	var stdout, stderr bytes.Buffer
	c := &console.Console{In: strings.NewReader(d.Input), Out: &stdout, Err: &stderr}
	if got := cli.Run(d.t.Context(), c, d.Env, args); got != status {
		d.t.Errorf("%q ended with %d, not %d: %s", args, got, status, stderr.String())
	}
	return stdout.String(), stderr.String()
}

// Contains wants all of the words in a text.
func Contains(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
}
