//go:build race

package picture

// raceOn tells that the race detector is in: everything takes many times the
// memory and the time.
const raceOn = true
