package film

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"imagine-tui/api/sandbox/paint"
)

// shot is a painted one.
func shot(w, h int, words string) Shot {
	pw, ph := Margin(w, h)
	return Shot{
		Picture: paint.Paint(paint.Request{Prompt: words, Style: "realistic", Seed: 7, Width: pw, Height: ph, Unsigned: true}),
		Width:   w, Height: h, Words: words, Seed: 5,
	}
}

func makeFilm(tb testing.TB, s Shot) (video, thumbnail []byte) {
	tb.Helper()
	video, thumbnail, err := Make(s)
	if err != nil {
		tb.Fatal(err)
	}
	return video, thumbnail
}

// pictures takes the frames out of a film by their marks.
func pictures(tb testing.TB, video []byte) []image.Image {
	tb.Helper()
	var out []image.Image
	for {
		at := bytes.Index(video, []byte("\xff\xd8\xff"))
		if at < 0 {
			return out
		}
		r := bytes.NewReader(video[at:])
		m, err := jpeg.Decode(r)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, m)
		video = video[at+3:]
	}
}

func TestFilm(t *testing.T) {
	t.Parallel()
	video, thumbnail := makeFilm(t, shot(200, 112, "a lighthouse on a cliff at dusk, waves"))
	if len(video) > 1<<20 {
		t.Errorf("%d bytes", len(video))
	}
	frames := pictures(t, video)
	if len(frames) != Frames {
		t.Fatalf("%d frames", len(frames))
	}
	for i, m := range frames {
		if m.Bounds() != image.Rect(0, 0, 200, 112) {
			t.Errorf("frame %d is %v", i, m.Bounds())
		}
		if i == 0 {
			continue
		}
		// A person sees it move, and sees that it is one picture that does.
		if d := apart(frames[i-1], m); d < 5 || d > 400 {
			t.Errorf("frame %d is %d away from the one before", i, d)
		}
	}
	if d := apart(frames[0], frames[Frames-1]); d < 80 {
		t.Errorf("from the first to the last frame it is only %d", d)
	}
	m, err := jpeg.Decode(bytes.NewReader(thumbnail))
	if err != nil || apart(m, frames[Frames/2]) > 40 {
		t.Errorf("thumbnail: %v", err)
	}
}

// apart is how far two pictures of one size are from each other: the mean of
// the brightness, in tenths: 0 … 2550.
func apart(a, b image.Image) int {
	sum, n := 0, 0
	for y := 0; y < a.Bounds().Dy(); y += 3 {
		for x := 0; x < a.Bounds().Dx(); x += 3 {
			p, q := color.GrayModel.Convert(a.At(x, y)).(color.Gray).Y, color.GrayModel.Convert(b.At(x, y)).(color.Gray).Y
			sum += int(max(p, q) - min(p, q))
			n++
		}
	}
	return sum * 10 / n
}

// TestGolden pins a film: every machine makes the same.
func TestGolden(t *testing.T) {
	t.Parallel()
	video, thumbnail := makeFilm(t, shot(160, 90, "a boat on a lake in the rain, pan left"))
	sum := sha256.Sum256(append(video, thumbnail...))
	if got := hex.EncodeToString(sum[:8]); got != golden {
		t.Errorf("the film is %s, was %s", got, golden)
	}
}

const golden = "c8d96cd23f9b57a1"

// TestWords: what words ask for makes a difference.
func TestWords(t *testing.T) {
	t.Parallel()
	s := shot(96, 54, "a boat")
	seen := map[string]string{}
	for _, words := range []string{
		"a tree, zoom in", "a tree, zoom out", "a tree, pan left", "a tree, pan right", "a tree, tilt up", "a tree, tilt down",
		"a tree, orbit", "a tree, orbit, snow", "a tree, orbit, rain", "a tree by the sea, orbit",
	} {
		s.Words = words
		video, _ := makeFilm(t, s)
		if other, ok := seen[string(video)]; ok {
			t.Errorf("%q and %q look the same", words, other)
		}
		seen[string(video)] = words
	}
	if names("seashell Left-handed", []string{"sea", "shell"}) || !names("the LEFT, please; waves", []string{"wave"}) {
		t.Error("words are not told from parts of words")
	}
}

// TestAnyPicture films what people may send.
func TestAnyPicture(t *testing.T) {
	t.Parallel()
	big := image.NewNRGBA(image.Rect(0, 0, 700, 500))
	for name, m := range map[string]*image.NRGBA{
		"a pixel": image.NewNRGBA(image.Rect(0, 0, 1, 1)),
		"a line":  image.NewNRGBA(image.Rect(0, 0, 3000, 1)),
		"a pole":  image.NewNRGBA(image.Rect(0, 0, 1, 3000)),
		"large":   image.NewNRGBA(image.Rect(0, 0, 1500, 900)),
		"a part":  big.SubImage(image.Rect(100, 100, 400, 300)).(*image.NRGBA),
	} {
		for _, size := range [][2]int{{16, 16}, {64, 36}, {36, 64}} {
			video, _, err := Make(Shot{Picture: m, Width: size[0], Height: size[1], Words: "rain on the sea", Seed: 1<<64 - 1})
			if err != nil || len(pictures(t, video)) != Frames {
				t.Errorf("%s at %v: %v", name, size, err)
			}
		}
	}
}

// TestFFprobe has the frames decoded by a reader nobody here wrote.
func TestFFprobe(t *testing.T) {
	t.Parallel()
	ffprobe, err := exec.LookPath("ffprobe")
	if err != nil {
		t.Skip("ffprobe is not installed: only our own reader has looked at the film")
	}
	video, _ := makeFilm(t, shot(160, 90, "a red fox in the snow"))
	file := filepath.Join(t.TempDir(), "film.mp4")
	if err := os.WriteFile(file, video, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), ffprobe, "-v", "error", "-of", "csv=p=0", "-count_frames",
		"-show_entries", "stream=codec_name,width,height,nb_read_frames:format=duration", file).CombinedOutput()
	if want := "mjpeg,160,90," + strconv.Itoa(Frames) + "\n2.000000"; err != nil || strings.TrimSpace(string(out)) != want {
		t.Errorf("%v: %s, want %s", err, out, want)
	}
}

// TestNoFloats keeps the promise of equal bytes on every machine: floating
// point may be fused on some processors.
func TestNoFloats(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	fset := token.NewFileSet()
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.FLOAT {
				t.Errorf("%s: float %s", fset.Position(n.Pos()), lit.Value)
			}
			if id, ok := n.(*ast.Ident); ok && strings.HasPrefix(id.Name, "float") {
				t.Errorf("%s: %s", fset.Position(n.Pos()), id.Name)
			}
			return true
		})
	}
}

func BenchmarkMake(b *testing.B) {
	s := shot(640, 360, "a lighthouse on a cliff at dusk, waves")
	for b.Loop() {
		_, _ = makeFilm(b, s)
	}
}
