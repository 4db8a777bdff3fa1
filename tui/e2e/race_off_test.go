//go:build !race

package e2e

import "testing"

// raceDetector is whether the tests, and so the program, watch for data races.
const raceDetector = false

// rounds is how often something is done: as often as it should be.
func rounds(plain, _ int) int { return plain }

// provedWithoutDetector runs the test: there is no detector.
func provedWithoutDetector(t *testing.T) { t.Helper() }
