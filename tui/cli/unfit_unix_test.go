//go:build unix

package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/creack/pty"

	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
)

// Where the studio cannot be shown it is not: that is said, with what can show it
// and what works there, and nothing is written to the screen.
func TestTerminalsThatCannotShowTheStudio(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		env  app.Environment
		want string
	}{
		"ansi-term in Emacs": {app.Environment{"TERM": "eterm-color", "INSIDE_EMACS": "28.2,term:0.96"}, "ansi-term in Emacs garbles full screens: vterm or eat in Emacs"},
		"a dumb one":         {app.Environment{"TERM": "dumb"}, "TERM=dumb cannot show the studio"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			far, near, err := pty.Open()
			if err != nil {
				t.Skipf("no terminal can be had: %v", err)
			}
			defer func() { _ = far.Close() }()
			dir := t.TempDir()
			for _, place := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"} {
				c.env[place] = dir
			}
			var said bytes.Buffer
			p := newProgram(&console.Console{In: near, Out: near, Err: &said}, c.env)
			if status := p.run(t.Context(), []string{}); status != exit.Usage {
				t.Errorf("exit status %d", status)
			}
			if !strings.Contains(said.String(), c.want) || !strings.Contains(said.String(), "generate PROMPT") {
				t.Errorf("said %q, want %q", said.String(), c.want)
			}
			const mark = "after"
			if _, err := near.WriteString(mark); err != nil {
				t.Fatal(err)
			}
			written := make([]byte, 100)
			if n, err := far.Read(written); err != nil || string(written[:n]) != mark {
				t.Errorf("%q was written to the screen, %v", written[:n], err)
			}
			_ = near.Close()
		})
	}
}
