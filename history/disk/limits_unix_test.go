//go:build linux || darwin

package disk

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// limitsVariable makes the test binary tell what it may, under limits that a
// shell set.
const limitsVariable = "IMAGINE_TEST_LIMITS"

func TestMain(m *testing.M) {
	if os.Getenv(limitsVariable) == "" {
		os.Exit(m.Run())
	}
	size, sized := LargestFile()
	files, counted := MostFiles()
	fmt.Print(size, " ", sized, " ", files, " ", counted)
}

// Limits are what the shell says they are.
func TestLimits(t *testing.T) {
	t.Parallel()
	for limit, want := range map[string]string{"ulimit -f 8 && ulimit -n 60": "4096 true 60 true", "ulimit -n 40": " 40 true", "true": " true"} {
		cmd := exec.CommandContext(t.Context(), "/bin/sh", "-c", limit+` && exec "$0"`, os.Args[0])
		cmd.Env = append(os.Environ(), limitsVariable+"=1")
		out, err := cmd.CombinedOutput()
		// Shells count in halves or wholes of a kilobyte.
		got := strings.Replace(string(out), "8192 true", "4096 true", 1)
		if err != nil || !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, %v", limit, out, err)
		}
	}
}

// Two folders of one file system have the same device, another has another.
func TestDevice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	sub := filepath.Join(dir, "sub")
	if err := os.Mkdir(sub, 0o700); err != nil {
		t.Fatal(err)
	}
	if Device(dir) == "" || Device(dir) != Device(sub) {
		t.Errorf("%q and %q", Device(dir), Device(sub))
	}
	if d := Device("/dev"); d == "" || d == Device(dir) {
		t.Errorf("/dev is on %q, %s on %q", d, dir, Device(dir))
	}
	if d := Device(filepath.Join(dir, "none")); d != "" {
		t.Errorf("of nothing: %q", d)
	}
}

// What ended a write is said in words that help.
func TestReasonsOfThisSystem(t *testing.T) {
	t.Parallel()
	for number, want := range map[syscall.Errno]string{
		syscall.EFBIG: "ulimit -f", syscall.EMFILE: "ulimit -n", syscall.ENFILE: "ulimit -n", syscall.EDQUOT: "quota", syscall.EROFS: "read-only",
		syscall.ENOSPC: "disk full", syscall.EIO: "the disk failed", syscall.ENOTDIR: "something else", syscall.ENOENT: "not there", syscall.EACCES: "no permission",
	} {
		err := fmt.Errorf("write: %w", &fs.PathError{Op: "write", Path: "a", Err: number})
		if got := Reason(err); !strings.Contains(got, want) {
			t.Errorf("%v: %q", number, got)
		}
		if TooManyOpen(err) != (number == syscall.EMFILE || number == syscall.ENFILE) {
			t.Errorf("%v: too many open: %v", number, TooManyOpen(err))
		}
	}
}

// File systems without hard links, or without a way to sync, are told by what
// they say.
func TestWhatFileSystemsCannotDo(t *testing.T) {
	t.Parallel()
	for _, number := range []syscall.Errno{syscall.EPERM, syscall.ENOTSUP, syscall.ENOSYS, syscall.EMLINK, syscall.EINVAL} {
		if !cannotLink(&os.LinkError{Op: "link", Err: number}) {
			t.Errorf("%v: links are believed in", number)
		}
	}
	for _, number := range []syscall.Errno{syscall.EEXIST, syscall.ENOSPC, syscall.EIO} {
		if cannotLink(&os.LinkError{Op: "link", Err: number}) || cannotSync(number) {
			t.Errorf("%v is taken for something the file system cannot do", number)
		}
	}
	// A socket of the kernel cannot be synced, and that is nobody's fault.
	ends, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, fd := range ends {
		file := os.NewFile(uintptr(fd), "socket")
		if err := Sync(file); err != nil {
			t.Errorf("a socket: %v", err)
		}
		_ = file.Close()
	}
}
