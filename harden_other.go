//go:build !linux

package main

// harden has nothing to do here: macOS and Windows write no core files unless
// an administrator asked for them.
func harden() {}
