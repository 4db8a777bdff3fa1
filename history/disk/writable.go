package disk

import (
	"os"
)

// Writable tells whether a file can be made in a folder, by making one; nothing
// of it stays.
func Writable(dir string) error {
	probe, err := os.CreateTemp(dir, ".imagine-tui-*")
	if err != nil {
		return err
	}
	_ = probe.Close() // nothing was written
	return os.Remove(probe.Name())
}
