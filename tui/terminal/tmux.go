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
	return ask(ctx, getenv, "#{client_termtype}")
}

// PassesOn tells whether tmux passes on what is meant for the terminal around it, as
// far as it says, which it does in numbers up to 3.3. It runs tmux as well.
func PassesOn(ctx context.Context, getenv func(string) string) bool {
	said := ask(ctx, getenv, "#{allow-passthrough}")
	return said != "off" && said != "0"
}

// Viewer returns what tells the terminal that tmux is seen in from one that it is
// seen in later, "" if that cannot be had. It runs tmux as well.
func Viewer(ctx context.Context, getenv func(string) string) string {
	return strings.TrimSpace(ask(ctx, getenv, "#{client_tty} #{client_created}"))
}

func ask(ctx context.Context, getenv func(string) string, format string) string {
	if getenv("TMUX") == "" {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, askTmux)
	defer cancel()
	cmd := exec.CommandContext(ctx, "tmux", "display-message", "-p", format)
	cmd.Env = []string{"TMUX=" + getenv("TMUX"), "TMUX_PANE=" + getenv("TMUX_PANE"), "PATH=" + getenv("PATH"), "LC_ALL=C.UTF-8"}
	cmd.WaitDelay = askTmux
	said, err := cmd.Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(said))
}
