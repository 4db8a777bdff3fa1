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
	if err := fits(name, len(data)); err != nil {
		return Upload{}, err
	}
	return CheckUpload(name, data)
}

// CheckUpload is NewUpload for a picture of which something smaller may be made
// before it is sent.
func CheckUpload(name string, data []byte) (Upload, error) {
	if len(data) == 0 {
		return Upload{}, Unsendable(name, "it is empty")
	}
	info, err := CheckPicture(bytes.NewReader(data), int64(len(data)))
	var other *formatError
	switch {
	case errors.As(err, &other):
		return Upload{}, Unsendable(name, err.Error()+"; save it as PNG")
	case err != nil:
		return Upload{}, Unsendable(name, err.Error())
	case info.Animated:
		return Upload{}, Unsendable(name, "it is animated, and the API only accepts still pictures; save one frame as PNG")
	}
	return Upload{data: data, info: info, hash: HashOf(data)}, nil
}

// Unsendable says why a file cannot be sent.
func Unsendable(name, why string) error {
	return &RequestError{fieldFile, fmt.Sprintf("%s cannot be sent: %s.", quotedFile(name), why)}
}

// fits refuses what is too large to be sent.
func fits(name string, size int) error {
	if size <= MaxUpload {
		return nil
	}
	return Unsendable(name, fmt.Sprintf("it is larger than %d MB", MaxUpload>>20))
}

// Fits refuses a picture that is too large to be sent; name is what it is called.
func (u Upload) Fits(name string) error { return fits(name, len(u.data)) }

// Data are the bytes that are sent. They must not be changed.
func (u Upload) Data() []byte { return u.data }

// Info says what picture they are.
func (u Upload) Info() PictureInfo { return u.info }

// Hash is the lower-case hex SHA-256 of the bytes.
func (u Upload) Hash() string { return u.hash }

// HashOf is the lower-case hex SHA-256 of a file.
func HashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// LoadUpload reads a picture from a file. Refused, before anything is sent,
// are files that are missing, empty, too large, no regular files, no whole
// pictures, animated, or that change while they are read. The error is a
// *RequestError.
func LoadUpload(path string) (Upload, error) {
	data, err := ReadSource(path, path, MaxUpload)
	if err != nil {
		return Upload{}, err
	}
	return NewUpload(path, data)
}

// ReadSource reads a file of at most limit bytes that is to be sent, or that
// something to send is to be made of. The error is a *RequestError, in which the
// file goes by the name.
func ReadSource(path, name string, limit int64) ([]byte, error) {
	f, err := plainfile.Open(path)
	if err != nil {
		return nil, Unsendable(name, reason(err))
	}
	defer func() { _ = f.Close() }() // only read from
	before, err := f.Stat()
	switch {
	case err != nil:
		return nil, Unsendable(name, reason(err))
	case before.Size() > limit:
		return nil, Unsendable(name, fmt.Sprintf("it is larger than %d MB", limit>>20))
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, Unsendable(name, reason(err))
	}
	after, err := f.Stat()
	if err != nil || after.Size() != int64(len(data)) || !after.ModTime().Equal(before.ModTime()) || after.Size() != before.Size() {
		return nil, Unsendable(name, "it changed while being read; try again")
	}
	return data, nil
}
