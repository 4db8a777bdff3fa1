package recipe

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"
)

// Strip copies a picture without what says how it was made: of a PNG all text
// chunks and EXIF, of a JPEG our segments, comments, XMP and EXIF. Where EXIF
// turns the picture, that alone is kept. What else belongs to the picture is
// copied byte for byte; files of other kinds carry no recipe of ours and are copied whole. A
// PNG or JPEG that is not built as expected is an error: nobody could say that
// the recipe is out.
func Strip(dst io.Writer, src io.ReadSeeker) error {
	magic, err := readMagic(src)
	if err != nil {
		return err
	}
	switch {
	case magic == pngMagic:
		return stripPNG(dst, src)
	case magic[:3] == jpegMagic:
		return stripJPEG(dst, src)
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err = io.Copy(dst, src)
	return err
}

// stripPNG is called with src behind the magic.
func stripPNG(dst io.Writer, src io.ReadSeeker) error {
	if _, err := io.WriteString(dst, pngMagic); err != nil {
		return err
	}
	head := make([]byte, 8)
	for {
		if err := readFull(src, head); err != nil {
			return err
		}
		size, kind := int64(binary.BigEndian.Uint32(head)), string(head[4:])
		if size > 1<<31-1 {
			return errForm
		}
		if slices.Contains([]string{"tEXt", "iTXt", "zTXt", "eXIf"}, kind) {
			if err := seekOn(src, size+4); err != nil {
				return err
			}
			continue
		}
		if _, err := dst.Write(head); err != nil {
			return err
		}
		if n, err := io.CopyN(dst, src, size+4); err != nil {
			if n < size+4 && err == io.EOF { //nolint:errorlint // CopyN returns it bare
				return errForm
			}
			return err
		}
		if kind == "IEND" {
			return nil // what hangs on behind is no part of the picture
		}
	}
}

const xmpMagic = "http://ns.adobe.com/"

// markerCOM is a comment.
const markerCOM = 0xfe

func stripJPEG(dst io.Writer, src io.ReadSeeker) error {
	if _, err := io.WriteString(dst, jpegMagic[:2]); err != nil {
		return err
	}
	at := int64(2)
	err := headers(src, func(s segment) error {
		at = s.start + 4 + s.size
		if s.marker != markerCOM && s.marker != markerAPP1 && s.marker != markerAPP9 {
			return copySegment(dst, src, s, nil)
		}
		data := make([]byte, s.size)
		if err := readFull(src, data); err != nil {
			return err
		}
		tiff, exif := bytes.CutPrefix(data, []byte(exifMagic))
		switch {
		case s.marker == markerCOM,
			s.marker == markerAPP9 && bytes.HasPrefix(data, []byte(ourMagic)),
			s.marker == markerAPP1 && bytes.HasPrefix(data, []byte(xmpMagic)):
			return nil
		case s.marker == markerAPP1 && exif:
			return copyTurn(dst, tiff)
		}
		return copySegment(dst, src, s, data)
	})
	if err != nil {
		return err
	}
	if _, err := src.Seek(at, io.SeekStart); err != nil {
		return err
	}
	_, err = io.Copy(dst, src)
	return err
}

// copySegment copies a segment; data is what was read of it, nil for nothing.
func copySegment(dst io.Writer, src io.Reader, s segment, data []byte) error {
	if data == nil {
		data = make([]byte, s.size)
		if err := readFull(src, data); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	writeSegment(&b, s.marker, data)
	_, err := dst.Write(b.Bytes())
	return err
}
