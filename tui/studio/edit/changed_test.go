package edit

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/media"
	"imagine-tui/history/upload/uploadtest"
	"imagine-tui/tui/files"
	"imagine-tui/tui/mask"
	"imagine-tui/tui/resize"
	"imagine-tui/tui/studio/flow/flowtest"
)

// choose takes a file of the person's own.
func (w *world) choose(path string) {
	w.run(w.PickFile())
	w.tell(files.ChosenMsg{Path: path})
}

// inputs are the files that were kept to be sent.
func (w *world) inputs(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(w.o.Library.Folder(), ".inputs", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A file that is replaced, or goes, while something is made for it is asked
// about: what was made is sent with the picture it was made for, or not at all.
func TestAFileIsReplacedMeanwhile(t *testing.T) {
	t.Parallel()
	for _, gone := range []bool{false, true} {
		for _, op := range []api.Operation{api.Retouch, api.GenerativeFill, api.Resize} {
			w := open(t)
			own := pictureAt(t, filepath.Join(w.dir, "own.png"))
			before, err := os.ReadFile(own)
			if err != nil {
				t.Fatal(err)
			}
			w.choose(own)
			w.run(w.Start(op))
			if gone {
				err = os.Remove(own)
			} else {
				err = os.WriteFile(own, uploadtest.File{Format: media.PNG}.Of(t, uploadtest.Patches(320, 256)), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			made := func() {
				if op == api.Resize {
					w.tell(resize.DoneMsg{Layout: resize.Layout{W: 400, H: 256, Left: 10}})
				} else {
					w.tell(mask.DoneMsg{PNG: painted(t, 320, 256)})
				}
			}
			made()
			want := "was replaced"
			if gone {
				want = "can no longer be read"
			}
			if words := w.Words(); !strings.Contains(words, want) || strings.Contains(words, "start over with the new one") == gone {
				t.Fatalf("%s: asked %q", op, words)
			}
			w.run(w.Answer(t).Esc())
			if len(w.Orders) > 0 || len(w.inputs(t)) > 0 || w.Screen() == "" {
				t.Fatalf("%s: %d orders, %v kept, screen %q", op, len(w.Orders), w.inputs(t), w.Screen())
			}
			made()
			w.run(w.Answer(t).Yes())
			if op != api.Retouch {
				w.run(w.Answer(t).Text("a hat"))
			}
			if op == api.Resize {
				continue // the canvas was made of the picture as it was, see TestMasksAndCanvasesAreExact
			}
			o := w.order(t)
			if sent, err := os.ReadFile(o.files[0]); err != nil || !bytes.Equal(sent, before) || o.request.CheckFiles() != nil {
				t.Errorf("%s: not the picture the mask was painted for: %v, %v", op, err, o.request.CheckFiles())
			}
		}
	}
}

// The new picture can be begun with instead, and one that changes while words are
// written is noticed too.
func TestTheNewPictureIsBegunWith(t *testing.T) {
	t.Parallel()
	w := open(t)
	own := pictureAt(t, filepath.Join(w.dir, "own.png"))
	w.choose(own)
	w.run(w.Start(api.GenerativeFill))
	w.tell(mask.DoneMsg{PNG: painted(t, 320, 256)})
	if err := os.WriteFile(own, uploadtest.File{Format: media.PNG}.Of(t, uploadtest.Patches(90, 60)), 0o600); err != nil {
		t.Fatal(err)
	}
	w.run(w.Answer(t).Text("a hat"))
	if len(w.Orders) > 0 || !strings.Contains(w.Words(), "was replaced") {
		t.Fatalf("%d orders, asked %q", len(w.Orders), w.Words())
	}
	w.run(w.Answer(t).Tab())
	if len(w.Screens) != 1 || w.mask.source.sent.Upload.Info().Width != 90 {
		t.Fatalf("%d screens on %+v", len(w.Screens), w.mask.source.sent.Upload.Info())
	}
	w.tell(mask.DoneMsg{PNG: painted(t, 90, 60)})
	w.run(w.Answer(t).Text("a hat"))
	if o := w.order(t); o.files[0] != own {
		t.Errorf("%+v", o)
	}
}

// What cannot be sent is said before anything is painted or written, and leaves
// nothing behind.
func TestWhatCannotBeSentIsSaidFirst(t *testing.T) {
	t.Parallel()
	w := open(t)
	var moving bytes.Buffer
	frame := image.NewPaletted(image.Rect(0, 0, 9, 7), color.Palette{color.Black, color.White})
	if err := gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	still := uploadtest.File{Format: media.PNG}.Of(t, uploadtest.Patches(9, 7))
	webp := uploadtest.WebP(frame, uploadtest.Chunk{Kind: "EXIF", Data: uploadtest.Exif(1, false)})
	webp[bytes.Index(webp, []byte("VP8X"))+8] |= 1 << 1
	for name, tt := range map[string]struct {
		data []byte
		says string
	}{
		"animated.gif":  {moving.Bytes(), "it is GIF, not a PNG, JPEG or WebP picture; save it as PNG"},
		"animated.webp": {webp, "it is animated"},
		"animated.png":  {uploadtest.WithChunk(still, "acTL", []byte{0, 0, 0, 2, 0, 0, 0, 0}), "it is animated"},
		"cut.png":       {still[:len(still)-20], "cut off"},
		"empty.png":     {nil, "it is empty"},
		"text.png":      {[]byte("no picture"), "not a PNG, JPEG or WebP picture"},
		"gone.png":      {nil, "no such file"},
	} {
		path := filepath.Join(w.dir, name)
		if name != "gone.png" {
			if err := os.WriteFile(path, tt.data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, op := range []api.Operation{api.Retouch, api.GenerativeFill, api.Resize, api.AIBackground, api.ImageToVideo, api.Upscale, api.RemoveBackground} {
			w.choose(path)
			w.Warned = nil
			w.run(w.Start(op))
			if got := flowtest.Last(w.Warned); !strings.Contains(got, tt.says) || w.Dialog() != nil || w.Screen() != "" {
				t.Errorf("%s, %s: warned %q, screen %q, %T", name, op, got, w.Screen(), w.Dialog())
			}
		}
	}
	if len(w.Orders) > 0 || len(w.inputs(t)) > 0 {
		t.Errorf("%d orders, %v kept", len(w.Orders), w.inputs(t))
	}
}

// A mask that says nothing goes back to painting, before words are asked for.
func TestAMaskThatSaysNothing(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.chosen = w.all[1:2]
	w.run(w.Start(api.GenerativeFill))
	white := image.NewGray(image.Rect(0, 0, 320, 256))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	w.tell(mask.DoneMsg{PNG: uploadtest.File{Format: media.PNG}.Of(t, white)})
	if w.Dialog() != nil || !strings.Contains(flowtest.Last(w.Warned), "entirely white") {
		t.Errorf("asked %q, warned %v", w.Words(), w.Warned)
	}
}

// Where a file that is sent cannot be kept, nothing is sent and nothing is left.
func TestNoRoomForWhatIsSent(t *testing.T) {
	t.Parallel()
	w := open(t)
	own := filepath.Join(w.dir, "own.jpg")
	if err := os.WriteFile(own, uploadtest.File{Format: media.JPEG, Turn: 6}.Of(t, uploadtest.Patches(40, 30)), 0o600); err != nil {
		t.Fatal(err)
	}
	// The mask fits, the picture does not.
	w.choose(own)
	w.run(w.Start(api.Retouch))
	sent := w.mask.source.sent
	blocked := w.files().Path(sent.Upload.Data(), ".png")
	if err := os.MkdirAll(filepath.Join(blocked, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	w.tell(mask.DoneMsg{PNG: painted(t, 30, 40)})
	if len(w.Orders) > 0 || !strings.Contains(flowtest.Last(w.Warned), "nothing was sent") || w.Screen() != MaskScreen {
		t.Errorf("%d orders, warned %v, screen %q", len(w.Orders), w.Warned, w.Screen())
	}
	if left := w.inputs(t); len(left) != 1 || left[0] != blocked {
		t.Errorf("left %v", left)
	}
}

// The picker begins where the program was started, and goes on where it was.
func TestThePickerBeginsWhereThePersonIs(t *testing.T) {
	w := open(t)
	dir := t.TempDir()
	t.Chdir(dir)
	w.run(w.PickFile())
	if got := w.picker.Folder(); got != dir {
		t.Errorf("it begins in %s, not %s", got, dir)
	}
	w.tell(files.ChosenMsg{Path: pictureAt(t, filepath.Join(w.dir, "own.png"))})
	w.run(w.PickFile())
	if got := w.picker.Folder(); got != w.dir {
		t.Errorf("it goes on in %s, not %s", got, w.dir)
	}
	w.tell(files.CancelMsg{})
	t.Chdir("/")
	t.Setenv("HOME", dir)
	if got := firstFolder(); got != dir {
		t.Errorf("started by a desktop it begins in %s", got)
	}
}

// What is asked before a video or a background is made knows of files that
// change, too, and an editor that was left asks nothing more.
func TestFormsNoticeChangesToo(t *testing.T) {
	t.Parallel()
	w := open(t)
	own := pictureAt(t, filepath.Join(w.dir, "own.png"))
	other := uploadtest.File{Format: media.PNG}.Of(t, uploadtest.Patches(90, 60))
	w.choose(own)
	w.run(w.Start(api.AIBackground))
	if err := os.WriteFile(own, other, 0o600); err != nil {
		t.Fatal(err)
	}
	w.run(w.Answer(t).Text("a wood"))
	if len(w.Orders) > 0 || !strings.Contains(w.Words(), "was replaced") {
		t.Fatalf("%d orders, asked %q", len(w.Orders), w.Words())
	}
	w.run(w.Answer(t).Tab())
	w.run(w.Answer(t).Text("a wood"))
	if o := w.order(t); o.files[0] != own {
		t.Errorf("%+v", o)
	}
	w.choose(own)
	w.run(w.Start(api.GenerativeFill))
	if said := flowtest.Last(w.Said); !strings.Contains(said, "own.png is sent as it is: a PNG of") {
		t.Errorf("said %q", said)
	}
	taken := w.takeMask(mask.DoneMsg{PNG: painted(t, 90, 60)})
	w.tell(mask.CancelMsg{})
	w.run(taken)
	if w.Dialog() != nil {
		t.Errorf("asked %q after the editor was left", w.Words())
	}
}
