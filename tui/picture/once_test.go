package picture

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"
)

// sentOnce returns the file that printing a picture once sends, decoded and as it is.
func sentOnce(t *testing.T, data []byte, o Options) (r Rendered, got grid, file []byte) {
	t.Helper()
	o.Once, o.Terminal.Cell = true, CellSize{10, 20}
	r, err := RenderBytes(t.Context(), data, 40, 20, o)
	if err != nil {
		t.Fatal(err)
	}
	if o.Mode == ModeKitty {
		cmd := parseKitty(t, r.Transmit, false)[0]
		return r, shown(t, cmd), cmd.payload
	}
	if r.Lines != nil {
		t.Errorf("%d lines are drawn that nobody sees", len(r.Lines))
	}
	img, _, _, file := readITerm2(t, r.Graphic.Data, false)
	return r, scaledPhoto(img, img.Rect.Dx(), img.Rect.Dy()), file
}

// A picture that is printed once goes as the file it is where the terminal can take
// it, and is right where it cannot.
func TestPrintedOnce(t *testing.T) {
	img := photo(640, 640)
	jpegFile, pngFile := jpegOf(t, img), pngOf(t, img)
	seeThrough := pngOf(t, kinds(640, 640)["NRGBA see-through"])
	turned := withOrientation(jpegFile, 6, binary.LittleEndian, "II*\x00")
	damaged := bytes.Clone(jpegFile)
	clear(damaged[len(damaged)/2 : len(damaged)-2])
	for _, c := range []struct {
		name    string
		data    []byte
		o       Options
		asIs    bool
		partial bool
		floor   float64
	}{
		{"iTerm2, JPEG", jpegFile, Options{Mode: ModeITerm2}, true, false, 38},
		{"iTerm2, PNG", pngOf(t, photo(300, 300)), Options{Mode: ModeITerm2}, true, false, 38},
		{"iTerm2, PNG of more bytes than its pixels here", pngFile, Options{Mode: ModeITerm2}, false, false, 38},
		{"iTerm2, turned", turned, Options{Mode: ModeITerm2}, false, false, 38},
		{"iTerm2, see-through", seeThrough, Options{Mode: ModeITerm2}, false, false, 38},
		{"iTerm2, a part", jpegFile, Options{Mode: ModeITerm2, Zoom: Zoom{Kind: ZoomTimes, Percent: 200}}, false, false, 38},
		{"iTerm2, few bytes", jpegFile, Options{Mode: ModeITerm2, Terminal: Terminal{Bytes: 16_000}}, false, false, 25},
		{"iTerm2, cut JPEG", jpegFile[:len(jpegFile)*3/4], Options{Mode: ModeITerm2}, false, true, 0},
		{"iTerm2, damaged JPEG", damaged, Options{Mode: ModeITerm2}, false, true, 0},
		{"iTerm2, cut PNG", pngFile[:len(pngFile)*3/4], Options{Mode: ModeITerm2}, false, true, 0},
		{"kitty, JPEG", jpegFile, Options{Mode: ModeKitty}, false, false, 38},
		{"kitty, PNG", pngOf(t, photo(300, 300)), Options{Mode: ModeKitty}, true, false, 38},
		{"kitty, turned", turned, Options{Mode: ModeKitty}, false, false, 38},
		{"kitty, see-through", seeThrough, Options{Mode: ModeKitty}, false, false, 38},
		{"kitty, cut PNG", pngFile[:len(pngFile)*3/4], Options{Mode: ModeKitty}, false, true, 0},
		{"kitty, few bytes", jpegFile, Options{Mode: ModeKitty, Terminal: Terminal{Bytes: 64_000}}, false, false, 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, got, file := sentOnce(t, c.data, c.o)
			if asIs := bytes.Equal(file, c.data); asIs != c.asIs {
				t.Errorf("sent as it is: %v", asIs)
			}
			if r.Partial != c.partial {
				t.Errorf("damaged: %v", r.Partial)
			}
			if n := len(r.Transmit) + len(graphicData(r)); n > c.o.Terminal.budget()+4096 {
				t.Errorf("%d bytes sent", n)
			}
			src, err := open(t.Context(), c.data, request{cols: 40, rows: 20, o: Options{Mode: ModeHalf, Zoom: c.o.Zoom}, least: 3000})
			if err != nil {
				t.Fatal(err)
			}
			a := place(src.w, src.h, 40, 20, c.o.Mode, CellSize{10, 20}, c.o.Zoom).src
			want := over(src.shrink(a, 400, 400), defaultCheckers, checkerPixels, checkerPixels)
			sent400 := scaledPhoto(got.image(), 400, 400)
			if db := psnr(sent400, want); db < c.floor {
				t.Errorf("%.1f dB, at least %.0f wanted", db, c.floor)
			}
		})
	}
}

func graphicData(r Rendered) string {
	if r.Graphic == nil {
		return ""
	}
	return r.Graphic.Data
}

// What it takes to print a picture, all but reading its file.
func BenchmarkPrint(b *testing.B) {
	for _, side := range []int{1024, 4096} {
		img := photo(side, side)
		for format, data := range map[string][]byte{"jpeg": jpegOf(b, img), "png": pngOf(b, img)} {
			for _, mode := range []Mode{ModeKitty, ModeITerm2, ModeSixel} {
				name := mode.String() + "/" + format + "/" + map[int]string{1024: "1024", 4096: "4096"}[side]
				b.Run(name, func(b *testing.B) {
					o := Options{Mode: mode, Once: true, Terminal: Terminal{Cell: CellSize{10, 20}}}
					sent := 0
					for b.Loop() {
						r, err := RenderBytes(b.Context(), data, 80, 40, o)
						if err != nil {
							b.Fatal(err)
						}
						if err := WriteTo(io.Discard, r); err != nil {
							b.Fatal(err)
						}
						sent = len(r.Transmit) + len(graphicData(r))
					}
					b.ReportMetric(float64(sent), "sent-bytes")
				})
			}
		}
	}
}
