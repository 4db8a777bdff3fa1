//go:build !race

package e2e

// raceDetector is whether the tests, and so the program, watch for data races.
const raceDetector = false
