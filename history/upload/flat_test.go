package upload

import (
	"errors"
	"image"
	"testing"

	"go.uber.org/goleak"

	"imagine-tui/api"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A picture with fewer pixels than it says is damaged, and nothing more happens.
func TestPicturesWithoutTheirPixels(t *testing.T) {
	t.Parallel()
	short := image.NewYCbCr(image.Rect(0, 0, 64, 64), image.YCbCrSubsampleRatio420)
	short.Cb = short.Cb[:9]
	if _, err := flat(short, 6, nil); !errors.Is(err, api.ErrPictureDamaged) {
		t.Errorf("%v", err)
	}
}
