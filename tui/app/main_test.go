package app

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails if anything of the program is still at work at the end.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
