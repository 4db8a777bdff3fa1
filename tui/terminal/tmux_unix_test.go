//go:build unix

package terminal

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// tmux is asked in the server and pane that the program runs in, with nothing else
// of its environment; what it does not say, or not in time, is not known.
func TestTmuxIsAsked(t *testing.T) {
	dir := t.TempDir()
	// It answers as tmux does, and fails where it was called otherwise.
	const script = `#!/bin/sh
[ "$1 $2 $#" = "display-message -p 3" ] && [ "$TMUX $TMUX_PANE" = "/tmp/t,1,0 %3" ] && [ -z "$IMAGINE_TEST_WORD" ] || exit 1
case $3 in
"#{client_termtype}") echo "kitty(0.41.1)" ;;
"#{allow-passthrough}") echo "$(cat "${0%/*}/passes")" ;;
"#{client_tty} #{client_created}") echo "/dev/pts/9 100" ;;
*) exit 1 ;;
esac
`
	if err := os.WriteFile(filepath.Join(dir, "tmux"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	path := dir + string(os.PathListSeparator) + os.Getenv("PATH")
	t.Setenv("PATH", path)
	t.Setenv("IMAGINE_TEST_WORD", "for nobody else")
	inside := environment("TMUX=/tmp/t,1,0", "TMUX_PANE=%3", "PATH="+path)
	asked := tmux{inside, time.Minute}
	if got := asked.around(t.Context()); got != "kitty(0.41.1)" {
		t.Errorf("around it is %q", got)
	}
	if got := asked.viewer(t.Context()); got != "/dev/pts/9 100" {
		t.Errorf("it is seen in %q", got)
	}
	for said, want := range map[string]bool{"off": false, "0": false, "on": true, "all": true, "1": true, "": true} {
		if err := os.WriteFile(filepath.Join(dir, "passes"), []byte(said), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := asked.passesOn(t.Context()); got != want {
			t.Errorf("allow-passthrough %q: passes on %v", said, got)
		}
	}
	for name, none := range map[string]tmux{
		"outside":      {environment("PATH=" + path), time.Minute},
		"another one":  {environment("TMUX=/tmp/other,1,0", "PATH="+path), time.Minute},
		"without time": {inside, 0},
	} {
		if got := none.around(t.Context()); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}
