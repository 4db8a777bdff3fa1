package display

import (
	"testing"

	"imagine-tui/tui/picture/player/playertest"
)

// TestMain is ffmpeg where a test starts it as that.
func TestMain(m *testing.M) {
	playertest.Run()
	m.Run()
}
