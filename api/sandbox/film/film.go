package film

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"

	"imagine-tui/api/sandbox/edit"
	"imagine-tui/api/sandbox/mp4"
	"imagine-tui/api/sandbox/paint"
)

// Shot says what is filmed.
type Shot struct {
	// Picture is what the camera looks at: of the size that Margin says, or it
	// is brought to it by Cover.
	Picture *image.NRGBA
	// Width and Height of the film in pixels, 16 … 4096.
	Width, Height int
	// Words may name the camera's move and the weather; others do not matter.
	Words string
	// Seed decides what the words leave open.
	Seed uint64
}

const (
	// Rate is how many frames are shown in a second.
	Rate = 12
	// Frames is how many there are.
	Frames = 24
	// quality is the JPEG quality of a frame, finer the one of the thumbnail.
	quality, finer = 76, 88
	// whole is the end of time.
	whole = 1024
)

// Margin is how large a picture is best for a film: large enough that the
// closest look at it is still sharp.
func Margin(width, height int) (w, h int) { return width * 5 / 4, height * 5 / 4 }

// Make films a shot: an MP4 of two seconds and a JPEG of its middle.
func Make(s Shot) (video, thumbnail []byte, err error) {
	s.Picture = Cover(s.Picture, s.Width, s.Height)
	move, sky := chooseMove(s), chooseAir(s)
	track := mp4.Track{Width: s.Width, Height: s.Height, Rate: Rate}
	frame := image.NewNRGBA(image.Rect(0, 0, s.Width, s.Height))
	for i := range Frames {
		t := int64(i) * whole / (Frames - 1)
		move.look(frame, s.Picture, t)
		sky.fall(frame, t)
		paint.Sign(frame)
		data, err := encode(frame, quality)
		if err != nil {
			return nil, nil, err
		}
		track.Frames = append(track.Frames, data)
		if i == Frames/2 {
			if thumbnail, err = encode(frame, finer); err != nil {
				return nil, nil, err
			}
		}
	}
	video, err = mp4.Encode(track)
	return video, thumbnail, err
}

// encode encodes a frame, which is opaque.
func encode(m *image.NRGBA, quality int) ([]byte, error) {
	// The same bytes in opaque RGBA, for which the encoder has a fast way.
	opaque := &image.RGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, opaque, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("film: %w", err)
	}
	return b.Bytes(), nil
}

// Cover cuts the middle out of a picture that has the film's shape, at the
// size of Margin, and puts a ground under what is transparent.
func Cover(p *image.NRGBA, width, height int) *image.NRGBA {
	w, h := Margin(width, height)
	pw, ph := p.Rect.Dx(), p.Rect.Dy()
	if pw == w && ph == h && p.Opaque() {
		return p
	}
	cw, ch := pw, ph
	if pw*h > ph*w {
		cw = max(ph*w/h, 1)
	} else {
		ch = max(pw*h/w, 1)
	}
	at := image.Pt((pw-cw)/2, (ph-ch)/2)
	cut := p.SubImage(image.Rectangle{at, at.Add(image.Pt(cw, ch))}.Add(p.Rect.Min)).(*image.NRGBA)
	cut = &image.NRGBA{Pix: cut.Pix, Stride: cut.Stride, Rect: image.Rect(0, 0, cw, ch)}
	out := shrink(cut, w, h)
	out = edit.Fit(out, w, h)
	ground := image.NewNRGBA(out.Rect)
	for i := range ground.Pix {
		ground.Pix[i] = 0xF2
		if i%4 == 3 {
			ground.Pix[i] = 0xFF
		}
	}
	edit.Over(ground, out, nil)
	return ground
}

// shrink halves a picture until it is less than twice w by h, so that scaling
// between neighbours does not skip pixels.
func shrink(p *image.NRGBA, w, h int) *image.NRGBA {
	for p.Rect.Dx() >= 2*w && p.Rect.Dy() >= 2*h {
		out := image.NewNRGBA(image.Rect(0, 0, p.Rect.Dx()/2, p.Rect.Dy()/2))
		for y := range out.Rect.Dy() {
			a, b := p.Pix[2*y*p.Stride:], p.Pix[(2*y+1)*p.Stride:]
			for i := range out.Rect.Dx() * 4 {
				j := i/4*8 + i%4
				out.Pix[y*out.Stride+i] = uint8((int(a[j]) + int(a[j+4]) + int(b[j]) + int(b[j+4]) + 2) / 4)
			}
		}
		p = out
	}
	return p
}
