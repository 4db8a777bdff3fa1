package restore

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails if anything is still at work at the end.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
