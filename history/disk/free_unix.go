//go:build linux || darwin

package disk

import "golang.org/x/sys/unix"

// Free returns how many bytes can still be written below path; known is false
// where the system does not say.
func Free(path string) (n int64, known bool) {
	var s unix.Statfs_t
	if unix.Statfs(path, &s) != nil || s.Bsize <= 0 || s.Blocks == 0 { // some file systems do not count
		return 0, false
	}
	size := int64(s.Bsize) //nolint:unconvert // its type differs between systems
	const most = 1 << 62
	if s.Bavail > uint64(most/size) {
		return most, true
	}
	return int64(s.Bavail) * size, true
}
