package tui

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails if a command of the studio is still at work at the end. One
// that only waits for its time, such as that of a notice, is not at work.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("charm.land/bubbletea/v2.Tick.func1"))
}
