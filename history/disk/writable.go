package disk

import (
	"os"
	"path/filepath"
)

// Probe is the name that files made by Writable would get: what is left of one, of
// a process that was killed, is a temporary file of it.
const Probe = "imagine-tui-probe"

// Writable tells whether a file can be made in a folder, by making one; nothing
// of it stays.
func Writable(dir string) error {
	probe, err := os.OpenFile(filepath.Join(dir, TempName(Probe)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_ = probe.Close() // nothing was written
	return os.Remove(probe.Name())
}
