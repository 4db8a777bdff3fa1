//go:build race

package e2e

import "testing"

// raceDetector is whether the tests, and so the program, watch for data races.
const raceDetector = true

// rounds is how often something is done: less often, for it takes many times as
// long.
func rounds(_, watched int) int { return watched }

// provedWithoutDetector skips a test of what no detector can add to: it reads
// source, or builds a program of its own. It runs where there is none.
func provedWithoutDetector(t *testing.T) {
	t.Helper()
	t.Skip("it has nothing that could race, and is tried without the detector")
}
