//go:build unix

package e2e

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// The config may be readable to its owner only, or not at all.
func TestCase68ConfigNobodyMayRead(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"1\"\n")
	if err := os.Chmod(h.configPath(), 0); err != nil {
		t.Fatal(err)
	}
	h.asOther(t, "generate", "a boat").want(t, 2, "config.toml", "permission denied")
	if text, err := os.ReadFile(h.configPath()); err == nil && string(text) != "[defaults]\nseed = \"1\"\n" {
		t.Error("the config was changed")
	}
}

// asOther runs the program as somebody who is not the administrator.
func (h *home) asOther(t *testing.T, args ...string) result {
	t.Helper()
	cmd := h.command(context.Background(), args...)
	if os.Geteuid() == 0 {
		const nobody = 65534
		reachable(t, program(t))
		reachable(t, h.root)
		err := filepath.WalkDir(h.root, func(path string, _ os.DirEntry, err error) error {
			return errors.Join(err, os.Lchown(path, nobody, nobody))
		})
		if err != nil {
			t.Fatal(err)
		}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	_ = cmd.Run() // its status is looked at
	r := result{args: args, stdout: stdout.String(), stderr: stderr.String(), status: cmd.ProcessState.ExitCode()}
	h.noAccident(r)
	return r
}

// reachable opens the way to a file to everybody.
func reachable(t *testing.T, path string) {
	t.Helper()
	for dir := filepath.Dir(path); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err == nil && info.Mode().Perm()&0o011 != 0o011 {
			err = os.Chmod(dir, info.Mode().Perm()|0o011)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
