//go:build !linux

package app

// Harden has nothing to do here: macOS and Windows write no core files unless
// an administrator asked for them.
func Harden() {}
