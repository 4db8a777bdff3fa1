package api

import (
	"bytes"
	"errors"
	"testing"

	"imagine-tui/api/media"
)

// late is a JPEG of 40 × 30 that says its height behind its first scan.
func late(tb testing.TB) []byte {
	tb.Helper()
	data := jpegSample(tb, 40, 30)
	frame := bytes.Index(data, []byte{0xFF, media.SOF0})
	data[frame+5], data[frame+6] = 0, 0
	end := len(data) - 2
	return append(append(bytes.Clone(data[:end]), segment(media.DNL, 0, 30)...), data[end:]...)
}

// A height that comes late is a height, in the check of what is sent and of what
// is answered; where none comes the file is damaged.
func TestLateHeight(t *testing.T) {
	t.Parallel()
	data := late(t)
	u := upload(t, "late", data)
	if u.info.Width != 40 || u.info.Height != 30 || u.info.Ext != ".jpg" {
		t.Errorf("%+v", u.info)
	}
	if w, h := media.Size(bytes.NewReader(data)); w != 40 || h != 30 {
		t.Errorf("%d × %d", w, h)
	}
	if err := CheckMask(u, upload(t, "mask", usualMask(t, 40, 30))); err != nil {
		t.Error(err)
	}
	for name, tt := range map[string]struct {
		data []byte
		want error
	}{
		"cut":       {data[:len(data)-2], ErrPictureCut},
		"no height": {bytes.Replace(data, segment(media.DNL, 0, 30), nil, 1), ErrPictureDamaged},
		"zero":      {bytes.Replace(data, segment(media.DNL, 0, 30), segment(media.DNL, 0, 0), 1), ErrPictureDamaged},
		"short":     {bytes.Replace(data, segment(media.DNL, 0, 30), segment(media.DNL, 0), 1), ErrPictureCut},
	} {
		if _, err := CheckPicture(bytes.NewReader(tt.data), int64(len(tt.data))); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}
