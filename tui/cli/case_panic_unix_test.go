//go:build unix

package cli

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"imagine-tui/tui/cli/exit"

	"github.com/creack/pty"
)

// A panic of the screen, in a real terminal: that is put back as it was, and
// the report is scrubbed and private.
func TestCase14ForcedPanic(t *testing.T) {
	t.Parallel()
	for name, key := range map[string]string{"update": "u", "view": "v", "command": "c"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state := t.TempDir()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, os.Args[0])
			cmd.Env = append(os.Environ(), panicState+"="+state, "TERM=xterm-256color")
			terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 80, Rows: 24})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = terminal.Close() }()
			var said bytes.Buffer
			buffer := make([]byte, 4096)
			pressed := false
			for {
				n, err := terminal.Read(buffer)
				said.Write(buffer[:n])
				if !pressed && strings.Contains(said.String(), "ready") {
					pressed = true
					if _, err := terminal.WriteString(key); err != nil {
						t.Fatal(err)
					}
				}
				if err != nil {
					break // its end is closed
				}
			}
			_ = cmd.Wait() // its status is looked at
			if status := cmd.ProcessState.ExitCode(); status != exit.Failed || !pressed {
				t.Errorf("exit status %d:\n%q", status, said.String())
			}
			raw := said.String()
			for _, mode := range []string{"1049", "1002", "1006", "2004"} {
				if on, off := strings.LastIndex(raw, "\x1b[?"+mode+"h"), strings.LastIndex(raw, "\x1b[?"+mode+"l"); on > off {
					t.Errorf("mode %s is left on", mode)
				}
			}
			if strings.LastIndex(raw, "\x1b[?25l") > strings.LastIndex(raw, "\x1b[?25h") {
				t.Error("the cursor is left hidden")
			}
			if strings.Contains(raw, "CANARY") || !strings.Contains(raw, " crashed. What was sent") {
				t.Errorf("it said %q", raw)
			}
			reports, err := filepath.Glob(filepath.Join(state, "crash-*.txt"))
			if err != nil || len(reports) != 1 {
				t.Fatalf("%q, %v", reports, err)
			}
			info, err := os.Stat(reports[0])
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%v, %v", info, err)
			}
			text, err := os.ReadFile(reports[0])
			if err != nil || strings.Contains(string(text), "CANARY") || !strings.Contains(string(text), "refused vk-…") {
				t.Errorf("%v: %.300q", err, text)
			}
		})
	}
}
