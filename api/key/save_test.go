package key

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"
)

// saveForever changes saved keys until it is killed, with nothing masked by
// the system, and says so after each change.
func saveForever(dir string) {
	noUmask()
	s, err := Open(Options{ConfigDir: dir, Keyring: &fakeKeyring{}})
	if err != nil {
		os.Exit(2)
	}
	filler := strings.Repeat("x", 3000) // many pages, to make torn writes likely
	for i := 0; ; i++ {
		secret, _ := NewSecret(fmt.Sprintf("vk-test-%s-%d", filler, i))
		err := s.Add(context.Background(), NewKey{Name: "added", Secret: secret, Keep: KindFile})
		if err == nil {
			fmt.Println("saved")
			err = s.Remove(context.Background(), "added")
		}
		if errors.Is(err, ErrExists) {
			// The last process was killed between the two.
			err = s.Remove(context.Background(), "added")
		}
		if err != nil {
			fmt.Println(err)
			os.Exit(2)
		}
	}
}

func TestCase15KilledWhileSaving(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	t.Parallel()
	p := newPlace(t)
	first := p.open(t)
	if err := first.Add(t.Context(), NewKey{Name: "keep", Secret: mustSecret(t, canary), Keep: KindFile}); err != nil {
		t.Fatal(err)
	}
	for round := range 10 {
		killAfter(t, p.config, 1+round)
		entries, err := os.ReadDir(p.config)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			info, err := e.Info()
			if err != nil {
				t.Fatal(err)
			}
			if canSeeModes && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s has mode %04o", e.Name(), info.Mode().Perm())
			}
		}
		data, err := os.ReadFile(filepath.Join(p.config, keysName))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := parseKeys(keysName, data)
		if err != nil || len(doc.problems) > 0 || doc.index("keep") != 0 || len(doc.keys) > 2 {
			t.Fatalf("round %d: torn: %v, %v\n%.300s", round, err, doc.problems, data)
		}
		if last := doc.keys[len(doc.keys)-1]; last.name == "added" && len(last.secret.reveal()) < 3000 {
			t.Fatalf("round %d: a part of a secret", round)
		}
	}
	s := p.open(t)
	got, err := s.Secret(t.Context(), "keep")
	if err != nil || value(t, got) != canary {
		t.Fatalf("the key that was not touched: %v, %v", got, err)
	}
	if err := s.Rename("keep", "kept"); err != nil {
		t.Fatalf("the lock of a killed process holds: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(p.config, ".*.tmp"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind after the next save: %v, %v", left, err)
	}
}

// killAfter starts a process that saves all the time and kills it some time
// after its nth save.
func killAfter(t *testing.T, dir string, n int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "helper-save", dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for range n {
		if !lines.Scan() || lines.Text() != "saved" {
			t.Fatalf("it said %q, %v", lines.Text(), lines.Err())
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
}

const (
	adders    = 4
	addedEach = 5
)

func addSome(dir, prefix string) int {
	s, err := Open(Options{ConfigDir: filepath.Join(dir, "config"), StateDir: filepath.Join(dir, "state"), Keyring: &fakeKeyring{}})
	if err != nil {
		return 2
	}
	for i := range addedEach {
		name := fmt.Sprintf("%s-%d", prefix, i)
		secret, err := NewSecret(fmt.Sprintf("vk-test-%s-0123456789", name))
		if err == nil {
			err = s.Add(context.Background(), NewKey{Name: name, Secret: secret, Keep: KindFile})
		}
		if err == nil {
			err = s.SetState(name, State{Health: OK})
		}
		if err != nil {
			fmt.Println(err)
			return 1
		}
	}
	return 0
}

func TestSeveralProcessesLoseNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	t.Parallel()
	dir := t.TempDir()
	var all sync.WaitGroup
	for n := range adders {
		all.Go(func() {
			out, err := exec.CommandContext(t.Context(), os.Args[0], "helper-add", dir, fmt.Sprintf("p%d", n)).CombinedOutput()
			if err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	all.Wait()
	s, err := Open(Options{ConfigDir: filepath.Join(dir, "config"), StateDir: filepath.Join(dir, "state")})
	if err != nil || len(s.Problems()) > 0 {
		t.Fatal(err, s.Problems())
	}
	for n := range adders {
		for i := range addedEach {
			name := fmt.Sprintf("p%d-%d", n, i)
			k, ok := s.Get(name)
			if !ok || k.State.Health != OK {
				t.Errorf("%s: %v, %+v", name, ok, k)
			}
		}
	}
}

func TestStoreFromManyGoroutines(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	s := p.open(t)
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			name := fmt.Sprintf("g%d", n)
			keep := []SourceKind{KindFile, KindSession, KindEnv, KindFile}[n%4]
			if err := s.Add(t.Context(), NewKey{Name: name, Secret: mustSecret(t, canary), Keep: keep, Env: "NOT_SET"}); err != nil {
				t.Error(err)
			}
			_, _ = s.Secret(t.Context(), name)
			if err := errors.Join(s.SetState(name, State{Health: Refused}), s.Use(name), s.Rename(name, name+"x")); err != nil {
				t.Error(err)
			}
			s.List()
			s.Problems()
			s.Reload()
			if err := s.Remove(t.Context(), name+"x"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if left := s.List(); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
}

// TestOtherProcessWasFaster changes keys that another store changed since.
func TestOtherProcessWasFaster(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	one, two := p.open(t), p.open(t)
	add(t, one, "work")
	n := NewKey{Name: "work", Secret: mustSecret(t, canary), Keep: KindKeyring}
	if err := two.Add(t.Context(), n); !errors.Is(err, ErrExists) {
		t.Errorf("added twice: %v", err)
	}
	if ring := p.keyring.(*fakeKeyring); len(ring.entries) > 0 {
		t.Error("the keyring kept a secret that was not saved")
	}
	two.Reload()
	if err := two.Rename("work", "renamed"); err != nil {
		t.Fatal(err)
	}
	if err := one.Rename("work", "other"); !errors.Is(err, ErrUnknown) {
		t.Errorf("renamed what is gone: %v", err)
	}
	if err := one.Remove(t.Context(), "renamed"); err != nil {
		t.Errorf("after the refused change it is not known what there is: %v", err)
	}
	if err := two.Remove(t.Context(), "renamed"); err != nil {
		t.Errorf("gone already, as was asked: %v", err)
	}
	add(t, one, "work")
	two.Reload()
	if err := one.Remove(t.Context(), "work"); err != nil {
		t.Fatal(err)
	}
	if err := one.Add(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if err := two.Remove(t.Context(), "work"); err == nil || len(p.open(t).List()) != 2 {
		t.Errorf("removed a key it had never shown: %v", err)
	}
}

func TestLockHeldForEver(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	s := p.open(t)
	if err := os.MkdirAll(p.config, 0o700); err != nil {
		t.Fatal(err)
	}
	lock := flock.New(filepath.Join(p.config, keysName+".lock"))
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Unlock() }()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		err := s.Add(t.Context(), NewKey{Name: "work", Secret: mustSecret(t, canary), Keep: KindFile})
		refused(t, err, "another imagine-tui is using it")
		if took := time.Since(start); took != lockWait {
			t.Errorf("after %v", took)
		}
		ctx, cancel := contextWithCancel(t)
		cancel()
		err = s.Add(ctx, NewKey{Name: "work", Secret: mustSecret(t, canary), Keep: KindFile})
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

// TestFailedSaveChangesNothing saves where no file can be made.
func TestFailedSaveChangesNothing(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	s := p.open(t)
	if err := s.Add(t.Context(), NewKey{Name: "old", Secret: mustSecret(t, canary), Keep: KindFile}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(p.config, keysName)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// A folder where the file should go makes the rename fail, for root too.
	if err := writePrivate(p.config, []byte("x")); err == nil {
		t.Error("a folder was replaced by a file")
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(p.config), ".*.tmp"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	err = s.updateKeys(t.Context(), func(doc *keysDocument) error { doc.keys = nil; return errTest })
	if !errors.Is(err, errTest) {
		t.Error(err)
	}
	err = s.updateKeys(t.Context(), func(doc *keysDocument) error {
		doc.keys = append(doc.keys, savedKey{name: strings.Repeat("x", maxKeysFile)})
		return nil
	})
	refused(t, err, "grow beyond 256 KiB")
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("changed: %v", err)
	}
}
