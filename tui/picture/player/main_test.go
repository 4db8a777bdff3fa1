package player

import (
	"testing"

	"go.uber.org/goleak"

	"imagine-tui/tui/picture/player/playertest"
)

// TestMain is ffmpeg where a test starts it as that, and fails if anything is still
// at work at the end.
func TestMain(m *testing.M) {
	playertest.Run()
	goleak.VerifyTestMain(m)
}
