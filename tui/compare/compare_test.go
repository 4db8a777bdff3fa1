package compare

import (
	"fmt"
	"image"
	"image/color"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/widget/theme"
)

func side(id, label, prompt, style string) Side {
	return Side{
		Row:  &gallery.Row{ID: id, Tokens: 5, Priced: true, Elapsed: 1800 * time.Millisecond},
		Name: label, Text: prompt, Width: 1344, Height: 768,
		Settings: []Setting{{"style", style}, {"seed", "811"}, {"ratio", "16:9"}, {"key", "work"}, {"from", ""}},
	}
}

func four() []Side {
	a := side("a", "s811", "A futuristic cityscape at dawn with neon lights, rain", "anime")
	a.Row.Rating = 2
	b := side("b", "s811", "A futuristic cityscape at dusk with neon lights, rain", "flux-dev")
	b.Row.Rating, b.Row.Picked, b.Row.Tokens, b.Row.Elapsed = 3, true, 15, 6200*time.Millisecond
	c := side("c", "s812", "A futuristic cityscape at night", "anime")
	c.Row.Rejected = true
	return []Side{a, b, c, side("d", "s813", "灯台", "anime")}
}

func newPane(w, h, n int) *Pane {
	p := New(theme.New(true), action.Default())
	p.SetSize(w, h)
	p.SetSides(four()[:n], n)
	return p
}

// said runs a command and returns what it said, batches and sequences opened.
func said(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		var out []tea.Msg
		for i := range v.Len() {
			c, _ := v.Index(i).Interface().(tea.Cmd)
			out = append(out, said(c)...)
		}
		return out
	}
	return []tea.Msg{msg}
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
	"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "down": {Code: tea.KeyDown},
}

func press(name string) tea.KeyPressMsg {
	if k, ok := special[name]; ok {
		return k
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// do presses keys named with spaces between, and returns what they said.
func (p *Pane) do(names string) []tea.Msg {
	var out []tea.Msg
	for _, name := range strings.Fields(names) {
		out = append(out, said(p.Update(press(name)))...)
	}
	return out
}

// answer draws the pictures that were asked for, as the root does.
func (p *Pane) answer(msgs []tea.Msg, m picture.Mode) (wants []WantMsg) {
	for _, msg := range msgs {
		want, ok := msg.(WantMsg)
		if !ok {
			continue
		}
		wants = append(wants, want)
		r := picture.Render(paint(want.A+want.B), want.W, want.H, m)
		p.SetPicture(want, r.Lines, "")
	}
	return wants
}

// paint is a picture of its own for each name.
func paint(name string) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 168, 96))
	for y := range 96 {
		for x := range 168 {
			m.SetRGBA(x, y, color.RGBA{uint8(3*x + int(name[0])*7), uint8(2*y + len(name)*40), uint8(x * y), 255})
		}
	}
	return m
}

// screen is the pane as text, checked for its exact size.
func screen(t *testing.T, p *Pane) string {
	t.Helper()
	lines := slices.Clone(p.View())
	if len(lines) != p.h {
		t.Fatalf("%d lines, want %d", len(lines), p.h)
	}
	for i, l := range lines {
		if n := cells.Width(l); n != p.w {
			t.Fatalf("%dx%d, mode %d, %d sides: line %d has %d cells: %q", p.w, p.h, p.mode, len(p.sides), i, n, l)
		}
		lines[i] = ansi.Strip(l)
	}
	return strings.Join(lines, "\n")
}

func TestGolden(t *testing.T) {
	p := newPane(100, 16, 2)
	p.do("tab")
	p.SetSides(p.sides, 4)
	want := strings.TrimPrefix(`
 Compare 2 of 4 marked                           prompt and style differ; seed, ratio, key the same 
╭ A  s811  ★★ ───────────────────────────────────╮┏ ▸ B  s811  ★★★ ♥ picked ━━━━━━━━━━━━━━━━━━━━━━━┓
│                                                ││                                                ┃
│            the picture appears here            │┃            the picture appears here            ┃
│                                                │┃                                                ┃
╰ 1344×768 · 5t · 1.8 s ─────────────────────────╯┗ 1344×768 · 15t · 6.2 s ━━━━━━━━━━━━━━━━━━━━━━━━┛
╭ Differences ─────────────────────────────────────────────────────────────────────────────────────╮
│ prompt   A futuristic cityscape at [-dawn-] {+dusk+} with neon lights, rain                      │
│ style    anime → flux-dev                                                                        │
╰──────────────────────────────────────────────────────────────────────────────────────────────────╯`, "\n")
	got := strings.Split(screen(t, p), "\n")
	for _, line := range strings.Split(want, "\n") {
		if strings.Contains(line, "││") { // rows of blank cells repeat
			continue
		}
		if !slices.Contains(got, line) {
			t.Errorf("there is no line\n%s\nin\n%s", line, strings.Join(got, "\n"))
		}
	}
}

func TestSides(t *testing.T) {
	p := newPane(120, 40, 3)
	if got := p.do("l"); !slices.Contains(got, tea.Msg(SelectedMsg{"b"})) {
		t.Errorf("says %v", got)
	}
	if s := screen(t, p); !strings.Contains(s, "Differences: A → B") || !strings.Contains(s, "▸ B  s811") {
		t.Errorf("\n%s", s)
	}
	p.do("tab")
	if s := screen(t, p); !strings.Contains(s, "Differences: A → C") || !strings.Contains(s, "C  s812  ⌫ rejected") || !strings.Contains(s, "[-dawn with neon lights, rain-] {+night+}") {
		t.Errorf("\n%s", s)
	}
	p.do("l l l")
	if s, ok := p.Selected(); !ok || s.Row.ID != "c" {
		t.Errorf("l goes past the end, to %v", s)
	}
	p.do("tab shift+tab shift+tab h")
	if s, _ := p.Selected(); s.Row.ID != "a" {
		t.Errorf("selected %v", s.Row.ID)
	}
	p.Select("b")
}

// What becomes known of a row is drawn, without being told.
func TestRowsAreDrawnAsTheyAre(t *testing.T) {
	g := gallery.New()
	list := four()
	for i, s := range list {
		g.AddBatch(gallery.Batch{ID: "b"}, []gallery.Row{*s.Row}, true)
		list[i].Row = g.Find(s.Row.ID)
	}
	list[1].Name = "s\x1b[31m9\n"
	p := New(theme.New(true), action.Default())
	p.SetSize(120, 40)
	p.SetSides(list, 4)
	p.Select("b")
	p.View()
	g.Change("b", func(r *gallery.Row) { r.Rating, r.Picked = 5, false })
	if s := screen(t, p); !strings.Contains(s, "▸ B  s9  ★★★★★ ━") {
		t.Errorf("\n%s", s)
	}
	p.SetPixels("b", 7, 9)
	if s := screen(t, p); !strings.Contains(s, "7×9") {
		t.Errorf("\n%s", s)
	}
}

func TestPicturesAreAskedForOnce(t *testing.T) {
	p := newPane(120, 40, 2)
	wants := p.answer(said(p.Want()), picture.ModeHalf)
	if len(wants) != 2 || wants[0].A != "a" || wants[1].A != "b" || wants[0].W != 58 {
		t.Fatalf("%+v", wants)
	}
	if s := screen(t, p); !strings.Contains(s, "▀") || strings.Contains(s, "appears here") {
		t.Errorf("\n%s", s)
	}
	if got := p.do("l h"); len(p.answer(got, picture.ModeHalf)) != 0 {
		t.Errorf("asked again: %v", got)
	}
	// At full size both are asked for, so that tab flips in place.
	wants = p.answer(p.do("enter"), picture.ModeHalf)
	if want := []WantMsg{{Picture, "a", "", 118, 38}, {Picture, "b", "", 118, 38}}; !slices.Equal(wants, want) {
		t.Fatalf("%+v", wants)
	}
	before := screen(t, p)
	got := p.do("tab")
	if after := screen(t, p); len(p.answer(got, picture.ModeHalf)) != 0 || before == after || !strings.Contains(after, "▸ B  s811") || !strings.Contains(after, "A [B]") {
		t.Errorf("tab does not flip:\n%s", after)
	}
	p.do("enter")
	if len(said(p.Want())) != 0 {
		t.Error("the small ones were forgotten")
	}
	// Another size: the old picture stays until the new one is there.
	p.SetSize(100, 30)
	if s := screen(t, p); strings.Contains(s, "appears here") {
		t.Errorf("\n%s", s)
	}
	if wants = p.answer(said(p.Want()), picture.ModeHalf); len(wants) != 2 {
		t.Errorf("%+v", wants)
	}
	p.SetPicture(WantMsg{Picture, "a", "", wants[0].W, wants[0].H}, nil, "a.jpg is damaged\x1b[2J")
	if s := screen(t, p); !strings.Contains(s, "a.jpg is damaged") || strings.Contains(s, "[2J") {
		t.Errorf("\n%s", s)
	}
	p.DropPictures()
	if len(said(p.Want())) != 2 {
		t.Error("dropped pictures are not asked for again")
	}
}

func TestDifference(t *testing.T) {
	p := newPane(80, 24, 3)
	wants := p.answer(p.do("d"), picture.ModeHalf)
	if want := []WantMsg{{Difference, "a", "b", 78, 22}}; !slices.Equal(wants, want) {
		t.Fatalf("%+v", wants)
	}
	if s := screen(t, p); !strings.Contains(s, "Difference  A s811 ↔ B s811") || !strings.Contains(s, "black: the same") {
		t.Errorf("\n%s", s)
	}
	p.SetPicture(wants[0], []string{"x"}, "9.1 % of the pixels (PSNR 24.7 dB)")
	if s := screen(t, p); !strings.Contains(s, "PSNR 24.7 dB") {
		t.Errorf("\n%s", s)
	}
	if wants = p.answer(p.do("tab tab"), picture.ModeHalf); len(wants) != 1 || wants[0].B != "c" {
		t.Errorf("%+v", wants)
	}
	p.do("esc")
	if p.mode != sides {
		t.Error("esc does not lead back to the sides")
	}
	if got := p.do("esc"); !slices.Contains(got, tea.Msg(CloseMsg{})) {
		t.Errorf("esc says %v", got)
	}
}

func TestSlider(t *testing.T) {
	for _, m := range []picture.Mode{picture.ModeHalf, picture.ModeQuadrant, picture.ModeSextant, picture.ModeKitty, picture.ModeNone} {
		p := newPane(80, 24, 2)
		wants := p.answer(p.do("s"), m)
		if len(wants) != 2 || wants[0].W != 78 || wants[0].H != 22 {
			t.Fatalf("%+v", wants)
		}
		a, _ := p.lines(wants[0])
		b, _ := p.lines(wants[1])
		check := func(at int) {
			t.Helper()
			screen(t, p)
			row := p.View()[12]
			left, right := ansi.Strip(a[11]), ansi.Strip(b[11])
			want := "┃" + cells.Cut(left, 0, at) + "│" + cells.Cut(right, at+1, 78) + "┃"
			if got := ansi.Strip(row); got != want {
				t.Fatalf("%v, at %d:\n%q\nwant\n%q", m, at, got, want)
			}
		}
		check(39)
		p.do("right right h")
		check(40)
		p.do("home")
		check(0)
		p.do("end right")
		check(77)
		p.Click(11, 3)
		check(10)
		p.do("tab")
		a, b = b, a
		check(10)
		p.do("s")
		if p.mode != sides {
			t.Error("s does not lead back")
		}
	}
}

// Each cell of the slider looks as it does in the picture it comes from.
func TestSliderColours(t *testing.T) {
	const w, h = 24, 6
	for _, m := range []picture.Mode{picture.ModeHalf, picture.ModeQuadrant, picture.ModeSextant, picture.ModeKitty} {
		a := fitted(picture.Render(paint("a"), w, h, m).Lines, w, h)
		b := fitted(picture.Render(paint("bb"), w, h, m).Lines, w, h)
		for at := range w {
			show := func(lines []string) *vt.Emulator {
				e := vt.NewEmulator(w, h)
				fmt.Fprint(e, strings.Join(lines, "\r\n"))
				return e
			}
			left, right, both := show(a), show(b), show(joined(a, b, at, w, "\x1b[1;35m│\x1b[m"))
			for y := range h {
				for x := range w {
					from := left
					if x > at {
						from = right
					}
					if x != at && !reflect.DeepEqual(both.CellAt(x, y), from.CellAt(x, y)) {
						t.Fatalf("%v, divider at %d, cell %d,%d: %+v, want %+v", m, at, x, y, both.CellAt(x, y), from.CellAt(x, y))
					}
				}
			}
		}
	}
}

func TestReplace(t *testing.T) {
	p := newPane(120, 40, 2)
	p.answer(said(p.Want()), picture.ModeHalf)
	p.do("l")
	next := four()[2]
	next.Row.Rejected = false
	wants := p.answer(said(p.Update(ReplaceMsg{ID: "b", By: next})), picture.ModeHalf)
	if len(wants) != 1 || wants[0].A != "c" || !slices.Equal(p.IDs(), []string{"a", "c"}) {
		t.Fatalf("%+v, %v", wants, p.IDs())
	}
	if s, _ := p.Selected(); s.Row.ID != "c" {
		t.Errorf("selected %s", s.Row.ID)
	}
	p.do("d")
	p.Update(ReplaceMsg{ID: "c"})
	p.Update(ReplaceMsg{ID: "a"})
	p.Update(ReplaceMsg{ID: "gone"})
	if s := screen(t, p); !slices.Equal(p.IDs(), []string{"a"}) || !strings.Contains(s, "Compare 1") || strings.Contains(s, "Differences") {
		t.Errorf("%v\n%s", p.IDs(), s)
	}
	p.do("d s tab h l enter tab esc")
	screen(t, p)
}

func TestWhatDiffers(t *testing.T) {
	for _, c := range []struct {
		n            int
		differ, same string
	}{
		{2, "prompt and style differ", "seed, ratio, key the same"},
		{1, "no differences: takes of the same request", ""},
		{3, "prompt and style differ", "seed, ratio, key the same"},
	} {
		if differ, same := summary(four()[:c.n]); differ != c.differ || same != c.same {
			t.Errorf("%q, %q, want %q, %q", differ, same, c.differ, c.same)
		}
	}
	a := side("a", "", "x", "anime")
	b := side("b", "", "x", "anime")
	b.Settings = append(b.Settings[1:], Setting{"size", "2×2"})
	if got := changes(a, b); !slices.Equal(got, []change{{"style", "anime", ""}, {"size", "", "2×2"}}) {
		t.Errorf("%v", got)
	}
	p := New(theme.New(true), action.Default())
	p.SetSize(80, 30)
	p.SetSides([]Side{a, side("c", "", "x", "anime")}, 2)
	if s := screen(t, p); !strings.Contains(s, "Nothing: two takes of the same request.") {
		t.Errorf("\n%s", s)
	}
}

// Without colours the signs still tell what is gone and what is new; what is
// the same far from a change is left out; the rest is reached with j.
func TestLongPrompts(t *testing.T) {
	words := func(n int, by string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%s%d ", by, i)
		}
		return b.String()
	}
	p := New(theme.New(true), action.Default())
	p.SetSize(100, 40)
	p.SetSides([]Side{side("a", "", words(300, "w")+"dawn", "x"), side("b", "", words(300, "w")+"dusk", "x")}, 2)
	if s := screen(t, p); !strings.Contains(s, "prompt   … w295 w296 w297 w298 w299 [-dawn-] {+dusk+}") {
		t.Errorf("\n%s", s)
	}
	p.SetSides([]Side{side("a", "", words(300, "w"), "x"), side("b", "", words(300, "v"), "x")}, 2)
	if s := screen(t, p); !strings.Contains(s, "j k more") || !strings.Contains(s, " 1–") || strings.Contains(s, "v299+}") {
		t.Errorf("\n%s", s)
	}
	p.do("G")
	if s := screen(t, p); !strings.Contains(s, "v299+}") {
		t.Errorf("\n%s", s)
	}
	// Very long ones are compared in a command.
	cmd := p.SetSides([]Side{side("a", "", words(9000, "w"), "x"), side("b", "", words(9000, "v"), "y")}, 2)
	if s := screen(t, p); !strings.Contains(s, "comparing…") || !strings.Contains(s, "x → y") {
		t.Errorf("\n%s", s)
	}
	for _, msg := range said(cmd) {
		p.Update(msg)
	}
	if s := screen(t, p); !strings.Contains(s, "[-w0 w1") {
		t.Errorf("\n%s", s)
	}
}

func TestClick(t *testing.T) {
	p := newPane(120, 40, 4)
	l := p.layout()
	for i := range 4 {
		p.Click(l.cells[i].x+3, l.cells[i].y+2)
		if s, _ := p.Selected(); s.Row.ID != four()[i].Row.ID {
			t.Errorf("a click on %d selects %s", i, s.Row.ID)
		}
	}
	p.Click(500, 500)
	p.Click(0, 0)
}

func TestWhatIsItsOwn(t *testing.T) {
	p := newPane(80, 24, 2)
	for _, name := range strings.Fields("tab shift+tab h l left right enter d s j k esc q") {
		if id, ok := p.acts.At(p.Place(), press(name)); !ok || !has(p, id) {
			t.Errorf("%s is not the screen's own", name)
		}
	}
	for _, name := range strings.Fields("p x 3 0 t n a f o") {
		if id, ok := p.acts.At(p.Place(), press(name)); !ok || has(p, id) {
			t.Errorf("%s is taken from the root", name)
		}
	}
	if len(p.Hints()) == 0 || p.Capturing() || p.Cursor() != nil {
		t.Error("a screen of pictures takes no text")
	}
}

// esc leaves the difference first, then the screen.
func TestLeavingByStages(t *testing.T) {
	for _, name := range []string{"esc", "q"} {
		p := newPane(80, 24, 2)
		p.do("d")
		if msgs := p.do(name); len(msgs) > 0 && msgs[0] == (CloseMsg{}) {
			t.Errorf("%s leaves the whole screen, not the difference", name)
		}
		if msgs := p.do(name); len(msgs) == 0 || msgs[0] != (CloseMsg{}) {
			t.Errorf("%s says %v, and does not leave the screen", name, msgs)
		}
	}
}

func has(p *Pane, id action.ID) bool {
	_, done := p.Act(id)
	return done
}

func TestEverySize(t *testing.T) {
	hostile := four()
	hostile[0].Text = "\x1b[31mred\x07 " + strings.Repeat("夜", 300) + " 👨‍👩‍👧 \u202eevil " + strings.Repeat("x", 300)
	hostile[1].Name, hostile[1].Settings = strings.Repeat("l", 90), append(hostile[1].Settings, Setting{"灯台の夕暮れスタイル", "s\nx"})
	for _, n := range []int{0, 2, 4} {
		p := New(theme.New(true), action.Default())
		p.SetSize(90, 30)
		p.SetSides(hostile[:n], 9)
		p.answer(said(p.Want()), picture.ModeNone)
		for _, keys := range []string{"l", "enter", "esc d", "s", "end", "esc G"} {
			p.do(keys)
			for _, w := range []int{0, 1, 2, 3, 5, 13, 21, 23, 45, 79, 120, 200} {
				for _, h := range []int{0, 1, 2, 4, 5, 6, 8, 13, 14, 15, 24, 60} {
					p.SetSize(w, h)
					screen(t, p)
				}
			}
		}
	}
}

// A key at the largest screen, with pictures of true colours in all places.
func BenchmarkKey(b *testing.B) {
	for name, keys := range map[string]string{"sides": "tab", "slider": "left right", "full": "tab"} {
		b.Run(name, func(b *testing.B) {
			p := newPane(200, 60, 2)
			if name != "sides" {
				p.answer(p.do(map[string]string{"slider": "s", "full": "enter"}[name]), picture.ModeSextant)
			} else {
				p.answer(said(p.Want()), picture.ModeSextant)
			}
			list := strings.Fields(keys)
			i := 0
			for b.Loop() {
				p.Update(press(list[i%len(list)]))
				p.View()
				i++
			}
		})
	}
}

func FuzzSlider(f *testing.F) {
	f.Add("\x1b[38;2;1;2;3;48;2;4;5;6mab\x1b[mc", 2)
	f.Add("\x1b[1;31ma夜b\x1b[0;38;5;9mc", 2)
	f.Add("\x1b[38;5", 0)
	f.Fuzz(func(t *testing.T, line string, at int) {
		line = strings.NewReplacer("\n", "", "\t", "").Replace(line)
		w := cells.Width(line)
		if len(line) > 1000 || at < 0 || at >= w || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != 0x1b || r >= 0x7f && r < 0xa0 || r == 0xfffd }) {
			return
		}
		joined([]string{line}, []string{line}, at, w, "│")
	})
}
