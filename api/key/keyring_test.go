package key

import (
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"
)

func (p *place) withKeyringKey() *place {
	p.configured = []Config{{Name: "ring", Source: SourceConfig{Source{Kind: KindKeyring}}}}
	p.env["OTHER"] = canary
	p.configured = append(p.configured, Config{Name: "lab", Source: SourceConfig{Source{Kind: KindEnv, Name: "OTHER"}}})
	return p
}

func TestCase04NoBus(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems have no bus")
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	p := newPlace(t).withKeyringKey()
	p.keyring = nil // the system's
	s := p.open(t)
	_, err := s.Secret(t.Context(), "ring")
	refused(t, err, `key "ring"`, "keyring is not available")
	if !errors.Is(err, ErrKeyringUnavailable) {
		t.Errorf("%v", err)
	}
	if _, err := s.Secret(t.Context(), "lab"); err != nil {
		t.Errorf("the other key: %v", err)
	}
}

func TestCase04StartAsksNoKeyring(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withKeyringKey()
	ring := &fakeKeyring{}
	p.keyring = ring
	s := p.open(t)
	s.List()
	s.Problems()
	if _, err := s.InUse("ring", ""); err != nil {
		t.Error(err)
	}
	if err := s.Use("ring"); err != nil {
		t.Error(err)
	}
	if ring.calls != 0 {
		t.Errorf("%d questions to the keyring", ring.calls)
	}
}

func TestCase05KeyringHangs(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withKeyringKey()
	synctest.Test(t, func(t *testing.T) {
		ring := &fakeKeyring{gate: make(chan struct{}), entries: map[string]string{"imagine-tui/ring": canary}}
		p.keyring = ring
		s := p.open(t)
		start := time.Now()
		answer := make(chan error, 1)
		go func() {
			_, err := s.Secret(t.Context(), "ring")
			answer <- err
		}()
		synctest.Wait() // the keyring hangs
		if _, err := s.Secret(t.Context(), "lab"); err != nil || len(s.List()) != 3 {
			t.Errorf("nothing else works while the keyring hangs: %v", err)
		}
		select {
		case err := <-answer:
			t.Fatalf("answered at once: %v", err)
		default:
		}
		err := <-answer
		if took := time.Since(start); took != 3*time.Second || !errors.Is(err, ErrKeyringUnavailable) {
			t.Errorf("after %v: %v", took, err)
		}
		refused(t, err, "did not answer within 3s")
		// Asking again costs neither 3 s nor another goroutine.
		start = time.Now()
		_, err = s.Secret(t.Context(), "ring")
		if took := time.Since(start); took != 0 || !errors.Is(err, ErrKeyringUnavailable) || ring.calls != 1 {
			t.Errorf("again after %v, %d calls: %v", took, ring.calls, err)
		}
		// Unlocked at last, it works again.
		close(ring.gate)
		synctest.Wait()
		got, err := s.Secret(t.Context(), "ring")
		if err != nil || value(t, got) != canary {
			t.Errorf("after it woke up: %v", err)
		}
	})
}

func TestCase05CancelledWhileItHangs(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withKeyringKey()
	synctest.Test(t, func(t *testing.T) {
		ring := &fakeKeyring{gate: make(chan struct{})}
		p.keyring = ring
		s := p.open(t)
		ctx, cancel := contextWithCancel(t)
		answer := make(chan error, 1)
		go func() {
			_, err := s.Secret(ctx, "ring")
			answer <- err
		}()
		synctest.Wait()
		cancel()
		if err := <-answer; !errors.Is(err, ctx.Err()) {
			t.Error(err)
		}
		close(ring.gate)
		synctest.Wait()
	})
}

func TestCase05LateSaveIsUndone(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	synctest.Test(t, func(t *testing.T) {
		ring := &fakeKeyring{gate: make(chan struct{})}
		p.keyring = ring
		s := p.open(t)
		err := s.Add(t.Context(), NewKey{Name: "work", Secret: mustSecret(t, canary), Keep: KindKeyring})
		if !errors.Is(err, ErrKeyringUnavailable) || len(s.List()) != 1 {
			t.Errorf("%v, %v", err, s.List())
		}
		close(ring.gate)
		synctest.Wait()
		if len(ring.entries) != 0 {
			t.Error("the keyring kept a secret of a save that failed")
		}
	})
}

// TestCase05RealBusHangs asks the real library over a bus that accepts and
// never answers.
func TestCase05RealBusHangs(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems have no bus")
	}
	socket := filepath.Join(t.TempDir(), "bus")
	bus, err := new(net.ListenConfig).Listen(t.Context(), "unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	accepted := make(chan net.Conn, 4)
	go func() {
		for {
			conn, err := bus.Accept()
			if err != nil {
				close(accepted)
				return
			}
			accepted <- conn
		}
	}()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+socket)
	p := newPlace(t).withKeyringKey()
	p.keyring = nil
	s := p.open(t)
	s.keyring.limit = 50 * time.Millisecond
	_, err = s.Secret(t.Context(), "ring")
	refused(t, err, "did not answer within")
	if !errors.Is(err, ErrKeyringUnavailable) {
		t.Error(err)
	}
	_ = bus.Close()
	for conn := range accepted {
		_ = conn.Close() // lets the library go on
	}
}

func TestCase06KeyringRefusesToSave(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.keyring = &fakeKeyring{broken: fmt.Errorf("cannot store %q", canary)}
	s := p.open(t)
	n := NewKey{Name: "work", Secret: mustSecret(t, canary), Keep: KindKeyring}
	err := s.Add(t.Context(), n)
	refused(t, err, `key "work" was not saved`, "keyring is not available")
	if !errors.Is(err, ErrKeyringUnavailable) || len(s.List()) != 1 {
		t.Fatalf("%v, %v", err, s.List())
	}
	if keys, _ := filepath.Glob(filepath.Join(p.config, "keys.toml")); len(keys) > 0 {
		t.Error("a file was written without a yes")
	}
	// No: this session only.
	n.Keep = KindSession
	if err := s.Add(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Use("work"), s.SetState("work", State{Health: OK})); err != nil {
		t.Fatal(err)
	}
	k, err := s.InUse("", "")
	got, secretErr := s.Secret(t.Context(), "work")
	if err != nil || secretErr != nil || k.Name != "work" || k.Tail != canaryTail || k.State.Health != OK || value(t, got) != canary {
		t.Errorf("%+v, %v, %v", k, err, secretErr)
	}
	noCanaryFiles(t, p.config, p.state)
	later := p.open(t)
	if k, err := later.InUse("", ""); err != nil || k.Name != SandboxName {
		t.Errorf("the next session has %+v, %v", k, err)
	}
	// Yes: the file, which is remembered as what is preferred.
	if later.Preferred() != KindKeyring {
		t.Error("the file is preferred without a yes")
	}
	n.Keep = KindFile
	if err := later.Add(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if p.open(t).Preferred() != KindFile {
		t.Error("the choice is forgotten")
	}
}

func TestKeyringKeeps(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	ring := &fakeKeyring{}
	p.keyring = ring
	s := p.open(t)
	if err := s.Add(t.Context(), NewKey{Name: "work", Secret: mustSecret(t, canary), Keep: KindKeyring}); err != nil {
		t.Fatal(err)
	}
	if len(ring.entries) != 1 {
		t.Fatal(ring.entries)
	}
	again := p.open(t)
	calls := ring.calls
	if k, _ := again.Get("work"); k.Tail != canaryTail || !k.Saved || k.Source.Kind != KindKeyring || ring.calls != calls {
		t.Errorf("the tail is not known without the keyring: %+v", k)
	}
	if err := again.Rename("work", "work 2"); err != nil || ring.calls != calls {
		t.Errorf("renaming asked the keyring: %v", err)
	}
	got, err := again.Secret(t.Context(), "work 2")
	if err != nil || value(t, got) != canary {
		t.Errorf("%v, %v", got, err)
	}
	if err := again.Remove(t.Context(), "work 2"); err != nil || len(ring.entries) != 0 || len(p.open(t).List()) != 1 {
		t.Errorf("%v, %v", err, ring.entries)
	}
}

func TestRemoveWhileKeyringIsAway(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	ring := &fakeKeyring{}
	p.keyring = ring
	s := p.open(t)
	if err := s.Add(t.Context(), NewKey{Name: "work", Secret: mustSecret(t, canary), Keep: KindKeyring}); err != nil {
		t.Fatal(err)
	}
	ring.broken = errTest
	err := s.Remove(t.Context(), "work")
	var left *LeftBehindError
	if !errors.As(err, &left) || !errors.Is(err, ErrKeyringUnavailable) || !strings.HasPrefix(left.Account, "work-") {
		t.Fatalf("%v", err)
	}
	if _, ok := s.Get("work"); ok {
		t.Error("still there")
	}
	refused(t, err, "still in the system keyring", left.Account)
}

func TestKeyringAnswers(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		ring *fakeKeyring
		kind error
		word string
	}{
		"nothing there":   {&fakeKeyring{}, ErrNotInKeyring, "no secret for it"},
		"library's words": {&fakeKeyring{broken: keyring.ErrNotFound}, ErrNotInKeyring, "no secret for it"},
		"no keyring":      {&fakeKeyring{broken: keyring.ErrUnsupportedPlatform}, ErrKeyringUnavailable, "none on this system"},
		"quotes the key":  {&fakeKeyring{broken: errors.New("\x1b[2Jbad " + canary)}, ErrKeyringUnavailable, "bad vk-…"},
		"not a key":       {&fakeKeyring{entries: map[string]string{"imagine-tui/ring": canary + "\n" + canary}}, nil, "line break"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t).withKeyringKey()
			p.keyring = tt.ring
			_, err := p.open(t).Secret(t.Context(), "ring")
			refused(t, err, tt.word)
			if tt.kind != nil && !errors.Is(err, tt.kind) || errors.Is(err, ErrKeyringUnavailable) != (tt.kind == ErrKeyringUnavailable) { //nolint:errorlint // the kind itself
				t.Errorf("%v", err)
			}
		})
	}
	if err := survive(func() error { panic(canary) }); err == nil {
		t.Error("no error")
	} else {
		noCanary(t, err.Error())
	}
}
