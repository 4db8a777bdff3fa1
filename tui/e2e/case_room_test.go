//go:build unix

package e2e

import (
	"context"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// limited runs the program under a limit of the shell.
func (h *home) limited(t *testing.T, limit string, args ...string) result {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	cmd := h.command(context.Background(), args...)
	cmd.Args = append([]string{"sh", "-c", limit + ` && exec "$@"`, "sh"}, cmd.Args...)
	cmd.Path = sh
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	_ = cmd.Run() // its status is looked at
	r := result{args: cmd.Args, stdout: stdout.String(), stderr: stderr.String(), status: cmd.ProcessState.ExitCode()}
	if strings.Contains(r.stderr, "bad limit") || strings.Contains(r.stderr, "ulimit") && r.stdout == "" && !strings.Contains(r.stderr, "imagine-tui") {
		t.Skipf("the shell cannot set it: %s", r.stderr)
	}
	h.noAccident(r)
	return r
}

// saves is a server that answers with a picture of about 1.5 MB, or as large
// as is wanted.
func (h *home) saves(t *testing.T, side int) *rogue {
	t.Helper()
	picture := sync.OnceValue(func() []byte { return pngOf(t, side) })
	return h.rogue(func(w http.ResponseWriter, r *http.Request) {
		answerWith(http.StatusOK, "image/png", picture())(w, r)
	})
}

// paidIsSaved fails the test unless each request that reached the server is
// saved, and all others are told of.
func (s *rogue) paidIsSaved(t *testing.T, r result, asked int) (posts int) {
	t.Helper()
	posts, _ = s.count()
	all := r.events(t)
	saved, failed := len(only(all, "saved")), len(only(all, "failed"))
	if saved != posts || saved+failed != asked {
		t.Errorf("%d billed, %d saved, %d failed of %d, exit status %d:\n%s%s", posts, saved, failed, asked, r.status, r.stdout, r.stderr)
	}
	s.h.wantOut(t, posts)
	if twice := s.twice(); len(twice) > 0 {
		t.Errorf("sent twice: %q", twice)
	}
	return posts
}

// The state folder has no room for the answer, the library has: the answer goes
// there. Where neither has, nothing is sent.
func TestCase72StateFolderTooSmall(t *testing.T) {
	t.Parallel()
	for _, size := range []string{"64k", "256k", "1m"} {
		t.Run(size, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			small(t, h.path("state"), size)
			s := h.saves(t, 640) // 1.5 MB
			r := h.generate("--seed", "1-4")
			r.want(t, 0)
			s.paidIsSaved(t, r, 4)
			h.wantUnfinished(t, 0)
		})
	}
	t.Run("no room at all", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		small(t, h.path("state"), "256k")
		small(t, h.path("out"), "1m")
		s := h.saves(t, 640)
		r := h.generate("--seed", "1-4")
		r.want(t, 1, "nothing was sent", "may need 8.0 MB", h.path("state"), h.path("out"), "too little")
		for _, e := range only(r.events(t), "failed") {
			if e.Error == nil || e.Error.Name != "NoRoom" {
				t.Errorf("%+v", e.Error)
			}
		}
		s.wantPosts(0)
	})
}

// However few files may be open, nothing is billed that is not saved.
func TestCase72FewDescriptors(t *testing.T) {
	t.Parallel()
	sent := 0
	for n := 8; n <= 32; n += 4 {
		h := newHome(t)
		s := h.saves(t, 64)
		r := h.limited(t, fmt.Sprintf("ulimit -n %d", n), "generate", "a boat", "-k", "work", "--seed", "1-6", "--json", "-o", h.path("out"))
		if !strings.Contains(r.stdout, `"event":"planned"`) {
			s.wantPosts(0) // it did not even start
			continue
		}
		posts := s.paidIsSaved(t, r, 6)
		t.Logf("%d descriptors: %d sent, exit status %d", n, posts, r.status)
		sent += posts
		h.wantUnfinished(t, 0)
	}
	if sent == 0 {
		t.Error("not a trial of anything")
	}
}

// A file that may not become as large is like a full disk, not the end.
func TestCase72FileSizeLimit(t *testing.T) {
	t.Parallel()
	for blocks, pictures := range map[int]int{20: 0, 2048: 0, 1 << 15: 3} { // of 512 or 1024 bytes
		h := newHome(t)
		s := h.saves(t, 640)
		r := h.limited(t, fmt.Sprintf("ulimit -f %d", blocks), "generate", "a boat", "-k", "work", "--seed", "1-3", "--json", "-o", h.path("out"))
		if r.status != 0 && r.status != 1 {
			t.Errorf("%d blocks: exit status %d", blocks, r.status)
		}
		if posts := s.paidIsSaved(t, r, 3); posts != pictures {
			t.Errorf("%d blocks: %d sent, want %d\n%s", blocks, posts, pictures, r.stderr)
		}
		if pictures == 0 && !strings.Contains(r.stderr, "ulimit -f") {
			t.Errorf("%d blocks: %s", blocks, r.stderr)
		}
	}
	// What arrives is larger than all that is known: it is kept as far as it goes.
	h := newHome(t)
	s := h.saves(t, 640)
	h.write(h.path("out", "2025-01-01", "010101-a-boat-a1b2c3.png"), "x")
	h.write(h.path("out", "2025-01-01", "010101-a-boat-a1b2c3.png.json"), `{"schema":1,"request":{"operation":"text-to-image","prompt":"x"},"hash":"x","bytes":1000}`)
	r := h.limited(t, "ulimit -f 1024", "generate", "a boat", "-k", "work", "--seed", "1", "--json", "-o", h.path("out"))
	if r.status != 1 {
		t.Errorf("exit status %d\n%s", r.status, r.stderr)
	}
	s.wantPosts(1)
	if matches, _ := filepath.Glob(h.path("out", "*", "*boat*.png")); len(matches) != 1 {
		t.Errorf("%q", matches)
	}
	if n := len(only(h.run("recover", "--json").want(t, 0).events(t), "recovered")) + len(h.unknown(t)); n != 1 {
		t.Errorf("%d are known to recovery:\n%s", n, r.stderr)
	}
}
