package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"imagine-tui/api/plainfile"
)

// MaxUpload is the largest file that is sent, in bytes. The API documents no
// limit; other clients stop at 5 or 10 MB.
const MaxUpload = 64 << 20

// Upload is a picture to send, read and checked. The zero Upload is none.
type Upload struct {
	data []byte
	info PictureInfo
	hash string
}

// NewUpload makes an Upload of a picture's bytes, which must not be changed
// afterwards. The error is a *RequestError with a sentence; name is what the
// picture is called in it.
func NewUpload(name string, data []byte) (Upload, error) {
	refuse := func(why string) (Upload, error) {
		return Upload{}, &RequestError{fieldFile, fmt.Sprintf("%s cannot be sent: %s.", quoted(name), why)}
	}
	switch {
	case len(data) == 0:
		return refuse("it is empty")
	case len(data) > MaxUpload:
		return refuse(fmt.Sprintf("it is larger than %d MB", MaxUpload>>20))
	}
	info, err := CheckPicture(bytes.NewReader(data), int64(len(data)))
	var other *formatError
	switch {
	case errors.As(err, &other):
		return refuse(err.Error() + "; save it as PNG")
	case err != nil:
		return refuse(err.Error())
	case info.Animated:
		return refuse("it is animated, and the API takes single pictures; save one of them as PNG")
	}
	return Upload{data: data, info: info, hash: hashOf(data)}, nil
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// LoadUpload reads a picture from a file. Refused, before anything is sent,
// are files that are missing, empty, too large, no regular files, no whole
// pictures, animated, or that change while they are read. The error is a
// *RequestError.
func LoadUpload(path string) (Upload, error) {
	data, err := readSource(path)
	if err != nil {
		return Upload{}, err
	}
	return NewUpload(path, data)
}

// readSource reads a file that is to be sent. The error is a *RequestError.
func readSource(path string) ([]byte, error) {
	refuse := func(why string) ([]byte, error) {
		return nil, &RequestError{fieldFile, fmt.Sprintf("%s cannot be sent: %s.", quoted(path), why)}
	}
	f, err := plainfile.Open(path)
	if err != nil {
		return refuse(reason(err))
	}
	defer func() { _ = f.Close() }() // only read from
	before, err := f.Stat()
	switch {
	case err != nil:
		return refuse(reason(err))
	case before.Size() > MaxUpload:
		return refuse(fmt.Sprintf("it is larger than %d MB", MaxUpload>>20))
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxUpload+1))
	if err != nil {
		return refuse(reason(err))
	}
	after, err := f.Stat()
	if err != nil || after.Size() != int64(len(data)) || !after.ModTime().Equal(before.ModTime()) || after.Size() != before.Size() {
		return refuse("it changed while it was read; try again")
	}
	return data, nil
}
