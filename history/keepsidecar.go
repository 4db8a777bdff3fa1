package history

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	"imagine-tui/history/disk"
)

// keepSidecar copies a sidecar, if there is one. Where the copy has one of the
// same result already that is older, it is renewed.
func keepSidecar(folder *disk.Folder, from, name string) (renewed bool, err error) {
	info, err := os.Lstat(from)
	if absent(err) {
		return false, nil
	}
	data, problem := readCapped(from)
	if problem != "" {
		return false, errors.New(problem)
	}
	taken := folder.Taken(name)
	if taken && (info == nil || !outdated(folder, name, data, info)) {
		return false, nil
	}
	temp, err := folder.Create(name, 0o644)
	if err != nil {
		return false, err
	}
	defer temp.Discard()
	if _, err := temp.Write(data); err != nil {
		return false, err
	}
	if err := temp.SyncFile(); err != nil {
		return false, err
	}
	if taken {
		return true, temp.Replace(name)
	}
	if err := temp.Publish(name); err != nil && !errors.Is(err, fs.ErrExist) {
		return false, err
	}
	return false, nil
}

// outdated tells whether the sidecar of a copy says less of the same result than
// the library's by now. One that was changed after that is somebody's word.
func outdated(folder *disk.Folder, name string, data []byte, of fs.FileInfo) bool {
	there, err := folder.Root().Lstat(name)
	if err != nil || !there.Mode().IsRegular() || there.Size() > MaxSidecar || there.ModTime().After(of.ModTime()) {
		return false
	}
	old, err := folder.Root().ReadFile(name)
	if err != nil || bytes.Equal(old, data) {
		return false
	}
	was, problem := decode(old)
	is, worse := decode(data)
	return problem == "" && worse == "" && was.Run == is.Run && was.Hash == is.Hash && was.FileSHA256 == is.FileSHA256
}
