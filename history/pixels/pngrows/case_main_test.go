package pngrows

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails if a decoder is still at work at the end.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
