package recipe

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"imagine-tui/api/media"
)

// NovelAI, and extensions of others, hide a recipe behind the lowest bits of the
// pixels, column by column from the left: of the transparency or, where there
// is none, of the three colours. It survives where texts are taken out.

// maxHidden bounds the files that are looked into for it, maxPayload what is
// hidden, in bytes; maxSide bounds width and height.
const (
	maxHidden  = 64 << 20
	maxPayload = 1 << 20
	maxSide    = 16_384
	// maxAtOnce bounds the pixels of pictures that are decoded whole for it.
	maxAtOnce = 25_000_000
)

// What begins such data, behind which their length in bits stands.
const (
	hiddenPlain  = "stealth_pnginfo"
	hiddenPacked = "stealth_pngcomp"
	hiddenRGB    = "stealth_rgbinfo"
	packedRGB    = "stealth_rgbcomp"
	hiddenHead   = len(hiddenPlain) + 4
)

// hidesBits tells by its header whether a PNG may hide something so.
func hidesBits(head [media.IHDRLen]byte) bool {
	depth, colour := head[8], head[9]
	w, h := binary.BigEndian.Uint32(head[:]), binary.BigEndian.Uint32(head[4:])
	return depth == 8 && (colour == 2 || colour == 6) && w <= maxSide && h <= maxSide
}

// readHidden reads what is hidden behind the pixels of a PNG or WebP.
func readHidden(src io.ReadSeeker) (Recipe, error) {
	data, err := media.Whole(src, maxHidden)
	if err != nil {
		return Recipe{}, err
	}
	if data == nil {
		return Recipe{}, &UnknownError{fmt.Sprintf("it has more than %d MB, so it was not searched for a recipe hidden in its pixels", maxHidden>>20)}
	}
	const interlaced = len(media.PNGMagic) + 8 + media.IHDRLen - 1
	atOnce := media.Sniff(data) == media.WebP || len(data) > interlaced && data[interlaced] != 0
	if w, h := media.Size(bytes.NewReader(data)); atOnce && w*h > maxAtOnce {
		return Recipe{}, &UnknownError{fmt.Sprintf("it has more than %d megapixels, so it was not searched for a recipe hidden in its pixels", maxAtOnce/1_000_000)}
	}
	text := hiddenText(data)
	if text == "" {
		return Recipe{}, ErrNone
	}
	t := &texts{}
	t.add("stealth", text)
	return t.recipe(nil)
}

// hiddenText unpacks what is hidden, "" where nothing is.
func hiddenText(data []byte) string {
	pixels := source(data)
	for _, channels := range []int{1, 3} {
		head := columnBits(pixels, channels, hiddenHead)
		if len(head) < hiddenHead {
			continue
		}
		mark := string(head[:len(hiddenPlain)])
		if channels == 1 && mark != hiddenPlain && mark != hiddenPacked || channels == 3 && mark != hiddenRGB && mark != packedRGB {
			continue
		}
		n := int64(binary.BigEndian.Uint32(head[len(mark):])) / 8
		if n > maxPayload {
			return ""
		}
		body := columnBits(pixels, channels, hiddenHead+int(n))
		if len(body) < hiddenHead+int(n) {
			return ""
		}
		if body = body[hiddenHead:]; mark == hiddenPlain || mark == hiddenRGB {
			return string(body)
		}
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return ""
		}
		text, err := io.ReadAll(io.LimitReader(z, MaxJSON))
		if err != nil && !errors.Is(err, gzip.ErrChecksum) {
			return ""
		}
		return string(text)
	}
	return ""
}

// columnBits collects the lowest bits of the transparency (one channel) or the
// colours (three) of as many columns as hold n bytes. It returns fewer where the
// picture is smaller.
func columnBits(pixels rowsOf, channels, n int) []byte {
	var at layout
	var columns int
	var bits []byte // a byte a bit, column by column
	whole := pixels(func(l layout) {
		at = l
		if l.alpha >= 0 && channels == 1 || l.coloured && channels == 3 {
			columns = min(l.width, (8*n+channels*l.height-1)/(channels*l.height))
			bits = make([]byte, columns*l.height*channels)
		}
	}, func(y int, pix []byte) {
		for x := range columns {
			p := pix[x*at.each : (x+1)*at.each]
			if channels == 1 {
				bits[x*at.height+y] = p[at.alpha] & 1
				continue
			}
			i := (x*at.height + y) * 3
			bits[i], bits[i+1], bits[i+2] = p[0]&1, p[1]&1, p[2]&1
		}
	})
	if !whole {
		return nil
	}
	out := make([]byte, min(n, len(bits)/8))
	for i := range out {
		for _, b := range bits[8*i : 8*i+8] {
			out[i] = out[i]<<1 | b
		}
	}
	return out
}
