// Package uploadtest makes picture files for tests: stored turned, in other
// colour spaces, with what cameras write about a person.
package uploadtest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"imagine-tui/api/media"
)

// Marks are words that a file says of a person; none may leave this computer.
var Marks = []string{"CANARY-CAMERA", "CANARY-PLACE", "CANARY-COMMENT", "CANARY-BEHIND"}

// File is a picture file to be made.
type File struct {
	// Format is JPEG, PNG or WebP.
	Format media.Format
	// Turn is what EXIF says, 0 for no EXIF.
	Turn int
	// Space is "", "Display P3", "Adobe RGB" or "tables".
	Space string
	// Marked files hold all Marks.
	Marked bool
}

// Of packs a picture as the file says, without losses but for JPEG.
func (f File) Of(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	icc := Profile(f.Space)
	var exif []byte
	if f.Turn > 0 || f.Marked {
		exif = Exif(max(1, f.Turn), f.Marked)
	}
	switch f.Format {
	case media.JPEG:
		return f.jpeg(tb, img, icc, exif)
	case media.PNG:
		var out bytes.Buffer
		if err := png.Encode(&out, img); err != nil {
			tb.Fatal(err)
		}
		return f.png(out.Bytes(), icc, exif)
	default:
		var chunks []Chunk
		if icc != nil {
			chunks = append(chunks, Chunk{"ICCP", icc})
		}
		if exif != nil {
			chunks = append(chunks, Chunk{"EXIF", exif})
		}
		if f.Marked {
			chunks = append(chunks, Chunk{"XMP ", []byte(Marks[1])}, Chunk{"NOTE", []byte(Marks[2])})
			return append(WebP(img, chunks...), Marks[3]...)
		}
		return WebP(img, chunks...)
	}
}

func (f File) jpeg(tb testing.TB, img image.Image, icc, exif []byte) []byte {
	tb.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 100}); err != nil {
		tb.Fatal(err)
	}
	var more []byte
	if exif != nil {
		more = append(more, segment(media.APP1, append([]byte(media.ExifMagic), exif...))...)
	}
	if icc != nil {
		more = append(more, segment(media.APP2, append([]byte("ICC_PROFILE\x00\x01\x01"), icc...))...)
	}
	if f.Marked {
		more = append(more, segment(media.APP1, append([]byte(media.XMPMagic), Marks[1]...))...)
		more = append(more, segment(media.COM, []byte(Marks[2]))...)
		more = append(more, segment(media.APP13, []byte(Marks[2]))...)
		out.WriteString(Marks[3])
	}
	data := out.Bytes()
	return append(append(bytes.Clone(data[:2]), more...), data[2:]...)
}

func (f File) png(data, icc, exif []byte) []byte {
	var more []byte
	if icc != nil {
		var packed bytes.Buffer
		packed.WriteString("p\x00\x00")
		z := zlib.NewWriter(&packed)
		_, _ = z.Write(icc) // into memory
		_ = z.Close()
		more = append(more, chunk("iCCP", packed.Bytes())...)
	}
	if exif != nil {
		more = append(more, chunk("eXIf", exif)...)
	}
	out := append(append(bytes.Clone(data[:media.PNGHead]), more...), data[media.PNGHead:]...)
	if !f.Marked {
		return out
	}
	end := len(out) - 12
	late := append(chunk("tEXt", []byte("Comment\x00"+Marks[2])), chunk("iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"+Marks[1]))...)
	return append(append(append(bytes.Clone(out[:end]), late...), out[end:]...), Marks[3]...)
}

// Exif is EXIF data with a turn, and what a camera says where it is marked.
func Exif(turn int, marked bool) []byte {
	n := uint16(1)
	if marked {
		n = 2
	}
	b := binary.BigEndian.AppendUint16([]byte("MM\x00*\x00\x00\x00\x08"), n)
	if marked {
		b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(append(b, 0x01, 0x0F, 0, 2), uint32(len(Marks[0]))), uint32(8+2+2*12+4))
	}
	b = append(b, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(turn), 0, 0, 0, 0, 0, 0)
	if marked {
		b = append(b, Marks[0]...)
	}
	return b
}

func segment(marker byte, data []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(data)+2)), data...)
}

func chunk(kind string, data []byte) []byte {
	out := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), kind...)
	out = append(out, data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// sides says, for each turn, where EXIF has the first row and the first column of
// what is stored be seen.
var sides = [9][2]string{
	1: {"top", "left"}, 2: {"top", "right"}, 3: {"bottom", "right"}, 4: {"bottom", "left"},
	5: {"left", "top"}, 6: {"right", "top"}, 7: {"right", "bottom"}, 8: {"left", "bottom"},
}

// Stored is a picture as a file stores it that says a turn.
func Stored(upright image.Image, turn int) *image.NRGBA {
	b := upright.Bounds()
	w, h := b.Dx(), b.Dy()
	if turn >= 5 {
		w, h = h, w
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	place := func(seen *image.Point, side string, n int) {
		switch side {
		case "left":
			seen.X = b.Min.X + n
		case "right":
			seen.X = b.Max.X - 1 - n
		case "top":
			seen.Y = b.Min.Y + n
		default:
			seen.Y = b.Max.Y - 1 - n
		}
	}
	of := sides[max(1, turn)]
	for y := range h {
		for x := range w {
			var seen image.Point
			place(&seen, of[0], y)
			place(&seen, of[1], x)
			out.Set(x, y, upright.At(seen.X, seen.Y))
		}
	}
	return out
}

// Patches is a picture of soft colours, each side and corner of which is known
// from the others. Its colours lie within sRGB whatever space they are taken for.
func Patches(w, h int) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.SetNRGBA(x, y, color.NRGBA{uint8(90 + 80*x/w), uint8(100 + 60*y/h), uint8(120 + 50*(x/8+y/8)%2), 255})
		}
	}
	return out
}

// Upright is a stored picture as it is to be seen.
func Upright(stored image.Image, turn int) *image.NRGBA {
	b := stored.Bounds()
	w, h := b.Dx(), b.Dy()
	if turn >= 5 {
		w, h = h, w
	}
	// Where each pixel came from is found by storing a picture of places.
	places := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		places.SetNRGBA(i%w, i/w, color.NRGBA{uint8(i), uint8(i >> 8), uint8(i >> 16), 255})
	}
	from := Stored(places, turn)
	out := image.NewNRGBA(places.Rect)
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := from.NRGBAAt(x, y)
			i := int(c.R) | int(c.G)<<8 | int(c.B)<<16
			out.Set(i%w, i/w, stored.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return out
}

// WithChunk puts a chunk in front of what follows the header of a PNG.
func WithChunk(file []byte, kind string, data []byte) []byte {
	return append(append(bytes.Clone(file[:media.PNGHead]), chunk(kind, data)...), file[media.PNGHead:]...)
}
