package picture

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"os"
	"path/filepath"

	"imagine-tui/history/pixels"
)

// maxStill is the most that is read of a picture of a video.
const maxStill = 8 << 20

// drawStill draws the picture that the service returned of a video, from a folder of
// those: "" for none. It tells whether there is one.
func drawStill(ctx context.Context, card *image.RGBA, video []byte, dir string) bool {
	if dir == "" {
		return false
	}
	sum := sha256.Sum256(video)
	path := filepath.Join(dir, hex.EncodeToString(sum[:])+".still")
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() || info.Size() > maxStill {
		return false
	}
	data, err := os.ReadFile(path) // #nosec G304 -- named by a hash
	if err != nil {
		return false
	}
	return drawOn(ctx, card, data)
}

// drawOn draws a picture file over the whole of a card, and tells whether it could.
func drawOn(ctx context.Context, card *image.RGBA, file []byte) (drawn bool) {
	defer func() {
		if recover() != nil { // whatever the decoders do with hostile bytes
			drawn = false
		}
	}()
	h, err := readHeader(file)
	if err != nil {
		return false
	}
	b := card.Bounds()
	img, _, err := decodeReduced(ctx, h, file, max(1, min(h.w/b.Dx(), h.h/b.Dy())))
	if err != nil {
		return false
	}
	s := pixels.Shrink(img, pixels.All(img), b.Dx(), b.Dy())
	copy(card.Pix, over(s, defaultCheckers, checkerPixels, checkerPixels).image().Pix)
	return true
}
