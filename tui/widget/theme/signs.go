package theme

// Signs of the studio. Every state has a sign or a word of its own, so that
// nothing depends on colour alone.
const (
	SignRow      = "▸" // selected row
	SignInUse    = "●" // the key in use
	SignMarked   = "◉"
	SignUnmarked = "○"
	SignOpen     = "▾"
	SignFolded   = "▹"
	SignNew      = "•" // not yet looked at
	SignSaved    = "✓"
	SignFailed   = "✗"
	SignUnknown  = "?"
	SignWaiting  = "·"
	SignHeld     = "‖"
	SignStopped  = "⊘"
	SignPicked   = "♥"
	SignStar     = "★"
	SignRejected = "⌫"
)

// SpinnerFrames are the frames of the one clock that all running rows share.
var SpinnerFrames = []string{"⣾", "⣽", "⣻", "⢿", "⡿", "⣟", "⣯", "⣷"}
