//go:build !race

package ratios

// race is whether the detector runs.
const race = false
