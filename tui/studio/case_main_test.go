package studio

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails if a command of the studio is still at work at the end. One
// that only waits for its time, such as that of a notice, is not at work. After
// a panic the terminal library leaves its reader behind: the program ends then.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("charm.land/bubbletea/v2.Tick.func1"),
		// A batch that a tick is part of waits for it; its other commands are seen.
		goleak.IgnoreAnyFunction("charm.land/bubbletea/v2.(*Program).execBatchMsg"),
		goleak.IgnoreAnyFunction("charm.land/bubbletea/v2.(*Program).readLoop"),
		goleak.IgnoreAnyFunction("github.com/charmbracelet/ultraviolet.(*TerminalReader).StreamEvents.func1"),
	)
}
