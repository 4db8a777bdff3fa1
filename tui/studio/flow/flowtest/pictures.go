package flowtest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture/display"
)

// Noon is when what tests list was made.
var Noon = time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)

// Saved returns rows of so many saved pictures, "run0" and so on, which lie in a
// folder of the test's own, each in a colour of its own.
func Saved(tb testing.TB, n int) []gallery.Row {
	tb.Helper()
	dir := tb.TempDir()
	rows := make([]gallery.Row, n)
	for i := range rows {
		img := image.NewRGBA(image.Rect(0, 0, 32, 18))
		for j := range 32 * 18 {
			img.Set(j%32, j/32, color.RGBA{R: uint8(i), G: 200, B: 90, A: 255})
		}
		var data bytes.Buffer
		if err := png.Encode(&data, img); err != nil {
			tb.Fatal(err)
		}
		path := filepath.Join(dir, fmt.Sprintf("%03d.png", i))
		if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
			tb.Fatal(err)
		}
		rows[i] = gallery.Row{
			ID: fmt.Sprintf("run%d", i), Path: path, State: gallery.Saved, Operation: string(api.TextToImage),
			Prompt: "Harbour at dusk", Style: "anime", Ratio: "16:9", Seed: int64(811 + i), Key: "work", When: Noon,
			Recipe: &gallery.Recipe{Key: "work", Request: api.Request{
				Operation: api.TextToImage, Prompt: "Harbour at dusk", Style: "anime", AspectRatio: "16:9", Seed: int64(811 + i),
			}},
		}
	}
	return rows
}

// Display returns a terminal on which pictures are drawn with half blocks.
func Display(tb testing.TB) *display.Display {
	tb.Helper()
	return display.New(display.Options{Out: tb.Output(), Setting: "half"})
}

// Repaint makes a file a picture that is another in each of its parts.
func Repaint(tb testing.TB, path string, w, h int, blue uint8) image.Image {
	tb.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{uint8(x * 255 / w), uint8(y * 255 / h), blue, 255})
		}
	}
	var data bytes.Buffer
	if err := png.Encode(&data, img); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		tb.Fatal(err)
	}
	return img
}
