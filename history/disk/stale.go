package disk

import (
	"os"
	"time"
)

// RemoveStale removes the file at path if it was not changed since limit and
// nobody holds its lock. It says whether it did. Links are left alone.
func RemoveStale(path string, limit time.Time) bool {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || !info.ModTime().Before(limit) {
		return false
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	// Where files cannot be locked their age has to do.
	free, err := TryLock(file)
	if err == nil && !free {
		_ = file.Close() // only looked at
		return false
	}
	opened, err := file.Stat()
	_ = file.Close()
	return err == nil && os.SameFile(info, opened) && os.Remove(path) == nil
}
