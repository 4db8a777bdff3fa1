//go:build !windows

package mark

import "os"

// write writes control sequences to a terminal.
func write(terminal *os.File, text string) error {
	_, err := terminal.WriteString(text)
	return err //nolint:wrapcheck // said where it is called
}
