//go:build !unix

package picture

// WindowPixels returns 0, 0: the system does not know.
func WindowPixels(uintptr) (w, h int) { return 0, 0 }
