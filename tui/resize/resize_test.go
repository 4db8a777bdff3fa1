package resize

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

func noise(w, h int, alpha bool) *image.NRGBA {
	rnd := rand.New(rand.NewPCG(5, 6))
	img := image.NewNRGBA(image.Rect(2, 3, 2+w, 3+h))
	for i := range img.Pix {
		img.Pix[i] = uint8(rnd.IntN(256))
		if i%4 == 3 && !alpha {
			img.Pix[i] = 255
		}
	}
	return img
}

func newPane(w, h int, size image.Point) *Pane {
	p := New(theme.New(true), action.Default())
	p.SetSize(w, h)
	p.Update(p.SetPicture(noise(16, 16, false), size.X, size.Y)())
	p.Focus()
	return p
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
}

func (p *Pane) do(names string) tea.Msg {
	var last tea.Msg
	for _, name := range strings.Fields(names) {
		k, ok := special[name]
		if !ok {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		last = nil
		if cmd := p.Update(k); cmd != nil {
			last = cmd()
		}
	}
	return last
}

func (p *Pane) text() string { return ansi.Strip(strings.Join(p.View(), "\n")) }

func TestForRatio(t *testing.T) {
	tests := []struct {
		w, h, rw, rh int
		want         Layout
	}{
		{1024, 1024, 16, 9, Layout{1820, 1024, 398, 0}},
		{1024, 1024, 9, 16, Layout{1024, 1820, 0, 398}},
		{1024, 1024, 1, 1, Layout{1024, 1024, 0, 0}},
		{1344, 768, 1, 1, Layout{1344, 1344, 0, 288}},
		{900, 600, 3, 2, Layout{900, 600, 0, 0}},
		{1, 1, 16, 9, Layout{2, 1, 0, 0}},
		{0, 5, 1, 1, Layout{0, 5, 0, 0}},
	}
	for _, tt := range tests {
		if got := ForRatio(tt.w, tt.h, tt.rw, tt.rh); got != tt.want {
			t.Errorf("%d×%d as %d:%d is %+v, want %+v", tt.w, tt.h, tt.rw, tt.rh, got, tt.want)
		}
	}
}

func TestKeys(t *testing.T) {
	square := image.Pt(1000, 1000)
	tests := []struct {
		keys string
		want Layout
	}{
		{"h h", Layout{1778, 1000, 389, 0}}, // free, 9:16, 16:9: both would need other borders
		{"left", Layout{1000, 1778, 0, 389}},
		{"j + +", Layout{1100, 1000, 100, 0}},
		{"tab + + -", Layout{1050, 1000, 50, 0}},
		{"tab tab l l", Layout{1100, 1000, 0, 0}},
		{"j j j l", Layout{1000, 1050, 0, 50}},
		{"j 1 2 enter", Layout{1120, 1000, 120, 0}},
		{"j 7 p x tab 8 enter", Layout{1015, 1000, 7, 0}},
		{"j 2 0 0 p x tab 1 0 % enter", Layout{1300, 1000, 200, 0}},
		{"j % + +", Layout{1032, 1000, 32, 0}},
		{"j - j j j j 5 0 enter", Layout{1000, 1000, 0, 0}}, // the last line is where the picture is
		{"h shift+tab down down down", Layout{1000, 1778, 0, 389 + 3*77}},
		{"h shift+tab up up up up up up up", Layout{1000, 1778, 0, 0}},
		{"h shift+tab up c", Layout{1000, 1778, 0, 389}},
		{"h shift+tab up up up up up up tab h", Layout{1778, 1000, 389, 0}},
		{"h x j +", Layout{1050, 1000, 50, 0}},
		{"j 4 esc +", Layout{1050, 1000, 50, 0}},
	}
	for _, tt := range tests {
		p := newPane(80, 24, square)
		p.do(tt.keys)
		if got := p.Layout(); got != tt.want {
			t.Errorf("%s gives %+v, want %+v", tt.keys, got, tt.want)
		}
	}
}

func TestUseAndLeave(t *testing.T) {
	p := newPane(80, 24, image.Pt(1024, 768))
	if msg := p.do("enter"); msg != nil || !strings.Contains(p.text(), "There is no border yet") {
		t.Fatalf("enter says %v\n%s", msg, p.text())
	}
	if msg := p.do("h enter"); msg != (DoneMsg{Layout{1024, 1820, 0, 526}}) {
		t.Fatalf("enter says %v", msg)
	}
	p.do("j 9 9 9 9 enter")
	if msg := p.do("enter"); msg != nil || !strings.Contains(p.text(), "too many") {
		t.Fatalf("too large says %v\n%s", msg, p.text())
	}
	if p.do("1 x enter"); !p.Capturing() || !strings.Contains(p.text(), `"1x" is not a border`) || p.Cursor() == nil {
		t.Fatalf("a mistake is said:\n%s", p.text())
	}
	if msg := p.do("esc"); msg != nil || p.Capturing() {
		t.Fatalf("esc leaves the field first: %v", msg)
	}
	if msg := p.do("esc"); msg != (CancelMsg{}) {
		t.Fatalf("esc says %v", msg)
	}
	p.SetPicture(nil, 0, 0)
	if msg := p.do("h + enter"); msg != nil || !strings.Contains(p.text(), "no picture") {
		t.Fatalf("without a picture enter says %v", msg)
	}
}

func TestMouse(t *testing.T) {
	p := newPane(80, 24, image.Pt(1000, 1000))
	p.View()
	at := p.places[4]
	if p.Click(at.from, 1); p.Layout() != (Layout{1778, 1000, 389, 0}) {
		t.Fatalf("%+v", p.Layout())
	}
	if p.Update(tea.MouseClickMsg{X: 3, Y: 4, Button: tea.MouseLeft}); p.line != topLine {
		t.Fatalf("line %d", p.line)
	}
	for _, y := range []int{-1, 0, 9, 99} {
		p.Click(y, y)
	}
}

func TestGolden(t *testing.T) {
	p := newPane(72, 10, image.Pt(1000, 1000))
	p.SetPlain(true)
	p.do("h h j")
	want := `┏ Resize ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ shape   1:1 3:2 4:3 3:4 16:9 9:16 free  ░░░░░░████████████████░░░░░░ ┃
┃▸left    39%     389 px                  ░░░░░░████████████████░░░░░░ ┃
┃ right   39%     389 px                  ░░░░░░████████████████░░░░░░ ┃
┃ top     0%      0 px                    ░░░░░░████████████████░░░░░░ ┃
┃ bottom  0%      0 px                    ░░░░░░████████████████░░░░░░ ┃
┃ picture middle                          ░░░░░░████████████████░░░░░░ ┃
┃ 1000×1000 → 1778×1000                   ░░░░░░████████████████░░░░░░ ┃
┃                                         ░░░░░░████████████████░░░░░░ ┃
┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛`
	if got := p.text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestComposeIsExact(t *testing.T) {
	layouts := []Layout{{60, 50, 10, 5}, {48, 32, 8, 0}, {40, 40, 0, 8}, {41, 33, 1, 1}, {80, 32, 40, 0}, {300, 200, 130, 90}}
	for _, alpha := range []bool{false, true} {
		img := noise(40, 32, alpha)
		for _, l := range layouts {
			if err := l.Check(40, 32); err != nil {
				t.Fatal(err)
			}
			canvas, m, err := Draw(img, l, false)
			if err != nil {
				t.Fatal(err)
			}
			mask := read(t, m)
			if canvas.Bounds() != image.Rect(0, 0, l.W, l.H) || mask.Bounds() != canvas.Bounds() {
				t.Fatalf("%+v: canvas %v, mask %v", l, canvas.Bounds(), mask.Bounds())
			}
			if _, ok := mask.(*image.Gray); !ok {
				t.Fatalf("the mask is %T", mask)
			}
			at := l.place(image.Pt(40, 32))
			for y := range l.H {
				for x := range l.W {
					white := mask.At(x, y) == color.Gray{255}
					if !white && mask.At(x, y) != (color.Gray{}) {
						t.Fatalf("%+v: mask %d,%d is %v", l, x, y, mask.At(x, y))
					}
					got := color.NRGBAModel.Convert(canvas.At(x, y))
					if !image.Pt(x, y).In(at) {
						if !white || got.(color.NRGBA).A != 255 {
							t.Fatalf("%+v: border %d,%d is %v, to be painted %v", l, x, y, got, white)
						}
						continue
					}
					if want := img.NRGBAAt(2+x-at.Min.X, 3+y-at.Min.Y); got != want {
						t.Fatalf("%+v: picture %d,%d is %v, want %v", l, x, y, got, want)
					}
					// A sixteenth of 40 and 32 pixels, on the sides that have a border.
					over := at.Min.X > 0 && x < at.Min.X+2 || at.Max.X < l.W && x >= at.Max.X-2 || at.Min.Y > 0 && y < at.Min.Y+2 || at.Max.Y < l.H && y >= at.Max.Y-2
					if white != over {
						t.Fatalf("%+v: mask inside at %d,%d is %v, want %v", l, x, y, white, over)
					}
				}
			}
		}
	}
}

func read(t *testing.T, data []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// A server that means masks the other way round is given them so.
func TestInvertedMask(t *testing.T) {
	img, l := noise(40, 32, false), Layout{60, 50, 10, 5}
	_, plain, err := Draw(img, l, false)
	if err != nil {
		t.Fatal(err)
	}
	_, inverted, err := Draw(img, l, true)
	if err != nil {
		t.Fatal(err)
	}
	a, b := read(t, plain), read(t, inverted)
	for y := range l.H {
		for x := range l.W {
			if a.At(x, y) == b.At(x, y) {
				t.Fatalf("%v at %d, %d in both", a.At(x, y), x, y)
			}
		}
	}
}

func TestBorderContinuesTheEdges(t *testing.T) {
	img := image.NewYCbCr(image.Rect(0, 0, 64, 64), image.YCbCrSubsampleRatio444)
	for y := range 64 {
		for x := range 64 {
			at := img.YOffset(x, y)
			img.Y[at], img.Cb[at], img.Cr[at] = uint8(x*3), 128, 128
		}
	}
	c, _ := Compose(img, Layout{104, 104, 20, 20})
	level := func(x, y int) int { r, _, _, _ := c.At(x, y).RGBA(); return int(r >> 8) }
	if level(0, 52) > 4 || level(103, 52) < 180 || level(52, 0) < 90 || level(52, 0) > 104 {
		t.Fatalf("left %d, right %d, top %d", level(0, 52), level(103, 52), level(52, 0))
	}
	empty, _ := Compose(image.NewNRGBA(image.Rect(0, 0, 8, 8)), Layout{10, 10, 1, 1})
	if got := color.NRGBAModel.Convert(empty.At(0, 0)); got != (color.NRGBA{gray, gray, gray, 255}) {
		t.Fatalf("transparent edges give %v", got)
	}
	for _, size := range []image.Point{{1, 1}, {1, 50}, {2, 2}} {
		_, m := Compose(noise(size.X, size.Y, false), Layout{size.X + 4, size.Y + 4, 2, 2})
		if m.GrayAt(2, 2).Y != 0 && size.X < 3 && size.Y < 3 {
			t.Fatalf("%v: nothing of the picture is kept", size)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, l := range []Layout{{10, 10, 0, 0}, {9, 20, 0, 0}, {20, 20, 11, 0}, {20, 20, -1, 0}, {20_000, 20, 0, 0}, {8000, 8000, 0, 0}} {
		if _, _, err := Draw(noise(10, 10, false), l, false); err == nil {
			t.Errorf("%+v is taken", l)
		}
	}
	if _, _, err := Draw(image.NewGray(image.Rectangle{}), Layout{5, 5, 0, 0}, false); err == nil {
		t.Error("no picture is taken")
	}
}

func TestViewFillsExactlyItsSize(t *testing.T) {
	for i, size := range []image.Point{{0, 0}, {1, 1}, {1, 4000}, {4000, 1}, {1024, 768}} {
		p := newPane(1, 1, image.Pt(max(1, size.X), max(1, size.Y)))
		if size.X == 0 {
			p.SetPicture(nil, 0, 0)
		}
		for w := range 121 {
			for h := range 41 {
				if (w*41+h)%5 != i && (w > 8 || h > 8) {
					continue // every size meets one of the pictures, small ones all
				}
				p.SetSize(w, h)
				switch (w + h) % 5 {
				case 0:
					p.do("x enter esc")
				case 1:
					p.do("tab + + 5")
				case 2:
					p.do("esc h h")
				case 3:
					p.do("enter tab 9 9 9 9 x enter")
				case 4:
					p.do("esc shift+tab left up c")
				}
				p.SetPlain(h%2 == 0)
				view := p.View()
				if len(view) != h {
					t.Fatalf("%v at %dx%d: %d lines", size, w, h, len(view))
				}
				for _, line := range view {
					if n := cells.Width(line); n != w {
						t.Fatalf("%v at %dx%d: %d cells: %q", size, w, h, n, line)
					}
				}
				if c := p.Cursor(); c != nil && (c.X < 1 || c.X >= w-1 || c.Y < 1 || c.Y >= h-1) {
					t.Fatalf("%v at %dx%d: cursor at %d,%d", size, w, h, c.X, c.Y)
				}
			}
		}
	}
}

// An API key that is pasted does not become the width of a border.
func TestNoKeyIsPasted(t *testing.T) {
	p := newPane(60, 24, image.Pt(1024, 1024))
	p.do("down down 4")
	if !p.editing {
		t.Fatalf("no border takes text:\n%s", p.text())
	}
	p.Update(tea.PasteMsg{Content: "vk-test-CANARY0123456789"})
	if p.field.Value() != "4" || strings.Contains(p.text(), "CANARY") || !strings.Contains(p.text(), "API key") {
		t.Errorf("%q:\n%s", p.field.Value(), p.text())
	}
}
