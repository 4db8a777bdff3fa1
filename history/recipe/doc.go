// Package recipe puts what a picture was made from into the picture's file,
// and reads it back. Chunks and segments are inserted, nothing else changes:
// not a pixel, colour or dimension byte.
//
// A PNG gets a text chunk "parameters" in the form other studios read, and an
// iTXt chunk "imagine-tui" with our own JSON. A JPEG gets the first as EXIF
// UserComment, unless it has EXIF already, and the second in APP9 segments.
// WebP files are left as they are.
//
// Recipes of other programs are found in the texts of PNG, JPEG, WebP, GIF, TIFF,
// AVIF, HEIF, JPEG XL, MP4 and WebM files, in their EXIF and XMP, and behind the
// lowest bits of pixels; package foreign makes sense of them.
package recipe

import (
	"errors"
	"io"

	"imagine-tui/api/media"
	"imagine-tui/history/recipe/foreign"
)

// Program names our own chunks and segments.
const Program = "imagine-tui"

// MaxJSON is the largest recipe that is read, in bytes.
const MaxJSON = 8 << 20

// Recipe is what a picture's file can carry.
type Recipe struct {
	Parameters Parameters
	// JSON is our own description of the picture.
	JSON []byte
	// Foreign is what another program says, nil where we wrote what there is.
	Foreign *foreign.Recipe
}

// ErrNone says that a file carries no recipe.
var ErrNone = errors.New("the file carries no recipe")

// errForm says that a file is not built as expected. Nothing is inserted then.
var errForm = errors.New("the picture is not built as expected")

// Insertion returns what is to be inserted into the picture src, and where.
// It returns nothing for a picture that cannot carry a recipe.
func Insertion(src io.ReadSeeker, r Recipe) (offset int64, insert []byte, err error) {
	format, err := sniff(src)
	if err != nil {
		return 0, nil, err
	}
	switch format {
	case media.PNG:
		return insertPNG(src, r)
	case media.JPEG:
		return insertJPEG(src, r)
	default:
		return 0, nil, nil
	}
}

// Read finds the recipe in a picture's file: our own or, where there is none,
// that of another program. The error is ErrNone where it is known that there is
// nothing, and an *UnknownError where that cannot be told or what is there
// cannot be read.
func Read(src io.ReadSeeker) (Recipe, error) {
	head, err := start(src)
	if err != nil {
		return Recipe{}, err
	}
	t, err := textsOf(src, head)
	if t == nil {
		t = &texts{}
	}
	r, readErr := t.recipe(err)
	if errors.Is(readErr, ErrNone) && t.alpha {
		return readHidden(src)
	}
	return r, readErr
}

// sniff tells what kind of file src is, and leaves it at its start.
func sniff(src io.ReadSeeker) (media.Format, error) {
	head, err := start(src)
	return media.Sniff(head), err
}

// start returns the first bytes of src, and leaves it at its start.
func start(src io.ReadSeeker) ([]byte, error) {
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	head := make([]byte, media.NamingLen)
	n, err := io.ReadFull(src, head)
	if err = formed(err); err != nil && !errors.Is(err, errForm) {
		return nil, err
	}
	_, err = src.Seek(0, io.SeekStart)
	return head[:n], err
}

// formed makes one error of all that says that a file is not built as
// expected: it ends too soon or holds what has no place there.
func formed(err error) error {
	var form media.FormError
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &form) {
		return errForm
	}
	return err
}

// readFull fills b; a file that ends before is not built as expected.
func readFull(src io.Reader, b []byte) error {
	_, err := io.ReadFull(src, b)
	return formed(err)
}
