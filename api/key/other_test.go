//go:build !unix

package key

const canSeeModes = false

func noUmask() {}
