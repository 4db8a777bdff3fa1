// Package media walks over the parts that picture files consist of: the
// segments of a JPEG, the chunks of a PNG and a WebP, the fields of EXIF. It
// decodes no pixel and keeps no file in memory. Whoever checks a picture,
// looks into it, adds to it or takes something out walks with it, so that all
// agree on what is where.
//
// Walkers read from the start of a file on. Where the file can seek they skip
// what nobody asks for. An end that comes too soon is io.ErrUnexpectedEOF, and
// what no walker can make sense of is a FormError.
package media

import "bytes"

// Format is a kind of picture file.
type Format int

// The kinds of picture files that are known by their first bytes.
const (
	None Format = iota
	JPEG
	PNG
	WebP
	GIF
	// What follows is known by name only.
	AVIF
	HEIF
	TIFFFile
	BMP
	PSD
	SVG
	JXL
	JP2
	ICO
	PDF
	EXR
	QOI
)

// MagicLen is how many bytes from the start of a file Sniff needs to know what is
// decoded here, NamingLen how many to name what is not.
const (
	MagicLen  = 12
	NamingLen = 1024
)

// The first bytes of files. Those of a WebP have its size in between.
const (
	JPEGMagic = "\xff\xd8\xff"
	PNGMagic  = "\x89PNG\r\n\x1a\n"
)

// Sniff tells the format of a file by its first bytes: names and headers may
// lie.
func Sniff(head []byte) Format {
	switch {
	case bytes.HasPrefix(head, []byte(JPEGMagic)):
		return JPEG
	case bytes.HasPrefix(head, []byte(PNGMagic)):
		return PNG
	case len(head) >= MagicLen && string(head[:4]) == "RIFF" && string(head[8:MagicLen]) == "WEBP":
		return WebP
	case bytes.HasPrefix(head, []byte("GIF87a")), bytes.HasPrefix(head, []byte("GIF89a")):
		return GIF
	}
	return sniffOthers(head)
}

// ByAPI tells whether the API takes and answers pictures of the format.
func (f Format) ByAPI() bool { return f == JPEG || f == PNG || f == WebP }

// Drawn tells whether pictures of the format are decoded here.
func (f Format) Drawn() bool { return f.ByAPI() || f == GIF }

// known are the names that people, HTTP and files have for the formats.
var known = [...][3]string{
	None: {"unknown"}, JPEG: {"JPEG", "image/jpeg", ".jpg"}, PNG: {"PNG", "image/png", ".png"}, WebP: {"WebP", "image/webp", ".webp"},
	GIF: {"GIF", "image/gif", ".gif"}, AVIF: {"AVIF", "image/avif", ".avif"}, HEIF: {"HEIF", "image/heif", ".heic"},
	TIFFFile: {"TIFF", "image/tiff", ".tif"}, BMP: {"BMP", "image/bmp", ".bmp"}, PSD: {"PSD", "image/vnd.adobe.photoshop", ".psd"},
	SVG: {"SVG", "image/svg+xml", ".svg"}, JXL: {"JPEG XL", "image/jxl", ".jxl"}, JP2: {"JPEG 2000", "image/jp2", ".jp2"},
	ICO: {"ICO", "image/x-icon", ".ico"}, PDF: {"PDF", "application/pdf", ".pdf"}, EXR: {"OpenEXR", "image/x-exr", ".exr"}, QOI: {"QOI", "image/qoi", ".qoi"},
}

// String returns the name people know the format by.
func (f Format) String() string { return known[f][0] }

// MediaType returns the type that HTTP knows the format by, "" for None.
func (f Format) MediaType() string { return known[f][1] }

// Ext returns the extension of file names, with its dot, "" for None.
func (f Format) Ext() string { return known[f][2] }

// UndrawnError says that a file is a picture of a format that is not decoded
// here.
type UndrawnError struct{ Format Format }

// Error names the format.
func (e *UndrawnError) Error() string {
	return "this is " + e.Format.String() + ", which is not drawn here"
}

// Undrawn returns an *UndrawnError for a file that begins with head if it is a
// picture that is not decoded here, else nil.
func Undrawn(head []byte) error {
	if f := Sniff(head); f != None && !f.Drawn() {
		return &UndrawnError{f}
	}
	return nil
}

// FormError says in a few words what in a file is not as its format wants it.
type FormError string

// Error returns the words.
func (e FormError) Error() string { return string(e) }

// Chunk is a part of a PNG or a WebP.
type Chunk struct {
	// Kind is its name of four letters.
	Kind string
	// Start is where its data begin in the file.
	Start int64
	// Size is how many bytes of data it says to have.
	Size int64
}

// In returns the data of a chunk in a file that is in memory, as far as they
// are there.
func (c Chunk) In(file []byte) []byte { return within(file, c.Start, c.Size) }

// within returns what a file has of the size bytes from start on.
func within(file []byte, start, size int64) []byte {
	all := int64(len(file))
	start = min(start, all)
	return file[start:min(start+size, all)]
}
