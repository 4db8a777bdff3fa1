package disk

import "golang.org/x/sys/windows"

// Free returns how many bytes can still be written below path; known is false
// where the system does not say.
func Free(path string) (n int64, known bool) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, false
	}
	var free uint64
	if windows.GetDiskFreeSpaceEx(name, &free, nil, nil) != nil {
		return 0, false
	}
	return int64(min(free, 1<<62)), true
}
