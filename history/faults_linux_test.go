package history

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"imagine-tui/api/queue"
)

// mount gives a file system of its own at dir, for the time of the test.
func mount(t *testing.T, dir, options string) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("not root: no file system can be mounted here")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("cannot mount a tmpfs here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
}

// keptInRecovery checks that saving failed as it should: an error that names
// folder and reason, nothing torn, and all bytes in recovery.
func keptInRecovery(t *testing.T, l *testLibrary, err error, reason string, data []byte) {
	t.Helper()
	var e *SaveError
	if !errors.As(err, &e) {
		t.Fatalf("error %v", err)
	}
	for _, want := range []string{l.Folder(), reason, "safe in recovery"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q does not say %q", err, want)
		}
	}
	if string(read(t, e.Kept)) != string(data) {
		t.Error("the kept bytes are not those received")
	}
	for _, f := range files(t, l.Folder()) {
		if !strings.Contains(f, "filler") {
			t.Errorf("left in the library: %s", f)
		}
	}
}

func TestCase17LibraryFull(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	mount(t, l.Folder(), "size=5m")
	data := pngBytes(t, 160)
	tk, img := received(t, l.Library, request("fog"), testAccount, data)
	fill(t, filepath.Join(l.Folder(), "filler"), 5<<20-len(data)/2) // meanwhile
	_, err := tk.Save(context.Background(), img, metaAt(l.now()))
	keptInRecovery(t, l, err, "disk full", data)
	if err := tk.Unknown(err); err != nil {
		t.Fatal(err)
	}
	// Another start finds the disk still full, and says so.
	got := recoverAll(t, l.Library)
	if len(got) != 1 || got[0].Event != EventComplete || !got[0].Whole || !strings.Contains(got[0].Problem, "disk full") || got[0].Kept == "" {
		t.Fatalf("recovered %+v", got)
	}
	// Saved elsewhere, without a new request.
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	got = recoverAll(t, l.Library, Only(got[0].ID), Into(elsewhere))
	if len(got) != 1 || got[0].Event != EventRecovered || !strings.HasPrefix(got[0].Path, elsewhere) || got[0].Problem != "" {
		t.Fatalf("recovered %+v", got)
	}
	e, err := l.Entry(got[0].Path)
	if err != nil || e.Problem != "" || e.Sidecar.Tokens == nil || *e.Sidecar.Tokens != 5 || e.Sidecar.ElapsedMS != 1800 || e.Sidecar.SHA256 != img.SHA256 {
		t.Errorf("saved elsewhere: %+v, %v", e, err)
	}
	if n := len(scan(t, l.Library)); n != 0 {
		t.Errorf("%d journal entries left", n)
	}
}

func TestCase17RoomIsMadeAndSavedAgain(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	mount(t, l.Folder(), "size=5m")
	data := pngBytes(t, 160)
	filler := filepath.Join(l.Folder(), "filler")
	tk, img := received(t, l.Library, request("fog"), testAccount, data)
	fill(t, filler, 5<<20-len(data)/2) // meanwhile
	_, err := tk.Save(context.Background(), img, metaAt(l.now()))
	keptInRecovery(t, l, err, "disk full", data)
	if err := tk.Unknown(err); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	s, err := tk.Save(context.Background(), img, metaAt(l.now()))
	if err != nil {
		t.Fatal(err)
	}
	if n := whole(t, l.Library); n != 1 || s.Path == "" {
		t.Errorf("%d pictures, %+v", n, s)
	}
	if got := l.Today(); got != (Spend{Tokens: 5, Runs: 1}) {
		t.Errorf("today: %+v", got)
	}
}

func fill(t *testing.T, path string, size int) {
	t.Helper()
	if err := os.WriteFile(path, make([]byte, size), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestCase18StateFull(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	mount(t, l.state, "size=64k")
	_ = os.WriteFile(filepath.Join(l.state, "filler"), make([]byte, 128<<10), 0o600) // as much as fits
	_, err := l.Begin(context.Background(), request(strings.Repeat("fog", 2000)), testAccount, queue.Wait)
	if err == nil {
		t.Fatal("a request was taken on that cannot be recorded")
	}
	for _, want := range []string{"nothing is sent", "disk full", l.state} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q does not say %q", err, want)
		}
	}
	if got := files(t, filepath.Join(l.state, "inflight")); len(got) != 0 {
		t.Errorf("left %v", got)
	}
}

func TestCase18StateFillsUpBeforeSending(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	mount(t, l.state, "size=64k")
	// The first line ends just before a page does, so the next needs a new one.
	tk, err := l.Begin(context.Background(), request(strings.Repeat("f", 4096-500)), testAccount, queue.Wait)
	if err != nil {
		t.Fatal(err)
	}
	_ = os.WriteFile(filepath.Join(l.state, "filler"), make([]byte, 128<<10), 0o600)
	var sent error
	for range 20 { // until the page is full
		if sent = tk.Sent(); sent != nil {
			break
		}
	}
	if !errors.Is(sent, syscall.ENOSPC) {
		t.Fatalf("Sent: %v", sent)
	}
	if err := tk.Drop(); err != nil {
		t.Error(err)
	}
}

func TestCase19ReadOnlyMount(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	mount(t, l.Folder(), "size=5m")
	data := pngBytes(t, 16)
	tk, img := received(t, l.Library, request("fog"), testAccount, data)
	readOnly(t, l)
	_, err := tk.Save(context.Background(), img, metaAt(l.now()))
	keptInRecovery(t, l, err, "it is read-only", data)
}

func readOnly(t *testing.T, l *testLibrary) {
	t.Helper()
	if err := syscall.Mount("", l.Folder(), "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip(err)
	}
}

// Where a result could not be saved nothing is sent, and nothing is left of it:
// the library can only be read, has no room, or lies on a disk that is not there.
func TestNothingIsSentThatCannotBeSaved(t *testing.T) {
	t.Parallel()
	refused := func(l *testLibrary, want string) {
		t.Helper()
		_, err := l.Begin(t.Context(), request("rain"), testAccount, queue.Wait)
		var room *RoomError
		if !errors.As(err, &room) || !strings.Contains(err.Error(), "nothing was sent") || !strings.Contains(err.Error(), l.Folder()) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", want, err)
		}
		if n := len(scan(t, l.Library)); n != 0 {
			t.Errorf("%q: %d entries are left", want, n)
		}
		if stands, err := l.Standings(); err != nil || stands(testOrigin, request("rain")) != Free {
			t.Errorf("%q: a claim is left, %v", want, err)
		}
		if n := l.rooms.flying(); n != 0 {
			t.Errorf("%q: %d in flight", want, n)
		}
	}
	only := tempLibrary(t)
	mount(t, only.Folder(), "size=5m")
	readOnly(t, only)
	refused(only, "it is read-only")
	full := tempLibrary(t)
	mount(t, full.Folder(), "size=5m")
	fill(t, filepath.Join(full.Folder(), "filler"), 3<<20)
	refused(full, "2.0 MB too little")
	away := tempLibrary(t)
	save(t, away, request("fog"), pngBytes(t, 16))
	all(t, away.Library)
	if err := os.RemoveAll(away.Folder()); err != nil {
		t.Fatal(err)
	}
	refused(away, "mount its disk, or create the folder")
	if err := os.Mkdir(away.Folder(), 0o750); err != nil {
		t.Fatal(err)
	}
	save(t, away, request("rain"), pngBytes(t, 16))
}

func TestCase19NoPermission(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("not root: cannot become another user")
	}
	base := t.TempDir()
	l := newLibrary(t, filepath.Join(base, "pictures"), filepath.Join(base, "state"))
	for path, mode := range map[string]os.FileMode{l.Folder(): 0o555, l.state: 0o777} {
		if err := os.MkdirAll(path, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	for dir := base; dir != "/"; dir = filepath.Dir(dir) {
		_ = os.Chmod(dir, 0o755) // the way there has to be open
	}
	h := startHelper(t, l, "unprivileged")
	got := h.line()
	_ = h.cmd.Wait() // the helper fails, that is its job
	for _, want := range []string{l.Folder(), "no permission", "nothing was sent"} {
		if !strings.Contains(got, want) {
			t.Errorf("error %q does not say %q", got, want)
		}
	}
	if n := len(scan(t, l.Library)); n != 0 {
		t.Errorf("%d journal entries", n)
	}
}

func TestUnreadableDay(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("not root: cannot become another user")
	}
	base := t.TempDir()
	l := newLibrary(t, filepath.Join(base, "pictures"), filepath.Join(base, "state"))
	save(t, l, request("fog"), pngBytes(t, 16))
	if err := os.Mkdir(filepath.Join(l.Folder(), "2026-11-25"), 0o700); err != nil {
		t.Fatal(err)
	}
	for dir := base; dir != "/"; dir = filepath.Dir(dir) {
		_ = os.Chmod(dir, 0o755) // the way there has to be open
	}
	h := startHelper(t, l, "list")
	for _, want := range []string{"fog", "found true", "list the results of 2026-11-25"} {
		if got := h.line(); !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	_ = h.cmd.Wait() // it fails, with that error
}

func TestCase33NoHardLinks(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"exfat", "vfat"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			mkfs, err := exec.LookPath("mkfs." + kind)
			if err != nil {
				t.Skipf("mkfs.%s is not installed", kind)
			}
			l := tempLibrary(t)
			disk := filepath.Join(t.TempDir(), "disk")
			fill(t, disk, 16<<20)
			if out, err := exec.CommandContext(t.Context(), mkfs, disk).CombinedOutput(); err != nil {
				t.Skipf("mkfs.%s: %v: %s", kind, err, out)
			}
			if err := os.MkdirAll(l.Folder(), 0o755); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.CommandContext(t.Context(), "mount", "-o", "loop", disk, l.Folder()).CombinedOutput(); err != nil {
				t.Skipf("cannot mount %s here: %s", kind, out)
			}
			t.Cleanup(func() { _ = syscall.Unmount(l.Folder(), syscall.MNT_DETACH) })
			for range 5 {
				save(t, l, request("fog"), pngBytes(t, 16))
			}
			if n := whole(t, l.Library); n != 5 {
				t.Errorf("%d pictures", n)
			}
		})
	}
}

func TestLoadOfReadOnlyLibrary(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	mount(t, l.Folder(), "size=5m")
	save(t, l, request("fog"), pngBytes(t, 16))
	readOnly(t, l)
	if n := whole(t, l.Library); n != 1 {
		t.Errorf("%d pictures", n)
	}
	if _, ok := l.Find(testOrigin, request("fog")); !ok {
		t.Error("not found")
	}
	path := all(t, l.Library)[0].Path
	if err := l.Update(path, func(s *Sidecar) { s.Rating = 5 }); !errors.Is(err, syscall.EROFS) {
		t.Errorf("Update: %v", err)
	}
}
