package upload_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // what is sent
	_ "image/png"
	"strings"
	"testing"

	_ "golang.org/x/image/webp"

	"imagine-tui/api/media"
	"imagine-tui/history/upload"
	"imagine-tui/history/upload/uploadtest"
)

func prepared(tb testing.TB, file []byte, c upload.Config, ours bool) *upload.Picture {
	tb.Helper()
	p, err := upload.Of(file, "/home/ada/photo.jpg", c, ours)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func decoded(tb testing.TB, file []byte) image.Image {
	tb.Helper()
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		tb.Fatal(err)
	}
	return img
}

// straight is a pixel of a picture.
func straight(img image.Image, x, y int) color.NRGBA {
	b := img.Bounds()
	c, _ := color.NRGBAModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA)
	return c
}

func apart(a, b color.NRGBA) int {
	d := 0
	for _, p := range [4][2]uint8{{a.R, b.R}, {a.G, b.G}, {a.B, b.B}, {a.A, b.A}} {
		d = max(d, int(p[0])-int(p[1]), int(p[1])-int(p[0]))
	}
	return d
}

// Every turn of every format in every colour space is sent upright, in sRGB, with
// 8 bits a channel, and what is made of it is sent as it is when it is chosen
// again.
func TestWhatIsSentIsUprightAndInSRGB(t *testing.T) {
	t.Parallel()
	upright := uploadtest.Patches(53, 38)
	for _, format := range []media.Format{media.JPEG, media.PNG, media.WebP} {
		for _, space := range []string{"", "Display P3", "Adobe RGB"} {
			for turn := range 9 {
				name := fmt.Sprintf("%v %s %d", format, space, turn)
				file := uploadtest.File{Format: format, Turn: turn, Space: space}.Of(t, uploadtest.Stored(upright, turn))
				p := prepared(t, file, upload.DefaultConfig(), false)
				// Losses of the JPEG itself are no fault of what is made of it.
				want := image.Image(upright)
				if format == media.JPEG {
					stored := decoded(t, file)
					want = uploadtest.Upright(stored, turn)
				}
				sent := decoded(t, p.Upload.Data())
				if sent.Bounds().Size() != upright.Bounds().Size() {
					t.Fatalf("%s: sent with %v", name, sent.Bounds())
				}
				for y := range 38 {
					for x := range 53 {
						if d := apart(straight(sent, x, y), uploadtest.Seen(space, straight(want, x, y))); d > 2 {
							t.Fatalf("%s: %d apart at %d, %d", name, d, x, y)
						}
					}
				}
				if same := turn < 1 && space == ""; same == p.Copy {
					t.Errorf("%s: a copy: %v", name, p.Copy)
				}
				if again := prepared(t, p.Upload.Data(), upload.DefaultConfig(), false); again.Copy {
					t.Errorf("%s: what was made is made anew: %v", name, again.Done)
				}
			}
		}
	}
}

// What a camera or a person wrote into a file stays here, and the picture is the
// same byte for byte where it need not be made anew; the setting sends it along.
func TestWhatFilesSayOfAPersonStaysHere(t *testing.T) {
	t.Parallel()
	for _, format := range []media.Format{media.JPEG, media.PNG, media.WebP} {
		for _, turn := range []int{1, 6} {
			plain := uploadtest.File{Format: format}.Of(t, uploadtest.Stored(uploadtest.Patches(40, 30), turn))
			file := uploadtest.File{Format: format, Turn: turn, Marked: true}.Of(t, uploadtest.Stored(uploadtest.Patches(40, 30), turn))
			sent := prepared(t, file, upload.DefaultConfig(), false).Upload.Data()
			for _, mark := range uploadtest.Marks {
				if !bytes.Contains(file, []byte(mark)) || bytes.Contains(sent, []byte(mark)) {
					t.Errorf("%v: %s is sent", format, mark)
				}
			}
			if turn == 1 && format != media.WebP && !bytes.Equal(sent, plain) {
				t.Errorf("%v: the picture itself is not the same", format)
			}
			for name, p := range map[string]*upload.Picture{
				"the setting": prepared(t, file, upload.Config{}, false), "a result": prepared(t, file, upload.DefaultConfig(), true),
			} {
				kept := bytes.Contains(p.Upload.Data(), []byte(uploadtest.Marks[0]))
				if want := turn == 1 || name == "the setting"; kept != want {
					t.Errorf("%v, %s: sent along: %v", format, name, kept)
				}
				if p.Upload.Info().Turned {
					t.Errorf("%v, %s: sent turned", format, name)
				}
			}
		}
	}
}

// A profile of tables is not read: the numbers stay, and it goes with them.
func TestProfilesOfTablesGoAlong(t *testing.T) {
	t.Parallel()
	for _, format := range []media.Format{media.JPEG, media.PNG, media.WebP} {
		upright := uploadtest.Patches(40, 30)
		file := uploadtest.File{Format: format, Turn: 8, Space: "tables"}.Of(t, uploadtest.Stored(upright, 8))
		p := prepared(t, file, upload.DefaultConfig(), false)
		if icc := media.ColoursOf(p.Upload.Data()).ICC; !bytes.Equal(icc, uploadtest.Profile("tables")) {
			t.Errorf("%v: the profile is %d bytes", format, len(icc))
		}
		if d := apart(straight(decoded(t, p.Upload.Data()), 7, 9), upright.NRGBAAt(7, 9)); d > 3 {
			t.Errorf("%v: the colours are %d apart", format, d)
		}
		same := uploadtest.File{Format: format, Space: "tables"}.Of(t, upright)
		if p := prepared(t, same, upload.DefaultConfig(), false); p.Copy {
			t.Errorf("%v: made anew though nothing can be done", format)
		}
	}
}

// Sixteen bits become the nearest eight, also where much is clear, and a gray
// picture stays gray.
func TestSixteenBits(t *testing.T) {
	t.Parallel()
	deep := image.NewNRGBA64(image.Rect(0, 0, 9, 7))
	for i := range 63 {
		deep.SetNRGBA64(i%9, i/9, color.NRGBA64{uint16(i * 1000), uint16(65535 - i*900), 300, uint16(i * 1040)})
	}
	p := prepared(t, uploadtest.File{Format: media.PNG}.Of(t, deep), upload.DefaultConfig(), false)
	sent, ok := decoded(t, p.Upload.Data()).(*image.NRGBA)
	if !ok || strings.Join(p.Done, ", ") != "8 bits a channel" {
		t.Fatalf("sent as %T, %v", decoded(t, p.Upload.Data()), p.Done)
	}
	for i := range 63 {
		c := deep.NRGBA64At(i%9, i/9)
		near := func(v uint16) uint8 { return uint8((int(v)*255 + 32767) / 65535) }
		if want := (color.NRGBA{near(c.R), near(c.G), near(c.B), near(c.A)}); apart(sent.NRGBAAt(i%9, i/9), want) > 0 {
			t.Errorf("%d: %v, want %v", i, sent.NRGBAAt(i%9, i/9), want)
		}
	}
	gray := image.NewGray16(image.Rect(0, 0, 5, 5))
	p = prepared(t, uploadtest.File{Format: media.PNG, Turn: 3}.Of(t, gray), upload.DefaultConfig(), false)
	if _, ok := decoded(t, p.Upload.Data()).(*image.Gray); !ok {
		t.Errorf("gray is sent as %T", decoded(t, p.Upload.Data()))
	}
}

// A JPEG that says its height late is sent with it where every reader looks, its
// pixels untouched.
func TestLateHeightIsSentEarly(t *testing.T) {
	t.Parallel()
	plain := uploadtest.File{Format: media.JPEG}.Of(t, uploadtest.Patches(40, 30))
	late := bytes.Clone(plain)
	frame := bytes.Index(late, []byte{0xFF, media.SOF0})
	late[frame+5], late[frame+6] = 0, 0
	end := len(late) - 2
	late = append(append(bytes.Clone(late[:end]), 0xFF, media.DNL, 0, 4, 0, 30), late[end:]...)
	for _, ours := range []bool{false, true} {
		if p := prepared(t, late, upload.DefaultConfig(), ours); !p.Copy || !bytes.Equal(p.Upload.Data(), plain) {
			t.Errorf("ours %v: a copy %v", ours, p.Copy)
		}
	}
}

// Whatever file somebody names: what is made of it to be sent is upright, within
// the limit, and the same when it is chosen again.
func FuzzSent(f *testing.F) {
	for _, format := range []media.Format{media.JPEG, media.PNG, media.WebP} {
		f.Add(uploadtest.File{Format: format, Turn: 6, Space: "Display P3", Marked: true}.Of(f, uploadtest.Patches(9, 7)))
		f.Add(uploadtest.File{Format: format, Marked: true, Space: "tables"}.Of(f, uploadtest.Patches(9, 7)))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := upload.Of(file, "x", upload.DefaultConfig(), false)
		if err != nil {
			return
		}
		if p.Upload.Info().Turned {
			t.Fatal("turned")
		}
		again, err := upload.Of(p.Upload.Data(), "x", upload.DefaultConfig(), false)
		if err != nil || again.Copy {
			t.Fatalf("made anew: %v, %v", err, again)
		}
	})
}
