package display

import (
	"context"
	"image"
	"time"

	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/player"
)

// poster has the first frame of videos decoded by the program that plays them, where
// find finds it, and it does so in time.
func poster(find func() (string, error), environ func() []string, patience time.Duration) picture.Poster {
	return func(ctx context.Context, path, kind string, w, h int) *image.RGBA {
		program, err := find()
		if err != nil {
			return nil
		}
		film, err := player.Start(ctx, player.Options{Program: program, Env: environ(), Path: path, Kind: kind, Width: w, Height: h, Rate: 1, Patience: patience})
		if err != nil {
			return nil
		}
		defer film.Close()
		frame, err := film.Next(ctx)
		if err != nil {
			return nil
		}
		img := image.NewRGBA(image.Rect(0, 0, w, h))
		for i := range w * h {
			copy(img.Pix[4*i:], frame.Pix[3*i:3*i+3])
			img.Pix[4*i+3] = 255
		}
		return img
	}
}
