package recipe

import (
	"errors"
	"fmt"
	"io"

	"imagine-tui/api/media"
	"imagine-tui/api/videofile"
)

// textsOf reads the texts of a file of any kind. It is nil, without an error, for
// files that cannot carry any.
func textsOf(src io.ReadSeeker, head []byte) (*texts, error) {
	switch format := media.Sniff(head); format {
	case media.PNG:
		return textsOfPNG(src)
	case media.JPEG:
		return textsOfJPEG(src)
	case media.WebP:
		return textsOfWebP(src)
	case media.GIF:
		return textsOfGIF(src)
	case media.TIFFFile:
		return textsOfTIFF(src)
	case media.AVIF, media.HEIF:
		return textsOfBoxes(src, true)
	case media.JXL:
		if head[0] == 0xff {
			return nil, nil // nothing but the picture
		}
		return textsOfBoxes(src, false)
	case media.BMP, media.QOI:
		return nil, nil
	case media.None:
		return textsOfVideo(src, head)
	default:
		return &texts{problem: &UnknownError{fmt.Sprintf("recipes in %v files are not supported", format)}}, nil
	}
}

// textsOfVideo reads those of an MP4, MOV or WebM file, and none of what is no
// video.
func textsOfVideo(src io.ReadSeeker, head []byte) (*texts, error) {
	switch _, ext := videofile.Sniff(head); ext {
	case ".mp4":
		return textsOfBoxes(src, true)
	case ".webm":
		t := &texts{}
		tags, err := videofile.Tags(src)
		for _, tag := range tags {
			t.add(tag.Name, tag.Value)
		}
		if errors.Is(err, videofile.ErrCut) || errors.Is(err, videofile.ErrDamaged) {
			err = errForm
		}
		return t, formed(err)
	}
	return nil, nil
}

// maxWhole bounds the files that are read whole, in bytes.
const maxWhole = 64 << 20

// tooLong are the texts of a file that is too long to be read whole.
func tooLong() *texts {
	return &texts{problem: &UnknownError{fmt.Sprintf("the file is larger than %d MB, so its recipe was not read", maxWhole>>20)}}
}

// textsOfGIF reads comments and XMP.
func textsOfGIF(src io.ReadSeeker) (*texts, error) {
	data, err := media.Whole(src, maxWhole)
	if err != nil || data == nil {
		return tooLong(), err
	}
	t := &texts{}
	for walk := media.NewBlocks(data); ; {
		b, ok := walk.Next()
		switch {
		case !ok && walk.Whole():
			return t, nil
		case !ok:
			return t, errForm
		case b.Comment():
			t.add("Comment", latin(b.Joined()))
		case b.XMP() != nil:
			t.xmp(b.XMP())
		}
	}
}

// textsOfTIFF reads the fields of the first picture.
func textsOfTIFF(src io.ReadSeeker) (*texts, error) {
	data, err := media.Whole(src, maxWhole)
	if err != nil || data == nil {
		return tooLong(), err
	}
	tiff, ok := media.ReadTIFF(data)
	if !ok {
		return &texts{problem: &UnknownError{"recipes in BigTIFF files are not supported"}}, nil
	}
	t := &texts{}
	t.exif(data)
	if f, ok := tiff.Field(tiff.First(), media.TagXMP); ok && (f.Type == media.TypeByte || f.Type == media.TypeUndefined) {
		t.xmp(f.Bytes())
		if f.Bytes() == nil {
			return t, errForm
		}
	}
	directories := []int64{tiff.First()}
	if f, ok := tiff.Field(tiff.First(), media.TagExif); ok {
		directories = append(directories, f.Long())
	}
	for _, at := range directories {
		if !tiff.Whole(at) {
			return t, errForm
		}
	}
	return t, nil
}
