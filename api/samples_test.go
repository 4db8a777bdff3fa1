package api

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"testing"

	"imagine-tui/api/media"
)

// scene paints a picture with enough going on that it does not compress to
// nothing.
func scene(width, height int) *image.NRGBA {
	rng := rand.New(rand.NewPCG(1, 2))
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			noise := uint8(rng.IntN(8))
			m.SetNRGBA(x, y, color.NRGBA{uint8(x*255/width) ^ noise, uint8(y * 255 / height), uint8(x*y) ^ noise, uint8(255 - y%3*40)})
		}
	}
	return m
}

func jpegSample(tb testing.TB, width, height int) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, scene(width, height), &jpeg.Options{Quality: 85}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func pngSample(tb testing.TB, m image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// chunk returns a PNG chunk with its checksum.
func chunk(kind string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// rawPNG builds a PNG from its header's fields and its unpacked rows, split
// over IDAT chunks of the given size.
func rawPNG(width, height uint32, depth, colour, interlace byte, rows []byte, split int, extra ...[]byte) []byte {
	ihdr := binary.BigEndian.AppendUint32(nil, width)
	ihdr = binary.BigEndian.AppendUint32(ihdr, height)
	ihdr = append(ihdr, depth, colour, 0, 0, interlace)
	b := append([]byte(media.PNGMagic), chunk("IHDR", ihdr)...)
	for _, e := range extra {
		b = append(b, e...)
	}
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write(rows) // a bytes.Buffer takes everything
	_ = w.Close()
	for z.Len() > 0 {
		b = append(b, chunk("IDAT", z.Next(split))...)
	}
	return append(b, chunk("IEND", nil)...)
}

// interlacedPNG is 9 × 5 grey pixels in the seven passes of Adam7.
func interlacedPNG() []byte {
	var rows []byte
	for _, pass := range [][2]int{{2, 1}, {1, 1}, {3, 1}, {2, 2}, {5, 1}, {4, 3}, {9, 2}} {
		for range pass[1] {
			rows = append(rows, make([]byte, 1+pass[0])...)
		}
	}
	return rawPNG(9, 5, 8, 0, 1, rows, 5)
}

// hugePNG says that it is 20000 × 20000 pixels. They are never unpacked, so
// what stands for them here is nothing that could be.
func hugePNG() []byte {
	const side = 20000
	packed := chunk("IDAT", bytes.Repeat([]byte("not packed"), 5000))
	whole := rawPNG(side, side, 1, 0, 0, nil, 99)
	at := bytes.Index(whole, []byte("IDAT")) - 4
	return append(append(bytes.Clone(whole[:at]), packed...), chunk("IEND", nil)...)
}

func segment(marker byte, data ...byte) []byte {
	b := binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(data)+2))
	return append(b, data...)
}

// rawJPEG builds a JPEG of grey or more components out of one 8 × 8 block
// each, whose coefficients are all zero.
func rawJPEG(frame, precision byte, width, height uint16, components int, before ...[]byte) []byte {
	b := []byte{0xFF, media.SOI}
	for _, e := range before {
		b = append(b, e...)
	}
	b = append(b, segment(0xDB, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...)...)
	sof := []byte{precision, byte(height >> 8), byte(height), byte(width >> 8), byte(width), byte(components)}
	sos := []byte{byte(components)}
	for id := range components {
		sof = append(sof, byte(id+1), 0x11, 0)
		sos = append(sos, byte(id+1), 0)
	}
	b = append(b, segment(frame, sof...)...)
	one := append([]byte{1}, make([]byte, 15)...) // a single code of one bit
	b = append(b, segment(media.DHT, append(append([]byte{0x00}, one...), 0)...)...)
	b = append(b, segment(media.DHT, append(append([]byte{0x10}, one...), 0)...)...)
	end := byte(63)
	if frame == media.SOF2 {
		end = 0
	}
	b = append(b, segment(media.SOS, append(sos, 0, end, 0)...)...)
	// A zero for each coefficient, a restart that nobody announced is not in it.
	b = append(b, make([]byte, components)...)
	return append(b, 0xFF, media.EOI)
}

func adobe() []byte { return segment(0xEE, []byte("Adobe\x00\x64\x00\x00\x00\x00\x00")...) }

func riff(chunks ...[]byte) []byte {
	body := append([]byte("WEBP"), bytes.Join(chunks, nil)...)
	b := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)))
	return append(b, body...)
}

func riffChunk(kind string, data []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(data)))
	b = append(b, data...)
	if len(data)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

// lossless is a VP8L chunk of two colours, a bit a pixel.
func lossless(width, height int) []byte {
	var b []byte
	n := 0
	put := func(value, bits int) {
		for i := range bits {
			if n%8 == 0 {
				b = append(b, 0)
			}
			b[n/8] |= byte(value>>i&1) << (n % 8)
			n++
		}
	}
	put(0x2F, 8)
	put(width-1, 14)
	put(height-1, 14)
	put(1, 1)     // there is alpha
	put(0, 3)     // version
	put(0, 1)     // no transform
	put(0, 1)     // no colour cache
	put(0, 1)     // one set of codes
	put(0b11, 2)  // green: a simple code of two symbols,
	put(1, 1)     // of eight bits
	put(20, 8)    //
	put(200, 8)   //
	for range 3 { // red, blue, alpha:
		put(0b01, 2) // a simple code of one symbol,
		put(1, 1)    // of eight bits
		put(255, 8)  //
	}
	put(0b01, 2) // distance
	put(0, 2)    // symbol 0, of one bit
	for i := range width * height {
		put(i%3&1, 1)
	}
	return riffChunk("VP8L", b)
}

// largestWebP is a VP8L chunk that says it is as large as can be.
func largestWebP() []byte {
	b := lossless(64, 64)
	binary.LittleEndian.PutUint32(b[9:], 16383|16383<<14|1<<28)
	return b
}

// lossy is a VP8 chunk whose packed data are zeros, which is a grey picture.
func lossy(width, height int) []byte {
	const first, data = 64, 256
	tag := uint32(first)<<5 | 1<<4 // a key frame that is shown
	b := []byte{byte(tag), byte(tag >> 8), byte(tag >> 16), 0x9D, 0x01, 0x2A}
	b = binary.LittleEndian.AppendUint16(b, uint16(width))
	b = binary.LittleEndian.AppendUint16(b, uint16(height))
	return riffChunk("VP8 ", append(b, make([]byte, first+data)...))
}

// extended is a VP8X chunk.
func extended(flags byte, width, height int) []byte {
	w, h := width-1, height-1
	return riffChunk("VP8X", []byte{flags, 0, 0, 0, byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)})
}
