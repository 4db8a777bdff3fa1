//go:build unix && !linux

package e2e

// forgets tells that it is not known whether a terminal's system forgets what was
// not read, if it is told to.
func forgets() bool { return false }
