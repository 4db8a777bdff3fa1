//go:build unix

package key

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

const canSeeModes = true

func noUmask() { syscall.Umask(0) }

const goodKeys = "version = 1\n\n[[key]]\nname = \"work\"\nsource = \"file\"\nsecret = \"" + canary + "\"\n"

func TestCase01OpenModeRefused(t *testing.T) {
	t.Parallel()
	for _, mode := range []os.FileMode{0o644, 0o640, 0o604, 0o660, 0o620, 0o666, 0o777, 0o610} {
		p := newPlace(t)
		p.env["OTHER"] = canary
		p.configured = []Config{{Name: "lab", Source: SourceConfig{Source{Kind: KindEnv, Name: "OTHER"}}}}
		path := p.keysFile(t, goodKeys, mode)
		s := p.open(t)
		if problems := s.Problems(); len(problems) != 1 {
			t.Fatalf("problems: %v", problems)
		}
		words := []string{strconv.FormatUint(uint64(mode), 8), "chmod 600 " + path}
		refused(t, s.Problems()[0], words...)
		_, err := s.Secret(t.Context(), "work")
		refused(t, err, words...)
		_, err = s.InUse("work", "")
		refused(t, err, words...)
		refused(t, s.Add(t.Context(), NewKey{Name: "new", Secret: mustSecret(t, canary), Keep: KindFile}), words...)
		if _, err := s.Secret(t.Context(), "lab"); err != nil {
			t.Errorf("the other key: %v", err)
		}
		data, err := os.ReadFile(path)
		info, _ := os.Stat(path)
		if err != nil || string(data) != goodKeys || info.Mode().Perm() != mode {
			t.Errorf("the file was changed: %v, %v", info.Mode(), err)
		}
	}
}

func TestCase01ChosenKeyInRefusedFileIsAnError(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	path := p.keysFile(t, goodKeys, 0o600)
	if err := p.open(t).Use("work"); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := p.open(t).InUse("", "sandbox") // not the sandbox behind one's back
	refused(t, err, "0644", "chmod 600 "+path)
}

func TestCase01OpenedWhileRunning(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	path := p.keysFile(t, goodKeys, 0o600)
	s := p.open(t)
	if _, err := s.Secret(t.Context(), "work"); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	_, err := s.Secret(t.Context(), "work")
	refused(t, err, "0640", "chmod 600 "+path)
}

func TestCase02NotAFileOfOnesOwn(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		make func(path string) error
		word string
	}{
		"symlink": {func(path string) error {
			if err := os.WriteFile(path+".real", []byte(goodKeys), 0o600); err != nil {
				return err
			}
			return os.Symlink(path+".real", path)
		}, "symbolic link"},
		"dangling": {func(path string) error { return os.Symlink("/nowhere", path) }, "symbolic link"},
		"folder":   {func(path string) error { return os.Mkdir(path, 0o700) }, "folder"},
		"fifo":     {func(path string) error { return syscall.Mkfifo(path, 0o600) }, "named pipe"},
		"device": {func(path string) error {
			return os.Symlink("/dev/zero", path)
		}, "symbolic link"},
		"other owner": {func(path string) error {
			if err := os.WriteFile(path, []byte(goodKeys), 0o600); err != nil {
				return err
			}
			return os.Chown(path, 12345, 12345)
		}, "belongs to user 12345"},
		"huge": {func(path string) error {
			return os.WriteFile(path, []byte(strings.Repeat("# x\n", maxKeysFile/4+1)), 0o600)
		}, "larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "other owner" && os.Geteuid() != 0 {
				t.Skip("only root can give a file away")
			}
			p := newPlace(t)
			if err := os.MkdirAll(p.config, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(p.config, keysName)
			if err := tt.make(path); err != nil {
				t.Fatal(err)
			}
			before, _ := os.Lstat(path)
			s := p.open(t)
			if len(s.Problems()) != 1 {
				t.Fatal(s.Problems())
			}
			refused(t, s.Problems()[0], tt.word, path)
			_, err := s.Secret(t.Context(), "work")
			refused(t, err, tt.word)
			refused(t, s.Add(t.Context(), NewKey{Name: "new", Secret: mustSecret(t, canary), Keep: KindFile}), tt.word)
			if after, err := os.Lstat(path); err != nil || !os.SameFile(before, after) {
				t.Errorf("the file was replaced: %v", err)
			}
		})
	}
}

// TestCase02PipeExchangedAfterTheLook opens a pipe as if it had replaced the
// file between the look and the opening.
func TestCase02PipeExchangedAfterTheLook(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	looks := 0
	_, err := readChecked(path, 100, func(path string, info os.FileInfo) error {
		if looks++; looks == 1 {
			return nil
		}
		return checkPrivate(path, info)
	})
	refused(t, err, "named pipe")
}

func TestSecretFileHasTheSameChecks(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	path := filepath.Join(t.TempDir(), "imagine.key")
	p.configured = []Config{{Name: "work", Source: SourceConfig{Source{Kind: KindFile, Name: path}}}}
	s := p.open(t)
	if len(s.Problems()) > 0 {
		t.Fatal(s.Problems())
	}
	_, err := s.Secret(t.Context(), "work")
	refused(t, err, path, "chmod 600 "+path)
	if err := os.WriteFile(path, []byte("\ufeff"+canary+"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := s.Secret(t.Context(), "work")
	if err != nil || value(t, got) != canary {
		t.Fatal(got, err)
	}
	if k, _ := s.Get("work"); k.Tail != canaryTail || k.Saved {
		t.Errorf("%+v", k)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = s.Secret(t.Context(), "work")
	refused(t, err, "0644", "chmod 600 "+path)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = s.Secret(t.Context(), "work")
	refused(t, err, "named pipe")
}

func TestFoldersAndFilesArePrivate(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	if err := os.MkdirAll(p.config, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(p.config, 0o777); err != nil { // whatever the umask is
		t.Fatal(err)
	}
	s := p.open(t)
	if err := s.Add(t.Context(), NewKey{Name: "work", Secret: mustSecret(t, canary), Keep: KindFile}); err != nil {
		t.Fatal(err)
	}
	if err := s.Use("work"); err != nil {
		t.Fatal(err)
	}
	for path, mode := range map[string]os.FileMode{
		p.config: 0o700, p.state: 0o700,
		filepath.Join(p.config, keysName): 0o600, filepath.Join(p.config, keysName+".lock"): 0o600,
		filepath.Join(p.state, stateName): 0o600, filepath.Join(p.state, stateName+".lock"): 0o600,
	} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	noCanaryFiles(t, p.config, p.state)
}
