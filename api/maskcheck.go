package api

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
)

// CheckMask refuses a mask that does not fit its picture, or that nobody can
// mean: an edit in the wrong place, or of nothing, costs as much as one in the
// right place. Command line and studio ask it before anything is paid. Either may
// be missing. The error is a *RequestError.
func CheckMask(picture, mask Upload) error {
	p, m := picture.info, mask.info
	switch {
	case mask.data == nil || picture.data == nil:
		return nil
	case m.Width != p.Width || m.Height != p.Height:
		return &RequestError{fieldMask, sizesDiffer(p, m)}
	case m.Ext != ".png":
		return &RequestError{fieldMask, "The mask is " + article(m.MediaType) + ". Save it as PNG: other formats blur its edges."}
	case p.Turned:
		return &RequestError{fieldImage, "The picture is stored rotated or mirrored (EXIF), so the mask may end up in the wrong place. Save the picture upright first."}
	case m.Turned:
		return &RequestError{fieldMask, "The mask is stored rotated or mirrored (EXIF), so it may end up in the wrong place. Save it upright first."}
	case !m.small():
		return &RequestError{fieldMask, fmt.Sprintf("The mask has %d × %d pixels, which is too large: the limit is %d megapixels and %d pixels per side. Make the picture and the mask smaller.", m.Width, m.Height, MaxPixels/1_000_000, MaxSide)}
	}
	why, err := mask.doubt()
	switch {
	case err != nil:
		why = "cannot be read: " + reason(err)
	case why == "":
		return nil
	case mask.hash == picture.hash:
		why = "is the picture itself. It must be white where the picture should change and black elsewhere"
	}
	return &RequestError{fieldMask, "The mask " + why + "."}
}

// doubt says why nobody can mean a mask, in words that go on after "The mask", ""
// where there is nothing to say.
func (u Upload) doubt() (string, error) {
	turn := takeTurn()
	defer turn.leave()
	defer u.info.decoding(turn)()
	img, err := png.Decode(bytes.NewReader(u.data))
	if err != nil {
		return "", err
	}
	return tonesOf(img).doubt(), nil
}

// tones count what the pixels of a mask are.
type tones struct {
	all, black, white, coloured int
	// veiled are those that mean something else to who looks at their alpha than
	// to who does not.
	veiled      int
	least, most uint8 // of what is seen without alpha
	// clearest and densest are the least and the most alpha.
	clearest, densest uint8
}

// How far a pixel may be from black or white to count as that, and how far its
// channels may be apart before it is coloured.
const (
	nearly = 48
	grey   = 48
)

func tonesOf(img image.Image) tones {
	t := tones{least: 255, clearest: 255}
	b := img.Bounds()
	t.all = b.Dx() * b.Dy()
	if gray, ok := img.(*image.Gray); ok {
		for y := range b.Dy() {
			for _, v := range gray.Pix[y*gray.Stride:][:b.Dx()] {
				t.add(v, v, v, 255)
			}
		}
		return t
	}
	straight, _ := img.(*image.NRGBA)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if straight != nil {
				at := straight.Pix[straight.PixOffset(x, y):]
				t.add(at[0], at[1], at[2], at[3])
				continue
			}
			red, green, blue, alpha := straightOf(img.At(x, y))
			t.add(red, green, blue, alpha)
		}
	}
	return t
}

func (t *tones) add(red, green, blue, alpha uint8) {
	v := luma(red, green, blue)
	t.least, t.most = min(t.least, v), max(t.most, v)
	t.clearest, t.densest = min(t.clearest, alpha), max(t.densest, alpha)
	switch {
	case max(red, green, blue)-min(red, green, blue) > grey:
		t.coloured++
	case v < nearly:
		t.black++
	case v > 255-nearly:
		t.white++
	}
	if seen := int(v) * int(alpha) / 255; int(v)-seen > 2*nearly {
		t.veiled++
	}
}

func (t tones) doubt() string {
	few := t.all / 100
	switch {
	case t.veiled > few && t.veiled < t.all || t.least == t.most && t.clearest != t.densest:
		return "uses its alpha channel, which the API ignores. Flatten it: white where the picture should change, black elsewhere"
	case t.coloured > t.all/10:
		return "has colours, like a photo. It must be white where the picture should change and black elsewhere"
	case t.black == t.all:
		return "is entirely black, so nothing would change. White areas change, black areas stay"
	case t.white == t.all:
		return "is entirely white, so everything would change. White areas change, black areas stay"
	case t.black+t.white < t.all/5:
		return "is mostly neither black nor white, like a photo. It must be white where the picture should change and black elsewhere"
	case t.white == 0:
		return "has no white, so nothing would change. White areas change, black areas stay"
	case t.black == 0:
		return "has no black, so nothing would stay. White areas change, black areas stay"
	}
	return ""
}

// article names a kind of picture in a sentence.
func article(mediaType string) string {
	switch mediaType {
	case "image/jpeg":
		return "a JPEG"
	case "image/webp":
		return "a WebP"
	}
	return "of another kind"
}
