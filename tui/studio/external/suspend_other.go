//go:build !unix

package external

// hasShell tells that none is there that could bring the program back.
func hasShell() bool { return false }

// stopHere does nothing where there are no jobs.
func stopHere() (stopped bool, err error) { return false, nil }
