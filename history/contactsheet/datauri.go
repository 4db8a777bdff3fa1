package contactsheet

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"strings"

	"imagine-tui/api/plainfile"
	"imagine-tui/history/disk"
)

// dataURI returns a scaled picture as a JPEG, or as a PNG where it is not
// opaque, for a page. It says where it comes from, if that is known.
func dataURI(m *image.RGBA, source string) (string, error) {
	var b bytes.Buffer
	if !m.Opaque() {
		if err := png.Encode(&b, m); err != nil {
			return "", err
		}
		return encodeURI("image/png", marked(b.Bytes(), source)), nil
	}
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		return "", err
	}
	return encodeURI("image/jpeg", marked(b.Bytes(), source)), nil
}

func encodeURI(mediaType string, data []byte) string {
	var b strings.Builder
	head := "data:" + mediaType + ";base64,"
	b.Grow(len(head) + base64.StdEncoding.EncodedLen(len(data)))
	b.WriteString(head)
	enc := base64.NewEncoder(base64.StdEncoding, &b)
	_, _ = enc.Write(data) // a Builder takes everything
	_ = enc.Close()
	return b.String()
}

// readWhole reads a file of at most limit bytes.
func readWhole(path string, limit int64) ([]byte, error) {
	file, err := plainfile.Open(path)
	if err != nil {
		return nil, errors.New(disk.Reason(err))
	}
	defer func() { _ = file.Close() }() // only read from
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, errors.New(disk.Reason(err))
	}
	if int64(len(data)) > limit {
		return nil, errTooLarge
	}
	return data, nil
}

var errTooLarge = errors.New("the file is too large for a page")
