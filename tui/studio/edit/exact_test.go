package edit

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // what is sent
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/media"
	"imagine-tui/history/upload/uploadtest"
	"imagine-tui/tui/action"
	"imagine-tui/tui/files"
	"imagine-tui/tui/mask"
	"imagine-tui/tui/resize"
)

// recorder is a service that keeps what it is sent.
type recorder struct {
	client *api.Client
	sent   map[string][]byte // by the field, of the last request
	names  []string
}

func newRecorder(t *testing.T) *recorder {
	t.Helper()
	r := &recorder{}
	var answer bytes.Buffer
	if err := png.Encode(&answer, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		r.sent, r.names = map[string][]byte{}, nil
		form, err := q.MultipartReader()
		if err != nil {
			t.Error(err)
			return
		}
		for part, err := form.NextPart(); err == nil; part, err = form.NextPart() {
			data, _ := io.ReadAll(part) // a short one fails below
			r.sent[part.FormName()] = data
			r.names = append(r.names, part.FileName())
		}
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(answer.Bytes()) // the client says so
	}))
	t.Cleanup(server.Close)
	secret, err := key.NewSecret("vk-test-recorded-1234567890")
	if err != nil {
		t.Fatal(err)
	}
	if r.client, err = api.NewClient(server.URL, secret); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.client.CloseIdle)
	return r
}

// takes sends the only order, and returns what came of its picture and mask.
func (r *recorder) takes(t *testing.T, w *world) (picture, mask image.Image) {
	t.Helper()
	request := w.order(t).request
	w.Orders = nil
	if _, err := r.client.Generate(t.Context(), request, io.Discard, nil); err != nil {
		t.Fatal(err)
	}
	for _, p := range []struct {
		field string
		to    *image.Image
	}{{"image", &picture}, {"mask", &mask}} {
		img, _, err := image.Decode(bytes.NewReader(r.sent[p.field]))
		if err != nil {
			t.Fatalf("%s: %v", p.field, err)
		}
		*p.to = img
	}
	return picture, mask
}

// near tells by how much two colours differ in a channel at most.
func near(a, b color.Color) int {
	m, _ := color.NRGBAModel.Convert(a).(color.NRGBA)
	n, _ := color.NRGBAModel.Convert(b).(color.NRGBA)
	d := 0
	for _, p := range [4][2]uint8{{m.R, n.R}, {m.G, n.G}, {m.B, n.B}, {m.A, n.A}} {
		d = max(d, int(p[0])-int(p[1]), int(p[1])-int(p[0]))
	}
	return d
}

// The picture of every case: its sides, and where its middle is.
const (
	exactW, exactH = 53, 36
	midX, midY     = exactW / 2, exactH / 2
)

// exactCase is a file of a person's own, and how it is to be seen.
type exactCase struct {
	name string
	path string
	seen *image.NRGBA // upright, in sRGB
}

func exactCases(t *testing.T, dir string) (all []exactCase) {
	t.Helper()
	upright := uploadtest.Patches(exactW, exactH)
	for _, format := range []media.Format{media.JPEG, media.PNG, media.WebP} {
		for _, space := range []string{"", "Display P3", "Adobe RGB"} {
			for turn := 1; turn <= 8; turn++ {
				c := exactCase{name: fmt.Sprintf("%v %s %d", format, space, turn), seen: image.NewNRGBA(upright.Rect)}
				file := uploadtest.File{Format: format, Turn: turn, Space: space, Marked: true}.Of(t, uploadtest.Stored(upright, turn))
				c.path = filepath.Join(dir, fmt.Sprintf("Ada at home %d%s", len(all), format.Ext()))
				if err := os.WriteFile(c.path, file, 0o600); err != nil {
					t.Fatal(err)
				}
				shown := upright
				if format == media.JPEG { // its own losses are no fault of what is sent
					stored, _, err := image.Decode(bytes.NewReader(file))
					if err != nil {
						t.Fatal(err)
					}
					shown = uploadtest.Upright(stored, turn)
				}
				for i := range exactW * exactH {
					x, y := i%exactW, i/exactW
					c.seen.SetNRGBA(x, y, uploadtest.Seen(space, shown.NRGBAAt(x, y)))
				}
				all = append(all, c)
			}
		}
	}
	return all
}

// Whatever way up and in whatever colours a file is stored: what is painted in
// the studio, in a terminal of any size, lies to the pixel where the service
// changes it, over the colours that the file means; and nothing of the person
// goes along.
func TestMasksAndCanvasesAreExact(t *testing.T) {
	t.Parallel()
	w, r := open(t), newRecorder(t)
	for i, c := range exactCases(t, w.dir) {
		for _, size := range [3][2]int{{80, 22}, {120, 38}, {200, 58}} {
			w.run(w.PickFile())
			w.tell(files.ChosenMsg{Path: c.path})
			w.run(w.Start(api.Retouch))
			if w.mask == nil {
				t.Fatalf("%s: no editor; warned %v", c.name, w.Warned)
			}
			pane := w.mask.pane
			pane.SetSize(size[0], size[1])
			for _, id := range []action.ID{action.MaskRectangle, action.MoveTop, action.MaskFarUp, action.MaskFarUp, action.MaskFarUp, action.MaskRectangle, action.MaskUse} {
				cmd, _ := pane.Act(id)
				w.run(cmd)
			}
			picture, mask := r.takes(t, w)
			checkExact(t, fmt.Sprintf("%s in %v", c.name, size), c, picture, mask, image.Point{}, func(x, y int) bool { return x <= midX && y <= midY })
			r.checkPrivate(t, c)
			w.tell(cancelled(MaskScreen))
		}
		w.run(w.PickFile())
		w.tell(files.ChosenMsg{Path: c.path})
		w.run(w.Start(api.Resize))
		l := resize.Layout{W: exactW + 20, H: exactH + 9, Left: 5 + i%9, Top: i % 8}
		w.tell(resize.DoneMsg{Layout: l})
		w.run(w.Answer(t).Text("a wood"))
		picture, mask := r.takes(t, w)
		over := func(n int) int { return max(1, n/16) }
		kept := image.Rect(l.Left+over(exactW), l.Top, l.Left+exactW-over(exactW), l.Top+exactH-over(exactH))
		if l.Top > 0 {
			kept.Min.Y += over(exactH)
		}
		if l.Top+exactH == l.H {
			kept.Max.Y += over(exactH)
		}
		checkExact(t, c.name+" on a canvas", c, picture, mask, image.Pt(l.Left, l.Top), func(x, y int) bool { return !image.Pt(x, y).In(kept) })
		r.checkPrivate(t, c)
		w.tell(cancelled(ResizeScreen))
	}
}

// cancelled is what a screen says that is left.
func cancelled(screen string) tea.Msg {
	if screen == MaskScreen {
		return mask.CancelMsg{}
	}
	return resize.CancelMsg{}
}

// checkExact compares what was sent with what was seen, which stands at a place
// of the picture, and with what is to change.
func checkExact(t *testing.T, name string, c exactCase, picture, mask image.Image, at image.Point, changes func(x, y int) bool) {
	t.Helper()
	if picture.Bounds() != mask.Bounds() || picture.Bounds().Dx() < exactW {
		t.Fatalf("%s: a picture of %v, a mask of %v", name, picture.Bounds(), mask.Bounds())
	}
	for y := range mask.Bounds().Dy() {
		for x := range mask.Bounds().Dx() {
			want := color.Gray{}
			if changes(x, y) {
				want.Y = 255
			}
			if mask.At(x, y) != want {
				t.Fatalf("%s: the mask is %v at %d, %d", name, mask.At(x, y), x, y)
			}
			if seen := image.Pt(x, y).Sub(at); seen.In(c.seen.Rect) {
				if d := near(picture.At(x, y), c.seen.At(seen.X, seen.Y)); d > 2 {
					t.Fatalf("%s: the colour is %d off at %d, %d", name, d, x, y)
				}
			}
		}
	}
}

// checkPrivate looks for what a file or its name says of a person in what was
// sent.
func (r *recorder) checkPrivate(t *testing.T, c exactCase) {
	t.Helper()
	for field, data := range r.sent {
		for _, mark := range append(uploadtest.Marks, "Ada") {
			if bytes.Contains(data, []byte(mark)) {
				t.Errorf("%s: %s is sent in %s", c.name, mark, field)
			}
		}
	}
	if names := strings.Join(r.names, " "); strings.Contains(names, "Ada") {
		t.Errorf("%s: sent as %s", c.name, names)
	}
}
