package media

import (
	"bytes"
	"encoding/binary"
)

// Animation names the form of a file that holds several pictures, to be seen in
// turn: GIF, WebP or APNG. It is "" for any other.
func Animation(file []byte) string {
	switch Sniff(file) {
	case PNG:
		for walk := NewChunks(bytes.NewReader(file)); ; {
			c, err := walk.Next()
			if err != nil || c.Kind == "IDAT" {
				return ""
			}
			if frames := c.In(file); c.Kind == "acTL" && len(frames) >= 4 && binary.BigEndian.Uint32(frames) > 1 {
				return "APNG"
			}
		}
	case WebP:
		const animated = 1 << 1
		c, err := NewRIFF(bytes.NewReader(file)).Next()
		if head := c.In(file); err == nil && c.Kind == "VP8X" && len(head) > 0 && head[0]&animated != 0 {
			return "WebP"
		}
	case GIF:
		if framesOfGIF(file) > 1 {
			return "GIF"
		}
	default:
	}
	return ""
}

// framesOfGIF counts the pictures of a GIF, up to two.
func framesOfGIF(file []byte) (n int) {
	for walk := NewBlocks(file); ; {
		b, ok := walk.Next()
		if !ok || n > 1 {
			return n
		}
		if b.Frame() {
			n++
		}
	}
}
