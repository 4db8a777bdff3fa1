package picture

import "encoding/binary"

// firstFrame returns the first picture of an animated WebP file as a file of
// its own, and any other data as it is.
func firstFrame(data []byte) []byte {
	const animated = 1 << 1
	chunks := riffChunks(data, len("RIFF....WEBP"))
	if len(chunks) == 0 || chunks[0].name != "VP8X" || len(chunks[0].body) < 10 || chunks[0].body[0]&animated == 0 {
		return data
	}
	for _, c := range chunks {
		if c.name == "ANMF" {
			if f := frameFile(c.body); f != nil {
				return f
			}
			return data
		}
	}
	return data
}

// riffChunk is a part of a WebP file.
type riffChunk struct {
	name string
	body []byte
}

// riffChunks lists the chunks of data from a place on, the last one perhaps
// cut short.
func riffChunks(data []byte, from int) []riffChunk {
	var out []riffChunk
	for len(data) > from+8 {
		p := data[from:]
		n := int64(binary.LittleEndian.Uint32(p[4:]))
		end := min(8+n, int64(len(p)))
		out = append(out, riffChunk{string(p[:4]), p[8:end]})
		from += int(end + n&1)
	}
	return out
}

// frameFile makes a WebP file of a frame of an animation.
func frameFile(frame []byte) []byte {
	// Place (2 × 3 bytes), width and height less one (2 × 3), time and flags (4).
	const head, size, sizeEnd = 16, 6, 12
	if len(frame) < head {
		return nil
	}
	var body []byte
	put := func(name string, b []byte) {
		body = append(body, name...)
		body = binary.LittleEndian.AppendUint32(body, uint32(len(b)))
		body = append(body, b...)
		if len(b)&1 == 1 {
			body = append(body, 0)
		}
	}
	for _, c := range riffChunks(frame, head) {
		switch c.name {
		case "ALPH":
			const alpha = 1 << 4
			put("VP8X", append([]byte{alpha, 0, 0, 0}, frame[size:sizeEnd]...))
			put("ALPH", c.body)
		case "VP8 ", "VP8L":
			put(c.name, c.body)
			out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4))
			return append(append(out, "WEBP"...), body...)
		}
	}
	return nil
}
