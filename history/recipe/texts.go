package recipe

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"

	"imagine-tui/api/clean"
	"imagine-tui/api/media"
	"imagine-tui/history/recipe/foreign"
	"imagine-tui/history/recipe/xmp"
)

// maxTexts bounds the texts that are kept of a file, in bytes and in number.
const (
	maxTexts  = 2 * MaxJSON
	maxNumber = 1000
)

// UnknownError says that nobody can tell whether a file carries a recipe, or
// how what it carries is to be read.
type UnknownError struct {
	// Why is a part of a sentence.
	Why string
}

// Error says why.
func (e *UnknownError) Error() string { return e.Why }

// texts are what of a picture's file may say how it was made.
type texts struct {
	ours    []byte // our own JSON
	parts   collector
	list    []foreign.Text
	size    int
	problem error // the first that came up
	alpha   bool  // more may stand behind the lowest bits of the pixels
}

// add takes a text.
func (t *texts) add(key, value string) {
	if value == "" {
		return
	}
	if t.size += len(value); t.size > maxTexts || len(t.list) >= maxNumber {
		t.tooLarge(key)
		return
	}
	t.list = append(t.list, foreign.Text{Key: key, Value: value})
}

// tooLarge notes a text that is not read, if it could have been a recipe.
func (t *texts) tooLarge(key string) {
	if key == Program || foreign.Holds(key) {
		t.fail(fmt.Sprintf("its text %q is larger than %d MB and is not read", clean.Short(key, 40), MaxJSON>>20))
	}
}

func (t *texts) fail(why string) {
	if t.problem == nil {
		t.problem = &UnknownError{why}
	}
}

// exif takes what stands in EXIF data.
func (t *texts) exif(data []byte) { eachComment(data, t.add) }

// xmp takes what stands in an XMP packet.
func (t *texts) xmp(packet []byte) {
	p := xmp.Parse(packet)
	t.add("UserComment", p.Comment)
	t.add("Description", p.Description)
}

// unpack inflates the text of a chunk, up to the largest that is read.
func (t *texts) unpack(key string, packed []byte) []byte {
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err == nil {
		var data []byte
		data, err = io.ReadAll(io.LimitReader(z, MaxJSON+1))
		if err == nil && len(data) > MaxJSON {
			t.tooLarge(key)
			return nil
		}
		if err == nil {
			return data
		}
	}
	if foreign.Holds(key) {
		t.fail(fmt.Sprintf("its text %q is damaged and cannot be unpacked", clean.Short(key, 40)))
	}
	return nil
}

// recipe makes a recipe of the texts. ended is why the walk over the file ended
// early, nil if it did not.
func (t *texts) recipe(ended error) (Recipe, error) {
	r := Recipe{JSON: t.ours}
	if r.JSON == nil {
		r.JSON = t.parts.whole()
	}
	r.Parameters = t.parameters()
	if r.JSON != nil || r.Parameters != (Parameters{}) {
		return r, nil
	}
	f, err := foreign.Read(t.list)
	switch {
	case err == nil:
		r.Foreign = &f
		return r, nil
	case !errors.Is(err, foreign.ErrNone):
		return Recipe{}, &UnknownError{err.Error()}
	case t.problem != nil:
		return Recipe{}, t.problem
	case errors.Is(ended, errForm):
		return Recipe{}, &UnknownError{"the file is damaged or cut, so it may or may not contain a recipe"}
	case ended != nil:
		return Recipe{}, ended
	}
	return Recipe{}, ErrNone
}

// parameters reads our own text in the form of other studios.
func (t *texts) parameters() Parameters {
	for _, text := range t.list {
		if text.Key != parametersKey && text.Key != "UserComment" {
			continue
		}
		if p, ok := ParseParameters(text.Value); ok && p.ours() {
			return p
		}
	}
	return Parameters{}
}

// readAll reads what is left of a part of a file, nil where that is more than
// most bytes.
func readAll(src io.Reader, size, most int64) ([]byte, error) {
	if size > most {
		return nil, nil
	}
	data := make([]byte, 0, min(size, 64<<10)) // a file that says it is long need not be
	b := bytes.NewBuffer(data)
	n, err := io.Copy(b, src)
	if err == nil && n < size {
		err = io.ErrUnexpectedEOF
	}
	return b.Bytes(), formed(err)
}

// textsOfWebP walks the chunks of a WebP.
func textsOfWebP(src io.Reader) (*texts, error) {
	t := &texts{}
	walk := media.NewRIFF(src)
	for {
		c, err := walk.Next()
		if err == io.EOF { //nolint:errorlint // walkers return it bare
			return t, nil
		}
		if err != nil {
			return t, formed(err)
		}
		t.alpha = t.alpha || c.Kind == "VP8L" || c.Kind == "ALPH"
		if c.Kind != "EXIF" && c.Kind != "XMP " {
			continue
		}
		data, err := readAll(walk, c.Size, MaxJSON)
		switch {
		case err != nil:
			return t, err
		case data == nil:
			t.fail(fmt.Sprintf("its %s is larger than %d MB and is not read", clean.Line(c.Kind), MaxJSON>>20))
		case c.Kind == "EXIF":
			t.exif(media.TrimExif(data))
		default:
			t.xmp(data)
		}
	}
}
