package paint

import "image"

// Request says what to paint. The zero value of a field is its default: no
// style is imagine-turbo's, no aspect ratio is square.
type Request struct {
	Prompt      string
	Style       string
	AspectRatio string
	Seed        int64
	// Transparent asks for the subject alone, cut out.
	Transparent bool
	// MaxSide, if above 0, is the longest side in pixels of a smaller
	// picture of the same thing; at least 16.
	MaxSide int
	// Width and Height, if above 0, are the size in pixels whatever the
	// ratio; at least 16 each, and no more than four times the other.
	Width, Height int
	// Unsigned leaves the small print out: for a part of a larger picture.
	Unsigned bool
}

// fullSize is the pixels of an aspect ratio of the API: exactly the ratio, and
// as near to a megapixel as sides divisible by eight come.
func fullSize(aspectRatio string) (w, h int) {
	switch aspectRatio {
	case "3:2":
		return 1248, 832
	case "4:3":
		return 1152, 864
	case "3:4":
		return 864, 1152
	case "16:9":
		return 1344, 756
	case "9:16":
		return 756, 1344
	default:
		return 1024, 1024
	}
}

// minSide is the longest side of the smallest picture.
const minSide = 16

// Size returns the width and height of a picture in pixels. An unknown ratio
// is square.
func Size(aspectRatio string, maxSide int) (w, h int) {
	w, h = fullSize(aspectRatio)
	if long := max(w, h); maxSide > 0 && maxSide < long {
		maxSide = max(maxSide, minSide)
		w, h = w*maxSide/long, h*maxSide/long
	}
	return w, h
}

// Paint paints. Equal requests give equal pictures, always and everywhere.
func Paint(r Request) *image.NRGBA {
	w, h := Size(r.AspectRatio, r.MaxSide)
	if r.Width > 0 && r.Height > 0 {
		w, h = max(r.Width, r.Height/4, minSide), max(r.Height, r.Width/4, minSide)
	}
	c := newCanvas(w, h)
	p := newPicture(read(r.Prompt), styleOf(r.Style), r.Seed, c)
	if r.Transparent {
		p.cutOut()
	} else {
		p.whole()
	}
	if !r.Unsigned {
		c.print(w)
	}
	return c.image()
}

// NamesThing tells whether a prompt names a thing that can stand by itself,
// rather than a place, a light or a mood.
func NamesThing(prompt string) bool { return len(read(prompt).subjects) > 0 }
