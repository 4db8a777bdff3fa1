//go:build !unix

package disk

import "os"

// Plain is a small file that is read to its end at once.
type Plain struct{ *os.File }

// OpenPlain opens a file for reading.
func OpenPlain(path string) (*Plain, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &Plain{file}, nil
}

// Size is how many bytes the file has now.
func (p *Plain) Size() (int64, error) {
	info, err := p.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
