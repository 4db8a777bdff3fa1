package upload_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/media"
	"imagine-tui/history/upload"
	"imagine-tui/history/upload/uploadtest"
)

// photo is a JPEG with the noise of a camera, which packs as badly as a photo.
func photo(tb testing.TB, w, h int) []byte {
	tb.Helper()
	dice := rand.New(rand.NewPCG(1, 2)) // #nosec G404 -- noise
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		x, y, n := i%w, i/w, int(dice.Uint32()%16)
		copy(m.Pix[4*i:], []byte{uint8(60 + x*100/w + n), uint8(80 + y*90/h + n), uint8(90 + (x+y)*60/(w+h) + n), 255})
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 88}); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// sideways has EXIF turn a file.
func sideways(tb testing.TB, file []byte) []byte {
	tb.Helper()
	exif := append([]byte(media.ExifMagic), uploadtest.Exif(6, false)...)
	head := append([]byte{0xFF, media.APP1, 0, byte(len(exif) + 2)}, exif...)
	return append(append(bytes.Clone(file[:2]), head...), file[2:]...)
}

// A photo that must be turned stays a JPEG about as large as it was, with the
// colours it had; so does a canvas that is drawn around it. A picture packed
// without losses stays so.
func TestSizesStayInProportion(t *testing.T) {
	t.Parallel()
	file := photo(t, 2304, 1792)
	p := prepared(t, sideways(t, file), upload.DefaultConfig(), false)
	if info := p.Upload.Info(); info.Ext != ".jpg" || info.Width != 1792 || info.Height != 2304 {
		t.Fatalf("sent as %+v", info)
	}
	if n := len(p.Upload.Data()); n > 2*len(file) {
		t.Errorf("%d bytes of %d", n, len(file))
	}
	stored, sent := decoded(t, file), decoded(t, p.Upload.Data())
	sum, n := 0, 0
	for y := 0; y < 2304; y += 17 {
		for x := 0; x < 1792; x += 13 {
			sum += apart(straight(sent, x, y), straight(stored, y, 1791-x))
			n++
		}
	}
	if sum > 2*n {
		t.Errorf("colours are %.1f off on the average", float64(sum)/float64(n))
	}
	img, err := p.Image()
	if err != nil {
		t.Fatal(err)
	}
	canvas := image.NewNRGBA(image.Rect(0, 0, 2600, 2304))
	draw.Draw(canvas, canvas.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(canvas, img.Bounds(), img, image.Point{}, draw.Src)
	drawn, err := p.Encode(canvas)
	if err != nil || drawn.Info().Ext != ".jpg" || len(drawn.Data()) > 3*len(file) {
		t.Errorf("a canvas of %d bytes, %+v, %v", len(drawn.Data()), drawn.Info(), err)
	}
	if drawn, err = p.Encode(image.NewNRGBA(image.Rect(0, 0, 99, 99))); err != nil || drawn.Info().Ext != ".png" {
		t.Errorf("clear parts are sent as %+v, %v", drawn.Info(), err)
	}
}

// claiming is a small JPEG that says how large it is: of large ones only the
// structure is looked at.
func claiming(tb testing.TB, w, h int) []byte {
	tb.Helper()
	data := uploadtest.File{Format: media.JPEG}.Of(tb, uploadtest.Patches(16, 16))
	frame := bytes.Index(data, []byte{0xFF, media.SOF0})
	copy(data[frame+5:], []byte{byte(h >> 8), byte(h), byte(w >> 8), byte(w)})
	return data
}

// Pictures of up to 300 megapixels are sent as they are where nothing need be
// done; where it must be, and where a screen would open on them, the limit is
// said at once.
func TestManyMegapixels(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{8660, 5774}, {10000, 10000}, {20000, 15000}, {17000, 100}} {
		name := fmt.Sprintf("%d × %d", size[0], size[1])
		file := claiming(t, size[0], size[1])
		p, err := upload.Of(file, "/home/ada/large.jpg", upload.DefaultConfig(), false)
		if err != nil || p.Copy {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var wrong *api.RequestError
		if _, err := p.Image(); !errors.As(err, &wrong) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		_, err = upload.Of(sideways(t, file), "/home/ada/large.jpg", upload.DefaultConfig(), false)
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "turned upright") || !strings.Contains(err.Error(), "large.jpg") {
			t.Errorf("%s turned: %v", name, err)
		}
	}
	// What is too large to be sent as it is says so, however few pixels it has.
	big := append(photo(t, 64, 64), make([]byte, api.MaxUpload)...)
	if _, err := upload.Of(big, "/home/ada/big.jpg", upload.Config{}, false); err == nil || !strings.Contains(err.Error(), "larger than 64 MB") {
		t.Errorf("too large: %v", err)
	}
	if p := prepared(t, big, upload.DefaultConfig(), false); len(p.Upload.Data()) > 1<<20 {
		t.Errorf("what hangs on behind is sent: %d bytes", len(p.Upload.Data()))
	}
}

// Copies are kept all or none, and made again where there were too many to hold.
func TestCopiesAreKeptTogether(t *testing.T) {
	t.Parallel()
	kept := &shelf{}
	c := upload.NewCopies(kept, upload.DefaultConfig())
	for turn := range 3 {
		p := prepared(t, uploadtest.File{Format: media.PNG, Turn: turn + 2}.Of(t, uploadtest.Patches(9, 7+turn)), upload.DefaultConfig(), false)
		if s := c.Add(p); s.From == "" || s.Path == s.From {
			t.Errorf("%+v", s)
		}
	}
	if c.Empty() || len(kept.names) > 0 {
		t.Fatalf("written before it was asked for: %v", kept.names)
	}
	kept.full = 2
	if err := c.Keep(); err == nil || !strings.Contains(err.Error(), "nothing was sent") {
		t.Errorf("%v", err)
	}
	kept.full = 0
	if err := c.Keep(); err != nil || len(kept.names) < 3 {
		t.Errorf("%v, %v", err, kept.names)
	}
}

// shelf is a library without a disk.
type shelf struct {
	names []string
	full  int // how many it takes, 0 for all
}

func (s *shelf) Path(data []byte, ext string) string { return "/nowhere/" + api.HashOf(data) + ext }

func (s *shelf) Owns(string) bool { return false }

func (s *shelf) Keep(data []byte, ext string) (string, error) {
	if s.full > 0 && len(s.names) >= s.full {
		return "", errors.New("no space left on device")
	}
	s.names = append(s.names, s.Path(data, ext))
	return s.Path(data, ext), nil
}
