//go:build unix

package picture

import "golang.org/x/sys/unix"

// WindowPixels asks the system for the size in pixels of the window that a
// terminal's file belongs to. Many terminals tell it, also through ssh; 0, 0
// where it is not known.
func WindowPixels(fd uintptr) (w, h int) {
	size, err := unix.IoctlGetWinsize(int(fd), unix.TIOCGWINSZ)
	if err != nil {
		return 0, 0
	}
	return int(size.Xpixel), int(size.Ypixel)
}
