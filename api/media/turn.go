package media

import (
	"bytes"
	"errors"
	"io"
)

// MaxExif bounds the EXIF data that are read. Those of a JPEG end at 64 KB, and
// whoever has more elsewhere has thumbnails in it.
const MaxExif = 1 << 20

// Turn tells how a picture is to be turned before it is shown, as EXIF counts:
// 1 as it is, 2 mirrored, 3 by half, 4 upside down, 5 to 8 the same lying on
// its side. What says nothing about it or cannot be read is as it is. Where
// src stands afterwards is not said.
func Turn(src io.ReadSeeker) int {
	exif, err := exifOf(src)
	if err != nil {
		return Upright
	}
	return TurnOf(exif)
}

// exifOf returns the EXIF data of a picture file from their byte order mark on,
// nil where there are none. Where src stands afterwards is not said.
func exifOf(src io.ReadSeeker) ([]byte, error) {
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	head := make([]byte, MagicLen)
	n, err := io.ReadFull(src, head)
	if err != nil && !errors.Is(soon(err), io.ErrUnexpectedEOF) {
		return nil, err // a short file has a short head
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	switch Sniff(head[:n]) {
	case JPEG:
		return exifOfJPEG(NewSegments(src))
	case PNG:
		return exifOfChunks(NewChunks(src), "eXIf")
	case WebP:
		return exifOfChunks(NewRIFF(src), "EXIF")
	default:
		return nil, nil
	}
}

func exifOfJPEG(walk *Segments) ([]byte, error) {
	for {
		s, err := walk.Next()
		if err != nil || s.Marker == SOS || s.Marker == EOI {
			return nil, err
		}
		if s.Marker != APP1 {
			continue
		}
		data := make([]byte, s.Size)
		if _, err := io.ReadFull(walk, data); err != nil {
			return nil, soon(err)
		}
		if exif, ok := bytes.CutPrefix(data, []byte(ExifMagic)); ok {
			return exif, nil
		}
	}
}

// chunked is a walker of chunks.
type chunked interface {
	io.Reader
	Next() (Chunk, error)
}

// exifOfChunks finds the chunk that holds EXIF.
func exifOfChunks(walk chunked, kind string) ([]byte, error) {
	for {
		c, err := walk.Next()
		if err == io.EOF { //nolint:errorlint // walkers return it bare
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if c.Kind != kind || c.Size > MaxExif {
			continue
		}
		data := make([]byte, c.Size)
		if _, err := io.ReadFull(walk, data); err != nil {
			return nil, soon(err)
		}
		return TrimExif(data), nil
	}
}

// TrimExif takes off what some programs put in front of EXIF in a chunk as if
// it were the segment of a JPEG.
func TrimExif(data []byte) []byte { return bytes.TrimPrefix(data, []byte(ExifMagic)) }

// Exif returns the EXIF data of a picture file in memory, nil where there are
// none.
func Exif(file []byte) []byte {
	exif, err := exifOf(bytes.NewReader(file))
	if err != nil {
		return nil
	}
	return exif
}
