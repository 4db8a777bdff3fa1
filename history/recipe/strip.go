package recipe

import (
	"bytes"
	"io"
	"slices"

	"imagine-tui/api/media"
)

// Strip copies a picture without what says how it was made: of a PNG all text
// chunks and EXIF, of a JPEG our segments, comments, XMP and EXIF, of a WebP XMP
// and EXIF. Where EXIF turns the picture, that alone is kept. What else belongs
// to the picture is copied byte for byte; files of other kinds are copied whole.
// A PNG, JPEG or WebP that is not built as expected is an error: nobody could
// say that the recipe is out.
func Strip(dst io.Writer, src io.ReadSeeker) error {
	format, err := sniff(src)
	if err != nil {
		return err
	}
	switch format {
	case media.PNG:
		return stripPNG(dst, src)
	case media.JPEG:
		return stripJPEG(dst, src)
	case media.WebP:
		return stripWebP(dst, src)
	default:
		_, err = io.Copy(dst, src)
		return err
	}
}

// piece is a part of a stripped picture: a stretch of the file it comes from,
// or bytes that were not in it.
type piece struct {
	from, to int64
	bytes    []byte
}

// write writes the pieces of src. One that src does not have whole is an
// error.
func write(dst io.Writer, src io.ReadSeeker, pieces []piece) error {
	for _, p := range pieces {
		if _, err := dst.Write(p.bytes); err != nil {
			return err
		}
		if _, err := src.Seek(p.from, io.SeekStart); err != nil {
			return err
		}
		if n, err := io.CopyN(dst, src, p.to-p.from); err != nil {
			if n < p.to-p.from && err == io.EOF { //nolint:errorlint // CopyN returns it bare
				return errForm
			}
			return err
		}
	}
	return nil
}

// stripPNG leaves out chunks. What hangs on behind the last one is no part of
// the picture.
func stripPNG(dst io.Writer, src io.ReadSeeker) error {
	const head, sum = 4 + 4, 4 // around the data of a chunk
	pieces := []piece{{to: int64(len(media.PNGMagic))}}
	walk := media.NewChunks(src)
	for {
		c, err := walk.Next()
		if err != nil {
			return formed(err)
		}
		last := &pieces[len(pieces)-1]
		switch end := c.Start + c.Size + sum; {
		case c.Kind == "eXIf":
			data := make([]byte, min(c.Size, media.MaxExif))
			if err := readFull(walk, data); err != nil {
				return err
			}
			pieces = append(pieces, piece{from: end, to: end, bytes: turnChunk(data)})
		case slices.Contains([]string{"tEXt", "iTXt", "zTXt"}, c.Kind):
			pieces = append(pieces, piece{from: end, to: end})
		default:
			last.to = end
		}
		if c.Kind == "IEND" {
			return write(dst, src, pieces)
		}
	}
}

const xmpMagic = "http://ns.adobe.com/"

// stripJPEG leaves out segments in front of the pixels.
func stripJPEG(dst io.Writer, src io.ReadSeeker) error {
	at := int64(len("\xff\xd8"))
	pieces := []piece{{to: at}}
	err := headers(src, func(s media.Segment, from io.Reader) error {
		at = s.End()
		last := &pieces[len(pieces)-1]
		if s.Marker != media.COM && s.Marker != media.APP1 && s.Marker != media.APP9 {
			last.to = at
			return nil
		}
		data := make([]byte, s.Size)
		if err := readFull(from, data); err != nil {
			return err
		}
		exif, isExif := bytes.CutPrefix(data, []byte(media.ExifMagic))
		switch {
		case s.Marker == media.COM,
			s.Marker == media.APP9 && bytes.HasPrefix(data, []byte(ourMagic)),
			s.Marker == media.APP1 && bytes.HasPrefix(data, []byte(xmpMagic)):
			pieces = append(pieces, piece{from: at, to: at})
		case s.Marker == media.APP1 && isExif:
			pieces = append(pieces, piece{from: at, to: at, bytes: turnSegment(exif)})
		default:
			last.to = at
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := write(dst, src, pieces); err != nil {
		return err
	}
	_, err = io.Copy(dst, src)
	return err
}
