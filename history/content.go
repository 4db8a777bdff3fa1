package history

import (
	"bytes"
	"io"
	"os"

	"imagine-tui/history/disk"
)

// content is what was received: a file, or memory where no file would take it.
type content interface {
	io.ReadSeeker
	io.ReaderAt
	// Size is how many bytes there are.
	Size() (int64, error)
	// Sync makes sure that they are on disk, as far as they can be.
	Sync() error
}

type fileContent struct{ *os.File }

func (f fileContent) Size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (f fileContent) Sync() error { return disk.Sync(f.File) }

type memoryContent struct{ *bytes.Reader }

func (m memoryContent) Size() (int64, error) { return m.Reader.Size(), nil }

func (memoryContent) Sync() error { return nil }
