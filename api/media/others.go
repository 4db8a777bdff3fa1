package media

import (
	"bytes"
	"strings"
)

// sniffOthers tells the formats that are known by name only.
func sniffOthers(head []byte) Format {
	for _, m := range []struct {
		format Format
		magic  string
	}{
		{TIFFFile, "II*\x00"},
		{TIFFFile, "MM\x00*"},
		{TIFFFile, "II+\x00"},
		{TIFFFile, "MM\x00+"},
		{PSD, "8BPS"},
		{PDF, "%PDF-"},
		{JXL, "\xff\x0a"},
		{JXL, "\x00\x00\x00\x0cJXL \r\n\x87\n"},
		{JP2, "\x00\x00\x00\x0cjP  \r\n\x87\n"},
		{JP2, "\xff\x4f\xff\x51"},
		{ICO, "\x00\x00\x01\x00"},
		{EXR, "v/1\x01"},
		{QOI, "qoif"},
	} {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.format
		}
	}
	switch {
	case len(head) >= MagicLen && string(head[4:8]) == "ftyp":
		return sniffBrands(head)
	case len(head) >= 10 && string(head[:2]) == "BM" && string(head[6:10]) == "\x00\x00\x00\x00": // reserved
		return BMP
	case isSVG(head):
		return SVG
	}
	return None
}

// sniffBrands tells pictures in the container of MP4 from each other and from
// videos: by the first brand and, where that is one of several formats, by the
// others.
func sniffBrands(head []byte) Format {
	end := min(len(head), int(head[2])<<8|int(head[3]))
	switch string(head[8:12]) {
	case "avif", "avis":
		return AVIF
	case "heic", "heix", "heim", "heis", "hevc", "hevx":
		return HEIF
	case "mif1", "msf1", "miaf":
		for at := 16; at+4 <= end; at += 4 {
			if b := string(head[at : at+4]); b == "avif" || b == "avis" {
				return AVIF
			}
		}
		return HEIF
	}
	return None
}

// isSVG looks for the first element of a text.
func isSVG(head []byte) bool {
	text := strings.TrimLeft(strings.TrimPrefix(string(head[:min(len(head), NamingLen)]), "\uFEFF"), " \t\r\n")
	if !strings.HasPrefix(text, "<") {
		return false
	}
	if strings.HasPrefix(text, "<svg") {
		return true
	}
	opening := strings.HasPrefix(text, "<?xml") || strings.HasPrefix(text, "<!")
	return opening && (strings.Contains(text, "<svg") || strings.Contains(text, "<!DOCTYPE svg"))
}
