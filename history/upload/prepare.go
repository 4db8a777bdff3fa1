package upload

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"path/filepath"
	"strings"
	"sync"

	"imagine-tui/api"
	"imagine-tui/api/media"
	"imagine-tui/api/wording"
	"imagine-tui/history/pixels/colour"
	"imagine-tui/history/pixels/salvage"
	"imagine-tui/history/pixels/webp"
	"imagine-tui/history/recipe"
)

// maxSource is the largest file that something smaller is made of.
const maxSource = 256 << 20

// Library is where copies are kept that are sent in place of a file.
type Library interface {
	Path(data []byte, ext string) string
	Keep(data []byte, ext string) (string, error)
	Owns(path string) bool
}

// Picture is a picture file and what is sent of it.
type Picture struct {
	// Path is the file, absolute, and Hash that of its bytes when it was read.
	Path, Hash string
	// Upload is what is sent.
	Upload api.Upload
	// Copy tells that this is not the file itself.
	Copy bool
	// Held tells that it is sent as it was read, whatever became of the file.
	Held bool
	// Done says in a few words each what was done for it beside leaving out what
	// says something of the person.
	Done []string
	// Lossy tells that the file is packed with losses.
	Lossy bool
	// Size is how many bytes the file had.
	Size int
	// Profile is what its numbers need to be understood, nil for sRGB.
	Profile []byte

	img  image.Image
	ours bool // it lies in the library
}

// Prepare reads a picture file and makes of it what is sent. The error is a
// *api.RequestError with a sentence for the person.
func Prepare(library Library, c Config, path string) (*Picture, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, api.Unsendable(path, "it has no path")
	}
	file, err := api.ReadSource(path, path, maxSource)
	if err != nil {
		return nil, err
	}
	return Of(file, path, c, library.Owns(path))
}

// Of is Prepare for a file that was read. ours tells that it lies in the library.
func Of(file []byte, path string, c Config, ours bool) (*Picture, error) {
	stored, err := api.CheckUpload(path, file)
	if err != nil {
		return nil, err
	}
	p := &Picture{Path: path, Hash: stored.Hash(), Size: len(file), Lossy: lossy(file), ours: ours}
	file = statedHeight(file)
	n := needsOf(file)
	if !n.redrawn() && c.Strip && !ours {
		var bare bytes.Buffer
		if _, odd := recipe.Strip(&bare, bytes.NewReader(file), true); odd == nil {
			file = bare.Bytes()
		} else {
			n.odd = true // the pixels alone are left then
		}
	}
	if n.redrawn() {
		if file, err = p.redraw(file, n, c.Strip || ours); err != nil {
			return nil, err
		}
	}
	if n.space.Kept {
		p.Profile = n.space.Profile
	}
	if p.Copy = api.HashOf(file) != p.Hash; p.Copy {
		p.Upload, err = api.NewUpload(path, file)
	} else { // it was checked
		p.Upload, err = stored, stored.Fits(path)
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

// needs are what keeps a file from being sent as it is.
type needs struct {
	turn  int
	deep  bool
	space colour.Space
	// odd files are built so that nobody can say what in them is no picture.
	odd bool
}

func needsOf(file []byte) needs {
	return needs{turn: media.Turn(bytes.NewReader(file)), deep: deep(file), space: colour.Of(file)}
}

func (n needs) redrawn() bool {
	return n.odd || n.turn != media.Upright || n.deep || !n.space.SRGB() && !n.space.Kept
}

// words say what is done about them.
func (n needs) words() []string {
	var out []string
	if n.turn != media.Upright {
		out = append(out, "turned upright")
	}
	if !n.space.SRGB() && !n.space.Kept {
		words := "in sRGB"
		if n.space.Name != "" {
			words += " instead of " + n.space.Name
		}
		out = append(out, words)
	}
	if n.deep {
		out = append(out, "8 bits a channel")
	}
	if n.odd {
		out = append(out, "its picture alone")
	}
	return out
}

// large keeps memory bounded: one picture of many pixels is redrawn at a time.
var large sync.Mutex

// redraw decodes a picture and makes another file of it.
func (p *Picture) redraw(file []byte, n needs, strip bool) ([]byte, error) {
	w, h := media.Size(bytes.NewReader(file))
	if w > api.MaxSide || h > api.MaxSide || w*h > api.MaxPixels {
		return nil, api.Unsendable(p.Path, fmt.Sprintf("it has %d × %d pixels and must be converted first (%s), which works up to %d megapixels and %d pixels a side; make it smaller, or convert it yourself",
			w, h, strings.Join(n.words(), ", "), api.MaxPixels/1_000_000, api.MaxSide))
	}
	large.Lock()
	defer large.Unlock()
	img, err := decode(file)
	if err != nil {
		return nil, api.Unsendable(p.Path, err.Error())
	}
	if _, ink := img.(*image.CMYK); ink {
		n.space = colour.Space{} // a profile of inks says nothing of what is made of them
	}
	if p.img, err = flat(img, n.turn, n.space.Table(n.deep)); err != nil {
		return nil, api.Unsendable(p.Path, err.Error())
	}
	p.Done = n.words()
	made, err := encode(p.img, p.Lossy, len(file))
	if err != nil {
		return nil, api.Unsendable(p.Path, err.Error())
	}
	if n.space.Kept {
		made = withProfile(made, n.space.Profile)
	}
	if !strip {
		made = withExif(made, media.Exif(file))
	}
	return made, nil
}

// Image is the picture as it is sent, upright.
func (p *Picture) Image() (image.Image, error) {
	if p.img != nil {
		return p.img, nil
	}
	info := p.Upload.Info()
	if info.Width > api.MaxSide || info.Height > api.MaxSide || info.Width*info.Height > api.MaxPixels {
		return nil, api.Unsendable(p.Path, fmt.Sprintf("it has %d × %d pixels, and up to %d megapixels and %d pixels a side are worked on here; make it smaller first",
			info.Width, info.Height, api.MaxPixels/1_000_000, api.MaxSide))
	}
	large.Lock()
	defer large.Unlock()
	img, err := decode(p.Upload.Data())
	if err != nil {
		return nil, api.Unsendable(p.Path, err.Error())
	}
	return img, nil
}

// Words say in a sentence what is sent of a file, and how large that is; "" for a
// result of the library that is sent as it is.
func (p *Picture) Words(name string) string {
	how := strings.Join(p.Done, ", ")
	switch {
	case how != "":
	case p.ours:
		return ""
	case p.Copy:
		how = "without its metadata"
	default:
		how = "as it is"
	}
	data := p.Upload.Data()
	return fmt.Sprintf("%s is sent %s: a %v of %s.", name, how, media.Sniff(data), wording.Bytes(int64(len(data))))
}

// Hold has the picture sent as it was read, whatever becomes of the file.
func (p *Picture) Hold() { p.Copy, p.Held = true, true }

// Changed tells that a file is not what it was when it was prepared: another
// one, or one that cannot be read any more, for which err is why.
func (p *Picture) Changed() (changed bool, err error) {
	file, err := api.ReadSource(p.Path, p.Path, maxSource)
	if err != nil {
		return true, err
	}
	return api.HashOf(file) != p.Hash, nil
}

// decode decodes a picture as it is stored.
func decode(file []byte) (img image.Image, err error) {
	defer func() {
		if r := recover(); r != nil {
			img, err = nil, fmt.Errorf("%w: %v", api.ErrPictureDamaged, r)
		}
	}()
	switch media.Sniff(file) {
	case media.JPEG:
		img, err = jpeg.Decode(bytes.NewReader(file))
	case media.PNG:
		img, err = png.Decode(bytes.NewReader(file))
	case media.WebP:
		img, err = webp.Decode(file)
	default:
		return nil, api.ErrNotPicture
	}
	if err == nil {
		return img, nil
	}
	img, whole, rare := salvage.Decode(context.Background(), file, 0)
	switch {
	case rare == nil && whole:
		return img, nil
	case errors.As(rare, new(*salvage.UnsupportedError)):
		return nil, rare
	}
	return nil, fmt.Errorf("%w: %w", api.ErrPictureDamaged, err)
}

// lossy tells whether a file is packed with losses.
func lossy(file []byte) bool {
	switch media.Sniff(file) {
	case media.JPEG:
		return true
	case media.WebP:
		for walk := media.NewRIFF(bytes.NewReader(file)); ; {
			c, err := walk.Next()
			if err != nil {
				return false
			}
			if c.Kind == "VP8 " {
				return true
			}
		}
	default:
		return false
	}
}

// deep tells whether a file has more than 8 bits a channel. Only those of PNG are
// decoded.
func deep(file []byte) bool {
	c, err := media.NewChunks(bytes.NewReader(file)).Next()
	return err == nil && c.Kind == "IHDR" && len(c.In(file)) > 8 && c.In(file)[8] == 16
}
