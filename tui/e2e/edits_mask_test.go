//go:build unix

package e2e

import (
	"image"
	"image/color"
	_ "image/jpeg" // pictures of the sandbox
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// pictureAt decodes a picture.
func pictureAt(t *testing.T, path string) image.Image {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // only read from
	img, _, err := image.Decode(file)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return img
}

// sent returns the file that was sent in a field of a result's request.
func (o origin) sent(t *testing.T, h *home, field string) string {
	t.Helper()
	for _, in := range o.Request.Inputs {
		if in.Field == field {
			if filepath.IsAbs(in.Path) {
				return in.Path
			}
			return h.path("home", "Pictures", "imagine", filepath.FromSlash(in.Path))
		}
	}
	t.Fatalf("nothing was sent as %q: %+v", field, o.Request.Inputs)
	return ""
}

// checkMask fails the test unless a mask kept in the library has exactly the
// picture's size and is white inside a rectangle and black elsewhere. The
// rectangle is in hundredths of the sides; slack is what a dot may be off.
func checkMask(t *testing.T, path, picture string, painted image.Rectangle, slack int) {
	t.Helper()
	if dir := filepath.Base(filepath.Dir(path)); dir != ".inputs" {
		t.Errorf("the mask is in %s", dir)
	}
	mask, size := pictureAt(t, path), pictureAt(t, picture).Bounds().Size()
	if mask.Bounds().Size() != size {
		t.Fatalf("a mask of %v for a picture of %v", mask.Bounds().Size(), size)
	}
	whole := image.Rect(painted.Min.X*size.X/100, painted.Min.Y*size.Y/100, painted.Max.X*size.X/100, painted.Max.Y*size.Y/100)
	for y := range size.Y {
		for x := range size.X {
			at := image.Pt(x, y)
			v := color.GrayModel.Convert(mask.At(x, y)).(color.Gray).Y
			switch {
			case v != 0 && v != 255:
				t.Fatalf("gray %d at %v", v, at)
			case at.In(whole.Inset(slack)) && v != 255:
				t.Fatalf("black at %v, inside of %v", at, whole)
			case !at.In(whole.Inset(-slack)) && v != 0:
				t.Fatalf("white at %v, outside of %v", at, whole)
			}
		}
	}
}

// asks runs a copied command in a shell; what it asks for is saved already, at
// the path.
func (h *home) asks(t *testing.T, command, path string) {
	t.Helper()
	sh := exec.CommandContext(t.Context(), "sh", "-c", command)
	sh.Dir, sh.Env = t.TempDir(), h.environ()
	for i, v := range sh.Env {
		if rest, ok := strings.CutPrefix(v, "PATH="); ok {
			sh.Env[i] = "PATH=" + filepath.Dir(program(t)) + string(os.PathListSeparator) + rest
		}
	}
	var stderr strings.Builder
	sh.Stderr = &stderr
	out, err := sh.Output()
	if err != nil || strings.TrimSpace(string(out)) != path {
		t.Errorf("%s\ngave %q, want %s: %v\n%s", command, out, path, err, stderr.String())
	}
}

// TestStudioFillsAMask paints with keys: a corner for a fill, a dab for a
// retouch, and a wider canvas for a resize.
func TestStudioFillsAMask(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"7\"\n")
	server := h.filmStudio("")
	s := h.studio(120, 40)
	s.make("a fox", "1/1")
	s.toResults()
	source, _ := h.resultOf(t, "text-to-image")

	// The upper left quarter: from the cursor in the middle to the corner.
	s.edit("f")
	s.waitText("paint what should change", "nothing painted", "128×128")
	s.press("enter")
	s.waitText("Nothing is painted yet")
	s.press("v", "home")
	s.waitText("a rectangle of")
	s.press("pgup", "pgup", "v")
	s.waitText("% painted")
	s.press("enter")
	s.waitText("What should appear")
	s.press("esc") // back to painting, nothing lost
	s.waitGone("What should appear")
	s.waitText("% painted")
	s.press("enter")
	s.waitText("What should appear")
	s.press("enter")
	s.waitText("escribe what it should show")
	s.send("a sleeping cat")
	s.press("enter")
	s.pay(1)
	s.waitText("filled: ", "nothing running")
	s.waitDetails("from picture → filled")
	fill, filled := h.resultOf(t, "generative-fill")
	checkMask(t, filled.sent(t, h, "mask"), source, image.Rect(0, 0, 50, 50), 5)
	if filled.Parent == "" || filled.sent(t, h, "image") != source {
		t.Errorf("filled from %+v", filled)
	}

	// A dab in the middle, undone and done again, without words.
	s.press("^")
	s.waitDetails("1 made from it")
	s.edit("t")
	s.waitText("paint what should change", "nothing painted")
	s.press("left", "right", "space")
	s.waitText("% painted")
	s.press("u")
	s.waitText("nothing painted")
	s.press("r")
	s.waitText("% painted")
	s.press("enter")
	s.pay(1)
	s.waitText("retouched: ", "nothing running")
	_, retouched := h.resultOf(t, "retouch")
	mask := retouched.sent(t, h, "mask")
	if size := pictureAt(t, mask).Bounds().Size(); size != pictureAt(t, source).Bounds().Size() {
		t.Errorf("a mask of %v", size)
	}
	if v := color.GrayModel.Convert(pictureAt(t, mask).At(64, 64)).(color.Gray).Y; v != 255 {
		t.Errorf("the middle of the mask is %d", v)
	}
	if v := color.GrayModel.Convert(pictureAt(t, mask).At(2, 2)).(color.Gray).Y; v != 0 {
		t.Errorf("the corner of the mask is %d", v)
	}

	// A square becomes 16:9.
	s.press("^")
	s.waitDetails("2 made from it")
	s.edit("r")
	s.waitText("Resize", "128×128 → 128×128")
	s.press("l") // no further than "free"
	s.press("h", "h")
	s.waitText("128×128 → 228×128")
	s.press("enter")
	s.waitText("What should appear in the added area?")
	s.press("enter") // more of what the picture shows
	s.pay(1)
	s.waitText("resized: ", "nothing running")
	s.waitDetails("from picture → resized")
	path, resized := h.resultOf(t, "resize")
	if size := pictureAt(t, path).Bounds().Size(); size != image.Pt(228, 128) {
		t.Errorf("resized to %v", size)
	}
	if rel, err := filepath.Rel(h.path("home", "Pictures", "imagine"), source); err != nil || resized.Parent != filepath.ToSlash(rel) {
		t.Errorf("resized from %q, want %q", resized.Parent, rel)
	}
	if size := pictureAt(t, resized.sent(t, h, "mask")).Bounds().Size(); size != image.Pt(228, 128) {
		t.Errorf("a mask of %v", size)
	}
	if stats := server.Stats(); stats.Billed != 4 {
		t.Errorf("%+v", stats)
	}

	// The command that is copied of it asks for the very same.
	before := len(s.bytes())
	s.press("y")
	s.waitText("shell command")
	s.press("c")
	h.asks(t, s.copied(before), path)
	s.leave()

	// So do both, of an edit of another day.
	s = h.studio(120, 40)
	s.waitText("filled")
	s.toResults()
	s.filter("op:fill", "1 of 4")
	s.waitDetails("from picture → filled")
	s.runCopiedCurl(t, "\xff\xd8")
	before = len(s.bytes())
	s.press("y")
	s.waitText("shell command")
	s.press("c")
	h.asks(t, s.copied(before), fill)
	s.leave()
	h.run("doctor", "--check").want(t, 0)
	h.run("recover").want(t, 0, "Nothing was left unfinished.")
}

// TestStudioEditsAnOwnFile takes a picture the program never made.
func TestStudioEditsAnOwnFile(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"7\"\n")
	server := h.filmStudio("")
	own := h.path("home", "holidays", "own picture.png")
	if err := os.MkdirAll(filepath.Dir(own), 0o700); err != nil {
		t.Fatal(err)
	}
	halfMask(t, h.made(t, "a fox", "--seed", "1"), own) // any picture will do
	h.write(h.path("home", "holidays", "letter.png"), "no picture")
	s := h.studio(120, 40)
	s.toResults()
	s.waitText("a fox")
	s.press("e")
	s.waitText("your own file")
	s.press("o")
	s.waitGone("remove background") // the last line is drawn last
	s.waitText("holidays", "enter open/choose")
	s.send("~/holidays/letter.png")
	s.press("enter")
	s.waitText("remove background") // what to do with it
	s.press("u")
	s.waitText("not a PNG, JPEG or WebP picture")
	s.press("e", "o")
	s.waitText("own picture.png", "enter open/choose")
	s.send("~/holidays/own picture.png")
	s.press("enter")
	s.waitText("remove background")
	s.press("u")
	s.pay(1)
	s.waitText("upscaled: ", "nothing running")
	path, o := h.resultOf(t, "upscale")
	if o.Parent != own || o.sent(t, h, "image") != own {
		t.Errorf("%+v", o)
	}
	if got, want := pictureAt(t, path).Bounds().Size(), pictureAt(t, own).Bounds().Size().Mul(2); got != want {
		t.Errorf("upscaled to %v, want %v", got, want)
	}
	if stats := server.Stats(); stats.Billed != 2 {
		t.Errorf("%+v", stats)
	}
	if before := read(t, own); !strings.HasPrefix(before, "\x89PNG") {
		t.Error("the person's file was changed")
	}
	s.leave()
}
