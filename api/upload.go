package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
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
	if err != nil {
		return refuse(err.Error())
	}
	sum := sha256.Sum256(data)
	return Upload{data: data, info: info, hash: hex.EncodeToString(sum[:])}, nil
}

// LoadUpload reads a picture from a file. Refused, before anything is sent,
// are files that are missing, empty, too large, no regular files, no whole
// pictures, or that change while they are read. The error is a *RequestError.
func LoadUpload(path string) (Upload, error) {
	refuse := func(why string) (Upload, error) {
		return Upload{}, &RequestError{fieldFile, fmt.Sprintf("%s cannot be sent: %s.", quoted(path), why)}
	}
	// Before opening it, since opening a pipe waits for somebody to write.
	before, err := os.Stat(path)
	switch {
	case err != nil:
		return refuse(reason(err))
	case before.IsDir():
		return refuse("it is a folder")
	case !before.Mode().IsRegular():
		return refuse("it is not a regular file")
	case before.Size() > MaxUpload:
		return refuse(fmt.Sprintf("it is larger than %d MB", MaxUpload>>20))
	}
	f, err := os.Open(path)
	if err != nil {
		return refuse(reason(err))
	}
	defer func() { _ = f.Close() }() // only read from
	data, err := io.ReadAll(io.LimitReader(f, MaxUpload+1))
	if err != nil {
		return refuse(reason(err))
	}
	after, err := f.Stat()
	if err != nil || after.Size() != int64(len(data)) || !after.ModTime().Equal(before.ModTime()) || after.Size() != before.Size() {
		return refuse("it changed while it was read; try again")
	}
	return NewUpload(path, data)
}

// SHA256 returns the hash of the file's bytes, lower-case hex.
func (u Upload) SHA256() string { return u.hash }

// Info returns what the picture is.
func (u Upload) Info() PictureInfo { return u.info }

// input returns the upload as part of a request.
func (u Upload) input(field string) Input { return Input{Field: field, SHA256: u.hash} }

// loadInputs reads the files of a request. A file that is not the one the
// request was made with is refused: its answer would be saved under the hash
// of another.
func (r Request) loadInputs() (map[string]Upload, error) {
	files := map[string]Upload{}
	for _, in := range r.Inputs {
		u, err := LoadUpload(in.Path)
		if err != nil {
			return nil, err
		}
		if in.SHA256 != u.hash {
			return nil, &RequestError{in.Field, fmt.Sprintf("%s is not the picture it was any more. Choose it again.", quoted(in.Path))}
		}
		files[in.Field] = u
	}
	return files, nil
}
