//go:build !race

package e2e

import "testing"

// raceDetector is whether the tests, and so the program, watch for data races.
const raceDetector = false

// provedWithoutDetector runs the test: there is no detector.
func provedWithoutDetector(t *testing.T) { t.Helper() }
