package edit

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/history/upload"
	"imagine-tui/tui/action"
	"imagine-tui/tui/files"
	"imagine-tui/tui/form"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/mask"
	"imagine-tui/tui/resize"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

// host is a studio with chosen rows.
type host struct {
	flowtest.Host
	chosen []gallery.Row
	asked  int // how often it was asked what is to be made
	header bool
}

func (h *host) OnHeader() bool        { return h.header }
func (h *host) Chosen() []gallery.Row { return h.chosen }
func (h *host) AskOperation()         { h.asked++ }

// world is a flow over a real library, with two pictures in it: "cut", made
// without words from "fox".
type world struct {
	*Flow
	*host
	dir    string
	all    []gallery.Row
	origin string // of every account
}

func open(t *testing.T) *world {
	t.Helper()
	dir := t.TempDir()
	library, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{host: &host{}, dir: dir}
	fox := gallery.Row{ID: "fox", State: gallery.Saved, Path: pictureAt(t, filepath.Join(dir, "fox.png")), Operation: string(api.TextToImage)}
	cut := gallery.Row{ID: "cut", State: gallery.Saved, Path: pictureAt(t, filepath.Join(dir, "cut-out.png")), Operation: string(api.RemoveBackground), Parent: fox.Path}
	film := gallery.Row{ID: "film", State: gallery.Saved, Path: filepath.Join(dir, "film.mp4"), Operation: string(api.ImageToVideo), Style: "kling-9", Key: "work"}
	fox.Recipe = &gallery.Recipe{Request: api.Request{Operation: api.TextToImage, Prompt: "a fox", AspectRatio: "16:9"}}
	cut.Recipe = &gallery.Recipe{Request: api.Request{Operation: api.RemoveBackground}}
	w.all = []gallery.Row{cut, fox, film}
	known := gallery.New()
	known.AddBatch(gallery.Batch{ID: "all"}, w.all, true)
	w.Flow = New(w.host, Options{
		Context: t.Context(), Library: library, Queue: flowtest.Queue(t), Upload: upload.DefaultConfig(), Styles: theme.New(true), Actions: action.Default(),
		Account: func(name string) (queue.Account, error) { return queue.Account{Name: name, Origin: w.origin}, nil },
		Key:     func() key.Key { return key.Key{Name: "work"} },
		Gallery: known, Plain: func() bool { return false },
	})
	return w
}

// pictureAt writes a PNG that every operation takes.
func pictureAt(t *testing.T, path string) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 320, 256))
	for i := range img.Pix {
		img.Pix[i] = byte(i * len(path))
	}
	var data bytes.Buffer
	if err := png.Encode(&data, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (w *world) run(cmd tea.Cmd) { w.Run(w.Flow, cmd) }

func (w *world) tell(msg tea.Msg) { w.run(func() tea.Msg { return msg }) }

// order is the only order so far.
func (w *world) order(t *testing.T) (o orderOf) {
	t.Helper()
	if len(w.Orders) != 1 {
		t.Fatalf("%d orders; said %v, warned %v", len(w.Orders), w.Said, w.Warned)
	}
	got := w.Orders[0]
	o = orderOf{title: got.Title, parent: got.Parent, leave: got.Leave, written: got.Written}
	for _, it := range got.Plan.Items {
		for _, in := range it.Request.Inputs {
			o.files = append(o.files, in.Path)
		}
		o.request = it.Request
	}
	return o
}

type orderOf struct {
	title, parent, leave, written string
	files                         []string
	request                       api.Request
}

// What is chosen is sent, picture by picture; videos and what is not saved are
// left out.
func TestUpscaleTakesEveryPictureThatIsChosen(t *testing.T) {
	w := open(t)
	w.chosen = append(slices.Clone(w.all), gallery.Row{ID: "late", State: gallery.Sending})
	w.run(w.Start(api.Upscale))
	o := w.order(t)
	if len(o.files) != 2 || o.title != "upscaled: a fox" || o.parent != "" || !w.Orders[0].Look {
		t.Errorf("%+v", o)
	}
}

func TestNothingToWorkOn(t *testing.T) {
	w := open(t)
	w.run(w.Start(api.Upscale))
	if w.HasPicture() || len(w.Orders) > 0 || len(w.Said) != 1 {
		t.Errorf("said %v", w.Said)
	}
}

func TestAScreenIsOpenedOnOnePicture(t *testing.T) {
	w := open(t)
	w.chosen = w.all[:2]
	w.run(w.Start(api.Resize))
	if w.Screen() != "" || !strings.Contains(flowtest.Last(w.Said), "needs a single picture") {
		t.Errorf("screen %q, said %v", w.Screen(), w.Said)
	}
}

// A picture that is not one is refused before anything is sent.
func TestFilesAreLookedAtBeforeTheyAreSent(t *testing.T) {
	w := open(t)
	if err := os.WriteFile(w.all[0].Path, []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.chosen = w.all[:1]
	w.run(w.Start(api.RemoveBackground))
	if len(w.Orders) > 0 || len(w.Warned) != 1 {
		t.Errorf("%d orders, warned %v", len(w.Orders), w.Warned)
	}
}

func TestFillAsksForWordsAndLeavesTheEditor(t *testing.T) {
	w := open(t)
	w.chosen = w.all[1:2]
	w.run(w.Start(api.GenerativeFill))
	if w.Screen() != MaskScreen {
		t.Fatalf("screen %q, warned %v", w.Screen(), w.Warned)
	}
	w.tell(mask.DoneMsg{PNG: painted(t, 320, 256)})
	if len(w.Orders) > 0 || !strings.Contains(w.Words(), "fox.png") {
		t.Fatalf("asked:\n%s", w.Words())
	}
	w.run(w.Answer(t).Text("a hat"))
	o := w.order(t)
	if o.title != "filled: a hat" || o.leave != MaskScreen || o.written != "a hat" || len(o.files) != 2 || o.files[0] != w.all[1].Path {
		t.Errorf("%+v", o)
	}
	if kept, err := os.ReadFile(o.files[1]); err != nil || !bytes.Equal(kept, painted(t, 320, 256)) {
		t.Errorf("the mask is not what was painted: %v", err)
	}
}

// painted is a mask of which the upper half is painted.
func painted(t *testing.T, w, h int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix[:w*h/2] {
		img.Pix[i] = 255
	}
	var data bytes.Buffer
	if err := png.Encode(&data, img); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// What an added area shows is asked for once, with the words of the picture's
// own origin to begin with; the larger canvas is sent in the picture's place.
func TestResizeSendsTheCanvas(t *testing.T) {
	w := open(t)
	w.chosen = w.all[:1]
	w.run(w.Start(api.Resize))
	l := resize.Layout{W: 640, H: 256, Left: 160}
	w.tell(resize.DoneMsg{Layout: l})
	w.tell(resize.DoneMsg{Layout: l})
	if !strings.Contains(w.Words(), "a fox") {
		t.Fatalf("asked:\n%s", w.Words())
	}
	w.run(w.Answer(t).Text("a wood"))
	if w.Dialog() != nil {
		t.Fatalf("%T is open", w.Dialog())
	}
	o := w.order(t)
	if o.leave != ResizeScreen || o.parent != w.all[0].Path || len(o.files) != 2 || o.files[0] == w.all[0].Path || o.title != "resized: a wood" {
		t.Errorf("%+v", o)
	}
}

// The form of a video begins with what the picture shows, and with the style
// that worked before.
func TestVideoBeginsWithWhatIsKnown(t *testing.T) {
	w := open(t)
	w.chosen = w.all[:1]
	w.run(w.Start(api.ImageToVideo))
	shown := strings.Join(w.Screens[0].View(), "\n")
	for _, want := range []string{"cut-out.png", "a fox", "kling-9", "price unknown"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in the form", want)
		}
	}
	w.tell(form.SendMsg{Values: map[string]string{"prompt": "it runs", "style": "kling-9", "aspect_ratio": "16:9"}})
	if o := w.order(t); w.Screen() != "" || o.title != "video: it runs" || o.request.Style != "kling-9" {
		t.Errorf("%+v", o)
	}
}

// The next operation after the picker is about the file, one more is not.
func TestOwnFile(t *testing.T) {
	w := open(t)
	w.chosen = w.all[1:2]
	own := pictureAt(t, filepath.Join(w.dir, "own.png"))
	w.run(w.PickFile())
	w.tell(files.ChosenMsg{Path: own})
	if w.asked != 1 || !w.OnOwnFile() || w.Screen() != "" {
		t.Fatalf("asked %d times, screen %q", w.asked, w.Screen())
	}
	w.run(w.Start(api.Upscale))
	if o := w.order(t); len(o.files) != 1 || o.files[0] != own || o.title != "upscaled: own.png" {
		t.Errorf("%+v", o)
	}
	w.Orders = nil
	w.run(w.Start(api.Upscale))
	if o := w.order(t); o.files[0] != w.all[1].Path {
		t.Errorf("%+v", o)
	}
	w.run(w.PickFile())
	if w.folder != w.dir {
		t.Errorf("the picker begins in %q", w.folder)
	}
}

// A screen of a kind over another leaves that one as it was.
func TestMasksOverOneAnother(t *testing.T) {
	w := open(t)
	w.chosen = w.all[:1]
	w.run(w.Start(api.Retouch))
	first := w.mask
	w.run(w.Start(api.GenerativeFill))
	if w.mask == first || len(w.Screens) != 2 {
		t.Fatal("no second one")
	}
	w.tell(mask.CancelMsg{})
	if w.mask != first {
		t.Error("the first is not there any more")
	}
	w.tell(mask.CancelMsg{})
	if w.mask != nil || len(w.Screens) > 0 {
		t.Error("a mask is left")
	}
}

// A video is deleted only where it was made.
func TestVideoIsNotDeletedAtAnotherAddress(t *testing.T) {
	w := open(t)
	w.origin = "https://elsewhere.example"
	film := w.all[2]
	w.run(w.AskDeleteVideo(w.all[0]))
	if !strings.Contains(flowtest.Last(w.Said), "Select a video") {
		t.Errorf("said %v", w.Said)
	}
	w.tell(videoFoundMsg{row: film, job: "vid-1", origin: "https://api.vyro.ai"})
	if !strings.Contains(w.Words(), "film.mp4, stays") {
		t.Fatalf("asked:\n%s", w.Words())
	}
	w.run(w.Answer(t).Yes())
	if !strings.Contains(flowtest.Last(w.Warned), "different address") {
		t.Errorf("warned %v", w.Warned)
	}
}
