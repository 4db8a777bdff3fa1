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
	opened := unlocked(path)
	return opened != nil && os.SameFile(info, opened) && os.Remove(path) == nil
}

// Abandoned tells whether nobody holds the lock of the plain file at path.
func Abandoned(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular() && unlocked(path) != nil
}

// unlocked looks at a file whose lock nobody holds, nil for another. Where files
// cannot be locked nobody does.
func unlocked(path string) os.FileInfo {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = file.Close() }() // only looked at
	if free, err := TryLock(file); err == nil && !free {
		return nil
	}
	info, err := file.Stat()
	if err != nil {
		return nil
	}
	return info
}
