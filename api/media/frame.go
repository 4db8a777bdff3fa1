package media

import (
	"bytes"
	"encoding/binary"
)

// FirstFrame returns the first picture of an animated WebP file as a file of
// its own, and any other data as it is.
func FirstFrame(file []byte) []byte {
	const animated = 1 << 1
	walk := NewRIFF(bytes.NewReader(file))
	c, err := walk.Next()
	if err != nil || c.Kind != "VP8X" || c.Size < 10 || len(c.In(file)) < 10 || c.In(file)[0]&animated == 0 {
		return file
	}
	for {
		c, err := walk.Next()
		if err != nil {
			return file
		}
		if c.Kind != "ANMF" {
			continue
		}
		if f := frameFile(c.In(file)); f != nil {
			return f
		}
		return file
	}
}

// frameFile makes a WebP file of a frame of an animation, nil where it holds
// no picture.
func frameFile(frame []byte) []byte {
	// Place (2 × 3 bytes), width and height less one (2 × 3), time and flags (4).
	const head, size, sizeEnd = 16, 6, 12
	if len(frame) < head {
		return nil
	}
	var body []byte
	walk := newFrameRIFF(bytes.NewReader(frame[head:]), int64(len(frame)-head))
	for {
		c, err := walk.Next()
		if err != nil {
			return nil
		}
		switch c.Kind {
		case "ALPH":
			const alpha = 1 << 4
			body = AppendWebPChunk(body, "VP8X", append([]byte{alpha, 0, 0, 0}, frame[size:sizeEnd]...))
			body = AppendWebPChunk(body, "ALPH", c.In(frame[head:]))
		case "VP8 ", "VP8L":
			return riffFile(AppendWebPChunk(body, c.Kind, c.In(frame[head:])))
		}
	}
}

// StillWebP makes a WebP file of a single chunk, "VP8 " or "VP8L", which holds
// a picture.
func StillWebP(kind string, frame []byte) []byte { return riffFile(AppendWebPChunk(nil, kind, frame)) }

// AppendWebPChunk adds a chunk of a WebP to others.
func AppendWebPChunk(to []byte, kind string, data []byte) []byte {
	to = binary.LittleEndian.AppendUint32(append(to, kind...), uint32(len(data)))
	to = append(to, data...)
	if len(data)&1 == 1 {
		to = append(to, 0)
	}
	return to
}

// riffFile makes a WebP file of chunks.
func riffFile(chunks []byte) []byte {
	const kind = "WEBP"
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(kind)+len(chunks)))
	return append(append(out, kind...), chunks...)
}
