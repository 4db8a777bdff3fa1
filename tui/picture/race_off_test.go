//go:build !race

package picture

// raceOn tells that the race detector is in.
const raceOn = false
