package tui

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails if a command of the studio is still at work at the end.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
