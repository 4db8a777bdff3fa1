package e2e

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

func TestStudioSignals(t *testing.T) {
	t.Parallel()
	for sig, want := range map[os.Signal]int{syscall.SIGTERM: 143, syscall.SIGINT: 130, syscall.SIGHUP: 129} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			s := h.studio(80, 24)
			s.signal(sig)
			if status := s.wait(); status != want {
				t.Errorf("exit status %d:\n%s", status, s.screen())
			}
			s.restored()
		})
	}
}

// Children of the studio must not inherit a key, and the editor has the terminal.
func TestStudioEditor(t *testing.T) {
	t.Parallel()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	h := newHome(t)
	editor := h.path("editor")
	h.write(editor, "#!"+sh+"\nenv > "+h.path("editor-env")+"\nps -o args= > "+h.path("editor-ps")+" 2>/dev/null\n[ -t 0 ] && [ -t 1 ] && [ -t 2 ] && : > "+h.path("editor-tty")+"\nprintf 'a ship\\nin a bottle' > \"$1\"\n")
	if err := os.Chmod(editor, 0o700); err != nil {
		t.Fatal(err)
	}
	h.set("EDITOR", editor)
	h.set("IMAGINE_API_KEY", "vk-test-env-CANARY1111")
	h.set("WORK_KEY", "vk-test-work-CANARY2222")
	h.configure("[[key]]\nname = \"work\"\nsource = \"env:WORK_KEY\"\n")
	s := h.studio(100, 30)
	s.press("ctrl+o")
	s.waitText("a ship", "in a bottle") // what the editor wrote
	s.leave()
	env, err := os.ReadFile(h.path("editor-env"))
	if err != nil || len(env) == 0 {
		t.Fatal("the editor was not run")
	}
	if strings.Contains(string(env), "CANARY") {
		t.Errorf("the editor inherited a key:\n%s", env)
	}
	if _, err := os.Stat(h.path("editor-tty")); err != nil {
		t.Errorf("what the editor writes to is no terminal: %v", err)
	}
}
