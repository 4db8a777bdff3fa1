package e2e

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"imagine-tui/tui/picture/player/playertest"
)

// patience is how long anything may take before a test gives up on it. It
// says nothing about speed: on a busy machine, everything is slow.
const patience = 3 * time.Minute

func TestMain(m *testing.M) {
	playertest.Run()
	dir, err := os.MkdirTemp("", "imagine-tui-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	buildDir = dir
	// Whoever started the tests may ignore signals, as shells do for what runs in
	// the background, and so would what they start: a signal that is listened to is
	// back to normal in children.
	for _, s := range oftenIgnored {
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s)
		}
	}
	if err := overlap(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	status := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(status)
}

// overlap has twice as many tests at a time as there are processors, unless the
// person said how many: most of the time a test waits for a program to start, to
// draw or to end.
func overlap() error {
	flag.Parse()
	atATime := flag.Lookup("test.parallel")
	if most := runtime.GOMAXPROCS(0); atATime.Value.String() == strconv.Itoa(most) {
		return atATime.Value.Set(strconv.Itoa(2 * most))
	}
	return nil
}

var buildDir string

// build makes the program once a test run, with the race detector when the
// tests themselves have it.
var build = sync.OnceValues(func() (string, error) {
	path := filepath.Join(buildDir, "imagine-tui")
	args := []string{"build", "-buildvcs=false", "-o", path} // a checkout may belong to somebody else
	if raceDetector {
		args = append(args, "-race")
	}
	// It ends with the test run, which has its own time limit.
	cmd := exec.CommandContext(context.Background(), "go", append(args, whole)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("the program does not build: %w\n%s", err, out)
	}
	return path, nil
})

// program returns the path of the built program.
func program(tb testing.TB) string {
	tb.Helper()
	path, err := build()
	if err != nil {
		tb.Fatal(err)
	}
	return path
}

// home is one person's computer: folders of their own, an environment with
// nothing in it but what a terminal gives, and no way to a keyring.
type home struct {
	t    testing.TB
	root string
	vars map[string]string

	binary string // the program that is run, "" for the one of this tree
	races  string // where the race detector writes
}

func newHome(tb testing.TB) *home {
	tb.Helper()
	return homeAt(tb, tb.TempDir())
}

// homeAt is newHome in a folder that is there, whatever it holds.
func homeAt(tb testing.TB, root string) *home {
	tb.Helper()
	races, err := os.MkdirTemp(buildDir, "races-") //nolint:usetesting // a comma in a test's name would end the path for the detector
	if err != nil {
		tb.Fatal(err)
	}
	h := &home{t: tb, root: root, races: races}
	h.vars = map[string]string{
		"PATH":            os.Getenv("PATH"),
		"HOME":            h.path("home"),
		"XDG_CONFIG_HOME": h.path("config"),
		"XDG_STATE_HOME":  h.path("state"),
		"XDG_CACHE_HOME":  h.path("cache"),
		"TMPDIR":          h.path("tmp"),
		"TERM":            "xterm-256color",
		"COLORTERM":       "truecolor",
		"LANG":            "C.UTF-8",
		// An address nobody listens at: a keyring that is not there, at once.
		"DBUS_SESSION_BUS_ADDRESS": "unix:path=" + h.path("no-bus"),
		// Without the second that the detector else waits at each end of the program,
		// for what a program without it would not live to do.
		"GORACE": "exitcode=0 atexit_sleep_ms=0 log_path=" + filepath.Join(h.races, "log"),
	}
	tb.Cleanup(h.noRaces)
	for _, dir := range []string{"home", "tmp"} {
		if err := os.MkdirAll(h.path(dir), 0o700); err != nil {
			tb.Fatal(err)
		}
	}
	return h
}

// noRaces fails the test for what the race detector found in any run of the
// program. One race is not ours: at the end, Bubble Tea v2.1.1 closes its input
// reader (muesli/cancelreader v0.2.2) while the goroutine that reads from it
// may still look at its file descriptor.
func (h *home) noRaces() {
	logs, err := filepath.Glob(filepath.Join(h.races, "log*"))
	if err != nil {
		h.t.Fatal(err)
	}
	for _, path := range logs {
		data, err := os.ReadFile(path)
		if err != nil {
			h.t.Fatal(err)
		}
		for report := range strings.SplitSeq(string(data), "==================") {
			if strings.Contains(report, "DATA RACE") && !strings.Contains(report, "cancelreader") {
				h.t.Error(report)
			}
		}
	}
}

// path returns a place on the person's computer.
func (h *home) path(parts ...string) string {
	return filepath.Join(append([]string{h.root}, parts...)...)
}

// set gives the person's shell a variable.
func (h *home) set(name, value string) { h.vars[name] = value }

// write puts a file on the person's computer, readable by them only.
func (h *home) write(path, text string) {
	h.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
}

// configure writes the person's config.
func (h *home) configure(text string) { h.write(h.configPath(), text) }

func (h *home) configPath() string { return h.path("config", "imagine-tui", "config.toml") }

// environ is the environment programs are started with.
func (h *home) environ() []string {
	var env []string
	for name, value := range h.vars {
		env = append(env, name+"="+value)
	}
	return env
}

// command prepares a run of the program; cancelled contexts kill it.
func (h *home) command(ctx context.Context, args ...string) *exec.Cmd {
	h.t.Helper()
	path := h.binary
	if path == "" {
		path = program(h.t)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = h.environ()
	cmd.Dir = h.path("home")
	return cmd
}

// result is what a command line run left behind.
type result struct {
	args   []string
	stdout string
	stderr string
	status int
}

// run runs the program to its end with nothing on standard input.
func (h *home) run(args ...string) result {
	h.t.Helper()
	return h.runWith("", args...)
}

// runWith runs the program to its end with text on standard input.
func (h *home) runWith(stdin string, args ...string) result {
	h.t.Helper()
	// Not t.Context(): that one ends before cleanups may still run commands.
	ctx, cancel := context.WithTimeout(context.Background(), 5*patience)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := h.command(ctx, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		h.t.Fatalf("imagine-tui %q: %v", args, err)
	} else if ok && exit.ExitCode() < 0 {
		h.t.Fatalf("imagine-tui %q was killed: %v\n%s", args, err, stderr.String())
	}
	r := result{args: args, stdout: stdout.String(), stderr: stderr.String(), status: cmd.ProcessState.ExitCode()}
	h.noAccident(r)
	return r
}

// noAccident fails the test for what must never happen, whatever was asked.
func (h *home) noAccident(r result) {
	h.t.Helper()
	for _, sign := range []string{"panic:", "goroutine 1 [", "DATA RACE", " crashed. What was sent"} {
		if strings.Contains(r.stdout+r.stderr, sign) {
			h.t.Fatalf("imagine-tui %q:\n%s%s", r.args, r.stdout, r.stderr)
		}
	}
}

// want fails the test unless the run ended with the status and said the words
// on standard error.
func (r result) want(tb testing.TB, status int, words ...string) result {
	tb.Helper()
	if r.status != status {
		tb.Errorf("imagine-tui %.200q: exit status %d, want %d\nstdout: %.2000s\nstderr: %.2000s", r.args, r.status, status, r.stdout, r.stderr)
	}
	for _, w := range words {
		if !strings.Contains(r.stderr, w) {
			tb.Errorf("imagine-tui %.200q: %q is not in\n%.2000s", r.args, w, r.stderr)
		}
	}
	return r
}

// files lists all regular files under a folder of the person, sorted, but for
// those by which processes keep out of each other's way.
func (h *home) files(dir string) []string {
	h.t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && entry.Name() == ".claims" {
			return fs.SkipDir
		}
		if err == nil && entry.Type().IsRegular() {
			found = append(found, path)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return found
}

// repository returns the root of the source tree.
func repository(tb testing.TB) string {
	tb.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		tb.Fatal(err)
	}
	return root
}

// rogueKey is the secret of the key "work" that rogue servers are asked with.
const rogueKey = "vk-test-work-CANARY-0000112233"

// keyFor configures the key "work" for an address.
func (h *home) keyFor(base string, more ...string) {
	h.t.Helper()
	h.set("IMAGINE_WORK_KEY", rogueKey)
	h.configureMore("[[key]]\nname = \"work\"\nsource = \"env:IMAGINE_WORK_KEY\"\nbase_url = \"" + base + "\"\n" + strings.Join(more, "\n") + "\n")
}
