package history

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	"imagine-tui/history/disk"
)

// sidecarCopy is a sidecar on its way to beside a copy.
type sidecarCopy struct {
	data []byte
	info fs.FileInfo
	temp *disk.Temp // nil until it is written
}

// readSidecarCopy reads a sidecar, if there is one.
func readSidecarCopy(from string) (*sidecarCopy, error) {
	info, err := os.Lstat(from)
	if absent(err) {
		return nil, nil //nolint:nilnil // none is no error
	}
	data, problem := readCapped(from)
	if problem != "" {
		return nil, errors.New(problem)
	}
	return &sidecarCopy{data: data, info: info}, nil
}

// write puts it under a hidden name, to become name.
func (s *sidecarCopy) write(folder *disk.Folder, name string) (err error) {
	if s.temp, err = folder.Create(name, 0o644); err != nil {
		return err
	}
	if _, err := s.temp.Write(s.data); err != nil {
		return err
	}
	return s.temp.SyncFile()
}

// place gives it its name. Where the copy has one of the same result already that
// is older, it is renewed.
func (s *sidecarCopy) place(folder *disk.Folder, name string) (renewed bool, err error) {
	taken := folder.Taken(name)
	if taken && (s.info == nil || !outdated(folder, name, s.data, s.info)) {
		return false, nil
	}
	if s.temp == nil {
		if err := s.write(folder, name); err != nil {
			return false, err
		}
	}
	if taken {
		return true, s.temp.Replace(name)
	}
	if err := s.temp.Publish(name); err != nil && !errors.Is(err, fs.ErrExist) {
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
