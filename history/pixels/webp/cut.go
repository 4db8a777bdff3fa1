package webp

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"

	standard "golang.org/x/image/webp"

	"imagine-tui/api/media"
)

// The decoder gives all of a picture or nothing. A lossless one that is cut short
// is decoded here, see lossless. But a lossy picture is stored
// in rows of blocks from its top, so that what is there of a file that is cut
// short is a whole picture of fewer rows: it only has to say so.

const (
	// block is how many pixels a row of blocks is high.
	block = 16
	// frameStart is where the frame begins in a file of nothing else: behind
	// the head of the file and that of its chunk.
	frameStart = media.MagicLen + 8
	// frameHead is the length of what a frame begins with: a tag with the
	// length of its first partition, three bytes that are always the same, and
	// width and height (RFC 6386, 9.1).
	frameHead = 10
)

// cutFile is a lossy file of which the end is missing.
type cutFile struct {
	data []byte // a file of nothing but the frame, as far as it is there
	end  int    // where the frame ends in it
	size int64  // how long the frame was
	w, h int
}

// DecodeCut returns, in its full size, what there is of a file that Decode
// refuses because it is cut short. The rest is not there or, of a lossy file,
// gray, and its transparency, of which a part says nothing, is left out. It is
// nil where nothing can be shown, and when ctx ends: this takes several times as
// long as to decode the whole.
func DecodeCut(ctx context.Context, file []byte) image.Image {
	file = media.FirstFrame(file)
	if frame := losslessFrame(file); frame != nil {
		if m := decodeLossless(ctx, frame); m != nil {
			return m
		}
		return nil
	}
	f, ok := readCut(file)
	if !ok {
		return nil
	}
	part := f.firstRow()
	if part == nil {
		return nil
	}
	// The most rows with which there is enough.
	least, most := 1, (f.h+block-1)/block
	for least < most {
		if ctx.Err() != nil {
			return nil
		}
		rows := (least + most + 1) / 2
		if m := f.decode(rows); m != nil {
			least, part = rows, m
		} else {
			most = rows - 1
		}
	}
	widen(part)
	return onCanvas(part, f.w, f.h)
}

// losslessFrame finds the frame of a lossless file, as far as it is there; nil for
// other files, and for one whose frame is not of the size of the file.
func losslessFrame(file []byte) []byte {
	size, err := Config(file)
	if err != nil {
		return nil
	}
	for walk := media.NewRIFF(bytes.NewReader(file)); ; {
		c, err := walk.Next()
		if err != nil || c.Kind == "VP8 " {
			return nil
		}
		if c.Kind == "VP8L" {
			frame := c.In(file)
			head, ok := readLosslessHeader(frame)
			if !ok || head.w != size.Width || head.h != size.Height {
				return nil
			}
			return frame
		}
	}
}

// readCut finds the frame of a lossy file. One whose size is not that of the
// file is not decoded.
func readCut(file []byte) (cutFile, bool) {
	size, err := Config(file)
	if err != nil {
		return cutFile{}, false
	}
	for walk := media.NewRIFF(bytes.NewReader(file)); ; {
		c, err := walk.Next()
		if err != nil {
			return cutFile{}, false
		}
		if c.Kind != "VP8 " {
			continue
		}
		frame := c.In(file)
		if len(frame) <= frameHead {
			return cutFile{}, false
		}
		f := cutFile{data: media.StillWebP(c.Kind, frame), end: frameStart + len(frame), size: c.Size}
		f.w = int(binary.LittleEndian.Uint16(frame[6:])) & 0x3FFF
		f.h = int(binary.LittleEndian.Uint16(frame[8:])) & 0x3FFF
		return f, f.w == size.Width && f.h == size.Height
	}
}

// decode decodes the given rows of blocks; nil where there is not enough for
// them.
func (f *cutFile) decode(rows int) *image.YCbCr {
	const height = frameStart + 8
	scaling := binary.LittleEndian.Uint16(f.data[height:]) &^ 0x3FFF
	binary.LittleEndian.PutUint16(f.data[height:], scaling|uint16(min(f.h, rows*block)))
	m, err := standard.Decode(bytes.NewReader(f.data))
	if err != nil {
		return nil
	}
	part, _ := m.(*image.YCbCr) // what every lossy picture is
	return part
}

// firstRow decodes the first row of blocks. Rows may be stored in turn in two,
// four or eight partitions, of which all but the last have their lengths in
// front. Only the decoder knows how many there are, so each number is tried
// that the frame would have had room for.
func (f *cutFile) firstRow() *image.YCbCr {
	if m := f.decode(1); m != nil {
		return m
	}
	table := frameStart + frameHead + uint24(f.data[frameStart:])>>5
	for _, partitions := range []int{2, 4, 8} {
		if !f.fit(table, table+3*(partitions-1)) {
			continue
		}
		if m := f.decode(1); m != nil {
			return m
		}
	}
	return nil
}

// fit makes the lengths of partitions fit what is there of them. It is false
// where these cannot be lengths.
func (f *cutFile) fit(table, end int) bool {
	if end >= f.end {
		return false
	}
	all, left := int64(0), f.end-end
	for at := table; at < end; at += 3 {
		all += int64(uint24(f.data[at:]))
	}
	if int64(end-frameStart)+all > f.size {
		return false
	}
	for at := table; at < end; at += 3 {
		n := min(left, uint24(f.data[at:]))
		f.data[at], f.data[at+1], f.data[at+2] = byte(n), byte(n>>8), byte(n>>16)
		left -= n
	}
	return true
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

// onCanvas puts the upper part of a picture into one of its full size.
func onCanvas(part *image.YCbCr, w, h int) *image.YCbCr {
	const gray = 128
	all := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	for _, plane := range [][]uint8{all.Y, all.Cb, all.Cr} {
		for i := range plane {
			plane[i] = gray
		}
	}
	rows := part.Rect.Dy()
	for y := range rows {
		copy(all.Y[y*all.YStride:(y+1)*all.YStride], part.Y[y*part.YStride:])
	}
	for y := range (rows + 1) / 2 {
		copy(all.Cb[y*all.CStride:(y+1)*all.CStride], part.Cb[y*part.CStride:])
		copy(all.Cr[y*all.CStride:(y+1)*all.CStride], part.Cr[y*part.CStride:])
	}
	return all
}
