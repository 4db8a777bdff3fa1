package external

import (
	"io"
	"os"
	"os/exec"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// settling is how long the screen is away at least. Bubble Tea v2.1.1 tells its
// frame clock to stop and does not wait until it has: a program that ends
// before, such as an editor that is not there, would have the new clock stopped
// in the old one's place, and nothing would ever be drawn again
// (charmbracelet/bubbletea#1778).
const settling = time.Second / 4

// inForeground runs a program that needs the terminal for itself, an editor.
func inForeground(cmd *exec.Cmd, ended tea.ExecCallback) tea.Cmd {
	return leave(&foreground{away: away{cmd.Run}, cmd: cmd}, ended)
}

// gone tells whether the screen is not there, for a job, a program or a moment.
// There is one screen, and signals come to the process.
var gone atomic.Bool

// leave gives the terminal away for as long as c runs, and says how that ended
// once the screen is back.
func leave(c tea.ExecCommand, ended tea.ExecCallback) tea.Cmd {
	return tea.Exec(c, func(err error) tea.Msg {
		gone.Store(false)
		return ended(err)
	})
}

// away is what happens while the screen is not there: it is not over too soon.
type away struct{ run func() error }

// Run implements tea.ExecCommand.
func (a away) Run() error {
	gone.Store(true)
	settled := time.NewTimer(settling)
	err := a.run()
	<-settled.C
	return err
}

// SetStdin implements tea.ExecCommand.
func (away) SetStdin(r io.Reader) {
	if guarded, ok := r.(interface{ Again() }); ok {
		guarded.Again() // whoever read from it does no more, and another one will
	}
}

// SetStdout implements tea.ExecCommand.
func (away) SetStdout(io.Writer) {}

// SetStderr implements tea.ExecCommand.
func (away) SetStderr(io.Writer) {}

// foreground is a program on the terminal.
type foreground struct {
	away

	cmd *exec.Cmd
}

// SetStdin implements tea.ExecCommand.
func (f *foreground) SetStdin(r io.Reader) {
	f.away.SetStdin(r)
	if guarded, ok := r.(interface{ Terminal() *os.File }); ok {
		r = guarded.Terminal() // the program gets the terminal, not a pipe from it
	}
	f.cmd.Stdin = r
}

// SetStdout implements tea.ExecCommand.
func (f *foreground) SetStdout(w io.Writer) {
	if way, ok := w.(interface{ Terminal() io.Writer }); ok {
		w = way.Terminal() // not what the studio writes to in its place
	}
	f.cmd.Stdout = w
}

// SetStderr implements tea.ExecCommand. What the program warns of belongs on the
// screen that it has, wherever the studio's own goes.
func (f *foreground) SetStderr(w io.Writer) {
	if f.cmd.Stderr = w; f.cmd.Stdout != nil {
		f.cmd.Stderr = f.cmd.Stdout
	}
}
