package api

import (
	"bytes"
	"errors"
	"image/png"
	"testing"
)

// pixelErrors are what package png says of pixels that are not all there, or more
// than there should be. Zlib's errors are no FormatError.
var pixelErrors = map[png.FormatError]bool{
	"not enough pixel data": true, "too much pixel data": true, "bad filter type": true, "invalid checksum": true, "missing IDAT": true,
}

// FuzzCheckPNG: a PNG that a decoder takes passes, and of one that passes no decoder
// says that its pixels are damaged. (It may not like the order of what is around
// them, or a palette.)
func FuzzCheckPNG(f *testing.F) {
	for name, data := range wholePictures(f) {
		if len(data) < 10_000 && bytes.HasSuffix([]byte(name), []byte(".png")) {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := png.DecodeConfig(bytes.NewReader(data))
		if err != nil || c.Width*c.Height > 1<<18 {
			return
		}
		_, want := png.Decode(bytes.NewReader(data))
		_, err = CheckPicture(bytes.NewReader(data), int64(len(data)))
		var form png.FormatError
		var unsupported png.UnsupportedError
		switch {
		case want == nil && err != nil:
			t.Errorf("%v, and a decoder takes it", err)
		case err == nil && want != nil && !errors.As(want, &unsupported) && (!errors.As(want, &form) || pixelErrors[form]):
			t.Errorf("whole, and a decoder says: %v", want)
		}
	})
}
