//go:build race

package paint

// racing is set when the race detector makes painting many times slower.
const racing = true
