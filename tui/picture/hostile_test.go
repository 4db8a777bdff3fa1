package picture

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"imagine-tui/api/media"
)

// Small pictures of kinds that nothing in the standard library writes.
const (
	cmykJPEG        = "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwAGBAUGBQQGBgUGBwcGCAoQCgoJCQoUDg8MEBcUGBgXFBYWGh0lHxobIxwWFiAsICMmJykqKRkfLTAtKDAlKCko/9sAQwEHBwcKCAoTCgoTKBoWGigoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo/8AAFAgAEAAQBAEiAAIRAQMRAQQiAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAGB//EAB4QAAECBwEAAAAAAAAAAAAAAAAWYwECAxRSU6GR/8QAFAEBAAAAAAAAAAAAAAAAAAAAB//EABgRAAIDAAAAAAAAAAAAAAAAAAAEFhdR/9oADgQBAAIRAxEEAAA/ALa9lyF7LkVCdpa4eBO0tcPA9sRnAsgjhrS+d6F870IFrgQLXD//2Q=="
	progressiveJPEG = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wgARCAAQABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAUG/8QAFAEBAAAAAAAAAAAAAAAAAAAABf/aAAwDAQACEAMQAAAByqcYe//EABUQAQEAAAAAAAAAAAAAAAAAAAAS/9oACAEBAAEFArWtb//EABYRAAMAAAAAAAAAAAAAAAAAAAAVYf/aAAgBAwEBPwFzT//EABYRAAMAAAAAAAAAAAAAAAAAAAAVYf/aAAgBAgEBPwFFD//EABQQAQAAAAAAAAAAAAAAAAAAACD/2gAIAQEABj8CH//EABQQAQAAAAAAAAAAAAAAAAAAACD/2gAIAQEAAT8hAf/aAAwDAQACAAMAAAAQN//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQMBAT8QX//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQIBAT8QX//EABUQAQEAAAAAAAAAAAAAAAAAAABx/9oACAEBAAE/EKUpT//Z"
	interlacedPNG   = "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQBAMAAAGa2tLEAAAAMFBMVEX/AADuABHdACLMADO7AESqAFWZAGaIAHd3AIhmAJlVAKpEALszAMwiAN0RAO4AAP8lworGAAAAUUlEQVQI1y3KAQ2AMBBD0W8BC1jAwixgAQtYOAtYwAIWzgIWsDC6XV/SpEkLBCOtkak2SsToq3AIt/AJ0xya1BpSl5T6LcZm7MZpXMZjvEa3H5x/P8GOhUdCAAAAAElFTkSuQmCC"
)

func fromBase64(tb testing.TB, s string) []byte {
	tb.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// claimJPEG changes the size a JPEG file says it has.
func claimJPEG(jpg []byte, w, h int) []byte {
	_, frame := frameHeader(jpg)
	out := bytes.Clone(jpg)
	at := bytes.Index(jpg, frame)
	binary.BigEndian.PutUint16(out[at+1:], uint16(h))
	binary.BigEndian.PutUint16(out[at+3:], uint16(w))
	return out
}

// animatedWebP wraps the picture of a WebP file twice into an animation.
func animatedWebP(tb testing.TB, still []byte) []byte {
	tb.Helper()
	only, err := media.NewRIFF(bytes.NewReader(still)).Next()
	if err != nil {
		tb.Fatal(err)
	}
	put := func(b []byte, name string, body []byte) []byte {
		b = binary.LittleEndian.AppendUint32(append(b, name...), uint32(len(body)))
		b = append(b, body...)
		return append(b, make([]byte, len(body)&1)...)
	}
	frame := make([]byte, 16) // at 0, 0, of one pixel
	frame = put(frame, only.Kind, only.In(still))
	body := put([]byte("WEBP"), "VP8X", []byte{2, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	body = put(body, "ANIM", make([]byte, 6))
	body = put(body, "ANMF", frame)
	body = put(body, "ANMF", frame)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// animatedPNG puts the chunks of an animation around a still picture.
func animatedPNG(still []byte) []byte {
	const afterHeader = 8 + 25
	control := append(binary.BigEndian.AppendUint32(nil, 2), 0, 0, 0, 0)
	out := append(bytes.Clone(still[:afterHeader]), chunk("acTL", control)...)
	return append(out, still[afterHeader:]...)
}

// hostile are files that want to be trouble: what they are called, what is
// said of them, "" where they are drawn.
func hostile(tb testing.TB) map[string]struct {
	data   []byte
	reason string
} {
	tb.Helper()
	gifBomb := func(w, h, fw, fh int) []byte {
		var b bytes.Buffer
		frame := image.NewPaletted(image.Rect(0, 0, fw, fh), color.Palette{color.Black, color.White})
		if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame}, Delay: []int{0}, Config: image.Config{Width: w, Height: h}}); err != nil {
			tb.Fatal(err)
		}
		return b.Bytes()
	}
	web := fromBase64(tb, lossyWebP)
	small := jpegOf(tb, photo(64, 64))
	png16 := pngOf(tb, kinds(64, 64)["NRGBA64"])
	progressive, interlaced := fromBase64(tb, progressiveJPEG), fromBase64(tb, interlacedPNG)
	bigInterlaced := bytes.Clone(interlaced)
	copy(bigInterlaced[8:], chunk("IHDR", append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 7000), 7000), interlaced[24:29]...)))
	zero := bytes.Clone(png16)
	copy(zero[8:], chunk("IHDR", append(make([]byte, 8), png16[24:29]...)))
	return map[string]struct {
		data   []byte
		reason string
	}{
		"bomb of 400 megapixels.png":   {bomb(tb, 20_000, 20_000), "20000×20000 pixels: previews go up to"},
		"bomb of 49 megapixels.png":    {bomb(tb, 7_000, 7_000), ""},
		"bomb of 49 megapixels.jpg":    {claimJPEG(small, 7_000, 7_000), ""},
		"bomb of 400 megapixels.jpg":   {claimJPEG(small, 20_000, 20_000), "20000×20000"},
		"progressive bomb.jpg":         {claimJPEG(progressive, 7_000, 7_000), "decoded at once"},
		"interlaced bomb.png":          {bigInterlaced, "decoded at once"},
		"animation bomb.gif":           {gifBomb(7_000, 7_000, 1, 1), "decoded at once"},
		"one by 30000.png":             {bomb(tb, 1, 16_384), ""},
		"one by 30000, too long.png":   {bomb(tb, 1, 30_000), "1×30000"},
		"truncated.png":                {pngOf(tb, photo(64, 64))[:3000], ""},
		"truncated.jpg":                {small[:len(small)/2], ""},
		"truncated, no pixels.jpg":     {small[:200], "cut short"},
		"truncated.webp":               {web[:30], "cut short"},
		"a JPEG.png":                   {small, ""},
		"a text.jpg":                   {[]byte("{\"error\":\"no\"}"), "not a JPEG, PNG, WebP or GIF picture"},
		"empty.png":                    {nil, "empty"},
		"zero size.png":                {zero, "damaged"},
		"16 bit.png":                   {png16, ""},
		"palette.png":                  {pngOf(tb, kinds(64, 64)["Paletted"]), ""},
		"interlaced, 16 bit.png":       {interlaced, ""},
		"CMYK.jpg":                     {fromBase64(tb, cmykJPEG), ""},
		"progressive.jpg":              {progressive, ""},
		"animated.gif":                 {gifBomb(64, 64, 32, 32), ""},
		"animated.png":                 {animatedPNG(png16), ""},
		"animated.webp":                {animatedWebP(tb, web), ""},
		"animated, cut short.webp":     {animatedWebP(tb, web)[:50], "WebP"},
		"half a name \x1b]0;x\x07.jpg": {small, ""},
	}
}

// Every one is shown or refused with the reason, in every mode.
func TestHostilePictures(t *testing.T) {
	for name, c := range hostile(t) {
		path := saved(t, name, c.data)
		for _, mode := range []Mode{ModeHalf, ModeOctant, ModeKitty, ModeITerm2, ModeSixel, ModeNone} {
			if strings.HasPrefix(name, "bomb") && c.reason == "" && (raceOn || mode != ModeHalf && mode != ModeSixel) {
				continue // drawn, which takes its time
			}
			r, err := RenderFile(t.Context(), path, 30, 15, Options{Mode: mode})
			switch {
			case err != nil && c.reason == "":
				t.Errorf("%q as %v: %v", name, mode, err)
			case err == nil && c.reason != "":
				t.Errorf("%q as %v: drawn, not refused: %s", name, mode, c.reason)
			case err != nil && (!strings.Contains(err.Error(), c.reason) || strings.ContainsAny(err.Error(), "\x1b\n")):
				t.Errorf("%q as %v: %q does not say %q", name, mode, err, c.reason)
			case err == nil && len(r.Lines) == 0 && r.Transmit == "":
				t.Errorf("%q as %v: nothing is drawn", name, mode)
			}
			if large := (*TooLargeError)(nil); strings.Contains(c.reason, "at once") != (errors.As(err, &large) && large.AtOnce) {
				t.Errorf("%q: %v", name, err)
			}
		}
	}
}

// envHostile makes the test binary a program that draws all files of a folder
// and says how much memory it had at most.
const envHostile = "PICTURE_TEST_HOSTILE"

func TestMain(m *testing.M) {
	dir := os.Getenv(envHostile)
	if dir == "" {
		os.Exit(m.Run())
	}
	debug.SetMemoryLimit(64 << 20) // garbage is collected in time; it is no limit to what is used
	c := NewCache(24 << 20)
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, mode := range []Mode{ModeHalf, ModeKitty, ModeITerm2, ModeSixel} {
		for _, f := range files {
			_, _ = c.Load(context.Background(), Key{Path: f, Cols: 80, Rows: 40, Mode: mode})
		}
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		os.Exit(1)
	}
	_, after, _ := bytes.Cut(status, []byte("VmHWM:"))
	_, _ = os.Stdout.Write(bytes.Fields(after)[0])
	os.Exit(0)
}

// No file makes the program take much more memory than the picture it shows.
func TestHostileMemory(t *testing.T) {
	if raceOn {
		t.Skip("the race detector takes more memory than the pictures")
	}
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("the system does not tell how much memory a program had at most")
	}
	dir := t.TempDir()
	for name, c := range hostile(t) {
		if err := os.WriteFile(filepath.Join(dir, name), c.data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0]) // #nosec G204 -- the test itself
	cmd.Env = append(os.Environ(), envHostile+"="+dir)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	kilobytes, err := strconv.Atoi(string(out))
	t.Logf("%d MB at most", kilobytes>>10)
	const most = 160 << 10
	if err != nil || kilobytes > most {
		t.Errorf("%s KB, at most %d wanted: %v", out, most, err)
	}
}
