package recipe

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"

	"imagine-tui/api/media"
	"imagine-tui/history/pixels/pngrows"
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
	depth, colour, interlaced := head[8], head[9], head[12]
	w, h := binary.BigEndian.Uint32(head[:]), binary.BigEndian.Uint32(head[4:])
	return depth == 8 && (colour == 2 || colour == 6) && interlaced == 0 && w <= maxSide && h <= maxSide
}

// readHidden reads what is hidden behind the pixels of a PNG.
func readHidden(src io.ReadSeeker) (Recipe, error) {
	size, err := src.Seek(0, io.SeekEnd)
	if err != nil {
		return Recipe{}, err
	}
	if size > maxHidden {
		return Recipe{}, ErrNone
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return Recipe{}, err
	}
	data, err := io.ReadAll(io.LimitReader(src, size))
	if err != nil {
		return Recipe{}, err
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
func hiddenText(png []byte) string {
	for _, channels := range []int{1, 3} {
		head := columnBits(png, channels, hiddenHead)
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
		body := columnBits(png, channels, hiddenHead+int(n))
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
func columnBits(png []byte, channels, n int) []byte {
	var info pngrows.Info
	var columns int
	var bits []byte // a byte a bit, column by column
	_, err := pngrows.Decode(png, func(i pngrows.Info) {
		info = i
		if (i.Kind == pngrows.NRGBA) == (channels == 1) || channels == 3 && i.Kind != pngrows.Gray {
			columns = min(i.Width, (8*n+channels*i.Height-1)/(channels*i.Height))
			bits = make([]byte, columns*i.Height*channels)
		}
	}, func(y int, pix []byte) {
		each := info.Kind.Bytes()
		for x := range columns {
			p := pix[x*each : (x+1)*each]
			if channels == 1 {
				bits[x*info.Height+y] = p[3] & 1
				continue
			}
			at := (x*info.Height + y) * 3
			bits[at], bits[at+1], bits[at+2] = p[0]&1, p[1]&1, p[2]&1
		}
	})
	if err != nil {
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
