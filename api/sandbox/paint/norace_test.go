//go:build !race

package paint

const racing = false
