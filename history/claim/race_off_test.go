//go:build !race

package claim

// raceDetector is whether the tests, and so the processes they start, watch for
// data races.
const raceDetector = false
