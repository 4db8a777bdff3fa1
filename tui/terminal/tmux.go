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
	return tmux{getenv, askTmux}.around(ctx)
}

// PassesOn tells whether tmux passes on what is meant for the terminal around it, as
// far as it says, which it does in numbers up to 3.3. It runs tmux as well.
func PassesOn(ctx context.Context, getenv func(string) string) bool {
	return tmux{getenv, askTmux}.passesOn(ctx)
}

// Viewer returns what tells the terminal that tmux is seen in from one that it is
// seen in later, "" if that cannot be had. It runs tmux as well.
func Viewer(ctx context.Context, getenv func(string) string) string {
	return tmux{getenv, askTmux}.viewer(ctx)
}

// tmux is the one that a program with this environment runs in, and how long it may
// take to say something.
type tmux struct {
	getenv func(string) string
	wait   time.Duration
}

func (t tmux) around(ctx context.Context) string { return t.ask(ctx, "#{client_termtype}") }

func (t tmux) passesOn(ctx context.Context) bool {
	said := t.ask(ctx, "#{allow-passthrough}")
	return said != "off" && said != "0"
}

func (t tmux) viewer(ctx context.Context) string {
	return t.ask(ctx, "#{client_tty} #{client_created}")
}

func (t tmux) ask(ctx context.Context, format string) string {
	if t.getenv("TMUX") == "" {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, t.wait)
	defer cancel()
	cmd := exec.CommandContext(ctx, "tmux", "display-message", "-p", format)
	cmd.Env = []string{"TMUX=" + t.getenv("TMUX"), "TMUX_PANE=" + t.getenv("TMUX_PANE"), "PATH=" + t.getenv("PATH"), "LC_ALL=C.UTF-8"}
	cmd.WaitDelay = t.wait
	said, err := cmd.Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(said))
}
