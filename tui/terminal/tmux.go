package terminal

import (
	"context"
	"os/exec"
	"strings"
	"time"
)

// askTmux is how long tmux may take to say what it runs in.
const askTmux = time.Second

// Around returns what tmux says that the terminal around it calls itself, "" if
// that cannot be had. It runs tmux, so it is for commands, never for Update.
func Around(ctx context.Context, getenv func(string) string) string {
	if getenv("TMUX") == "" {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, askTmux)
	defer cancel()
	cmd := exec.CommandContext(ctx, "tmux", "display-message", "-p", "#{client_termtype}")
	cmd.Env = []string{"TMUX=" + getenv("TMUX"), "TMUX_PANE=" + getenv("TMUX_PANE"), "PATH=" + getenv("PATH"), "LC_ALL=C.UTF-8"}
	cmd.WaitDelay = askTmux
	said, err := cmd.Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(said))
}
