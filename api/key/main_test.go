package key

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// canary is a key that must never be seen outside keys.toml.
const canary = "vk-test-CANARY0123456789wxyz"

// canaryTail is what may be seen of it.
const canaryTail = "…wxyz"

// helpers are what the test binary does when it is started as another program.
var helpers = map[string]func(args []string) int{
	"helper-print": func(args []string) int { fmt.Print(args[0]); return 0 },
	"helper-fail": func([]string) int {
		fmt.Fprintf(os.Stderr, "\x1b[31mno entry\x1b[0m for %s\nsecond line\n", canary)
		return 1
	},
	"helper-echo-fail": func(args []string) int {
		fmt.Println(args[0])
		fmt.Fprintln(os.Stderr, "debug: got "+args[0])
		return 3
	},
	"helper-flood": func([]string) int {
		for line := strings.Repeat("x", 1023) + "\n"; ; {
			if _, err := os.Stdout.WriteString(line); err != nil {
				return 1
			}
		}
	},
	"helper-env": func(args []string) int {
		for _, name := range args {
			if _, found := os.LookupEnv(name); found {
				fmt.Fprintln(os.Stderr, name+" was inherited")
				return 1
			}
		}
		fmt.Println(canary)
		return 0
	},
	"helper-connect": func(args []string) int { hold(args[0], nil); return 0 },
	"helper-hang": func(args []string) int {
		startChild("helper-connect", args[0], nil)
		hold(args[0], nil)
		return 0
	},
	"helper-leave": func(args []string) int {
		connected, tell, err := os.Pipe()
		if err != nil {
			return 2
		}
		startChild("helper-tell", args[0], tell)
		_, _ = connected.Read(make([]byte, 1))
		fmt.Println(canary)
		return 0
	},
	"helper-tell": func(args []string) int {
		hold(args[0], os.NewFile(3, "tell"))
		return 0
	},
	"helper-panic": func(args []string) int { panicWith(args[0]); return 0 },
	"helper-save":  func(args []string) int { saveForever(args[0]); return 0 },
	"helper-add":   func(args []string) int { return addSome(args[0], args[1]) },
}

func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		if helper, ok := helpers[os.Args[1]]; ok {
			os.Exit(helper(os.Args[2:]))
		}
	}
	// The race detector lets each process linger when it ends; many are
	// started here.
	_ = os.Setenv("GORACE", "atexit_sleep_ms=0")
	goleak.VerifyTestMain(m)
}

// hold connects to addr and stays until it is killed: whoever listens sees
// the connection end then. connected is told when that is done.
func hold(addr string, connected *os.File) {
	conn, err := new(net.Dialer).DialContext(context.Background(), "tcp", addr)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	_, _ = conn.Write([]byte{1})
	if connected != nil {
		_, _ = connected.Write([]byte{1})
		_ = connected.Close()
	}
	_, _ = conn.Read(make([]byte, 1))
}

// startChild starts the test binary again, with this process's output and a
// file more.
func startChild(helper, addr string, file *os.File) {
	cmd := exec.CommandContext(context.Background(), os.Args[0], helper, addr)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if file != nil {
		cmd.ExtraFiles = []*os.File{file}
	}
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// fakeKeyring is a keyring in memory. With a gate, every call waits for it.
type fakeKeyring struct {
	entries map[string]string
	broken  error
	gate    chan struct{}
	calls   int
}

func (f *fakeKeyring) wait() error {
	f.calls++
	if f.gate != nil {
		<-f.gate
	}
	return f.broken
}

func (f *fakeKeyring) Get(service, account string) (string, error) {
	if err := f.wait(); err != nil {
		return "", err
	}
	secret, ok := f.entries[service+"/"+account]
	if !ok {
		return "", ErrNotInKeyring
	}
	return secret, nil
}

func (f *fakeKeyring) Set(service, account, secret string) error {
	if err := f.wait(); err != nil {
		return err
	}
	if f.entries == nil {
		f.entries = map[string]string{}
	}
	f.entries[service+"/"+account] = secret
	return nil
}

func (f *fakeKeyring) Delete(service, account string) error {
	if err := f.wait(); err != nil {
		return err
	}
	if _, ok := f.entries[service+"/"+account]; !ok {
		return ErrNotInKeyring
	}
	delete(f.entries, service+"/"+account)
	return nil
}

// place is a pair of folders and what is put into the options beside them.
type place struct {
	config, state string
	env           map[string]string
	keyring       Keyring
	configured    []Config
}

func newPlace(t *testing.T) *place {
	t.Helper()
	dir := t.TempDir()
	return &place{
		config: filepath.Join(dir, "config"), state: filepath.Join(dir, "state"),
		env: map[string]string{}, keyring: &fakeKeyring{},
	}
}

func (p *place) options() Options {
	return Options{
		ConfigDir: p.config, StateDir: p.state, Configured: p.configured, Keyring: p.keyring,
		Environ: func(name string) (string, bool) { value, ok := p.env[name]; return value, ok },
	}
}

func (p *place) open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(p.options())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// keysFile writes keys.toml with a mode of its own.
func (p *place) keysFile(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(p.config, keysName)
	if err := os.MkdirAll(p.config, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func mustSecret(tb testing.TB, raw string) Secret {
	tb.Helper()
	s, err := NewSecret(raw)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// value reads a secret the way a request does.
func value(tb testing.TB, s Secret) string {
	tb.Helper()
	var out string
	if err := s.Copy(func(v string) error { out = v; return nil }); err != nil {
		tb.Fatal(err)
	}
	return out
}

// refused checks that err says each of the words and not the canary.
func refused(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	noCanary(t, err.Error(), fmt.Sprintf("%+v %#v", err, err))
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("error does not say %q: %v", word, err)
		}
	}
}

func noCanary(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(text, canary) || strings.Contains(text, canary[8:24]) {
			t.Errorf("the key is in: %q", text)
		}
	}
}

// noCanaryFiles looks through every file below the folders but keys.toml.
func noCanaryFiles(t *testing.T, dirs ...string) {
	t.Helper()
	for _, dir := range dirs {
		_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() || d.Name() == keysName {
				return nil //nolint:nilerr // what cannot be read holds nothing to find
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Error(err)
			}
			noCanary(t, string(data))
			return nil
		})
	}
}

var errTest = errors.New("test")
