package studio

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/queue"
	"imagine-tui/tui/action"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/widget/thumb"
)

// runAll runs commands, and what their messages lead to, until none is left.
func runAll(tb testing.TB, m *Model, cmd tea.Cmd) {
	tb.Helper()
	todo := []tea.Cmd{cmd}
	for n := 0; len(todo) > 0; n++ {
		if n > 10_000 {
			tb.Fatal("commands without end")
		}
		next := todo[0]
		todo = todo[1:]
		if next == nil {
			continue
		}
		switch msg := next().(type) {
		case nil:
		case tea.BatchMsg:
			todo = append(todo, msg...)
		default:
			_, after := m.Update(msg)
			todo = append(todo, after)
		}
	}
}

func pressKey(m *Model, key string) tea.Cmd {
	_, cmd := m.Update(tea.KeyPressMsg{Code: []rune(key)[0], Text: key})
	return cmd
}

// halfBlocks draws pictures with half blocks, in every test alike.
func halfBlocks(tb testing.TB, m *Model) {
	tb.Helper()
	if _, err := m.display.Set("half"); err != nil {
		tb.Fatal(err)
	}
}

// putFiles adds a batch of saved results whose pictures are there, each in a
// colour of its own.
func putFiles(tb testing.TB, m *Model, n int) {
	tb.Helper()
	dir := tb.TempDir()
	var runs []queue.Run
	for i := range n {
		img := image.NewRGBA(image.Rect(0, 0, 32, 18))
		for j := range 32 * 18 {
			img.Set(j%32, j/32, color.RGBA{R: uint8(i), G: 200, B: 90, A: 255})
		}
		path := filepath.Join(dir, fmt.Sprintf("%03d.png", i))
		f, err := os.Create(path)
		if err != nil {
			tb.Fatal(err)
		}
		if err := png.Encode(f, img); err != nil {
			tb.Fatal(err)
		}
		if err := f.Close(); err != nil {
			tb.Fatal(err)
		}
		r := saved(1)
		r.Saved.Path = path
		runs = append(runs, r)
	}
	put(m, "Harbour at dusk", "sandbox", runs...)
	m.panes.focusOn(paneResults)
}

// drawFakes answers what the grid asks for with pictures of one colour.
func drawFakes(m *Model) {
	want := m.panes.results.Want()
	if want == nil {
		return
	}
	settled, ok := want().(thumb.SettledMsg)
	if !ok {
		return
	}
	for _, th := range m.panes.results.Settled(settled)().(thumb.WantMsg).Wishes {
		lines := make([]string, th.H)
		for i := range lines {
			lines[i] = "\x1b[38;2;9;99;9m" + strings.Repeat("▀", th.W) + "\x1b[m"
		}
		m.panes.results.SetThumb(th.ID, th.W, th.H, lines)
	}
}

// thumbsDrawn counts lines of the pictures of putFiles in the grid.
func thumbsDrawn(m *Model) int {
	return strings.Count(strings.Join(m.panes.results.View(), "\n"), ";200;90m")
}

func TestGridIsDrawn(t *testing.T) {
	m := studio(t, 120, 40)
	halfBlocks(t, m)
	putFiles(t, m, 60)
	runAll(t, m, pressKey(m, "m"))
	if !m.panes.results.Grid() || thumbsDrawn(m) == 0 {
		t.Fatalf("no thumbnails:\n%s", strings.Join(m.panes.results.View(), "\n"))
	}
	view := ansi.Strip(strings.Join(m.panes.results.View(), "\n"))
	if strings.Contains(view, " … ") || strings.Contains(view, "picture is") {
		t.Fatalf("a thumbnail in view lacks:\n%s", view)
	}
	checkFrame(t, m.frame.lines(), 120, 40)
	for id, want := range map[string]bool{"run1": true, "run59": false} {
		r := row(m, id)
		w := (m.panes.lay.panes[paneResults].w-2)/2 - 1
		key := picture.Key{Path: r.Path, Cols: w, Rows: 5, Mode: m.display.Mode(), Use: picture.InThumbs}
		if _, seen := m.display.Cache().Get(key); seen != want {
			t.Errorf("%s drawn: %v", id, seen)
		}
	}
}

func TestGridFollowsTheBackground(t *testing.T) {
	m := studio(t, 120, 40)
	putFiles(t, m, 6)
	runAll(t, m, pressKey(m, "m"))
	m.Update(tea.BackgroundColorMsg{Color: color.White})
	if m.panes.results.Want() != nil {
		t.Fatal("Update did not ask for thumbnails on the new background")
	}
	if view := ansi.Strip(strings.Join(m.panes.results.View(), "\n")); !strings.Contains(view, "…") {
		t.Fatal("thumbnails for the other background are still shown")
	}
}

func TestGridIsRemembered(t *testing.T) {
	m := studio(t, 120, 40)
	m.stateFile = stateIn(t.TempDir(), t.TempDir())
	putFiles(t, m, 3)
	pressKey(m, "m")
	pressKey(m, "+")
	m.stateFile.write(m.state())
	next := studio(t, 120, 40)
	next.stateFile = m.stateFile
	next.restore()
	if !next.panes.results.Grid() || next.panes.results.GridSize() != m.panes.results.GridSize() || next.panes.results.GridSize() <= 0 {
		t.Fatalf("grid %v, size %d", next.panes.results.Grid(), next.panes.results.GridSize())
	}
}

func TestGridKeysMeanTheSame(t *testing.T) {
	m := studio(t, 120, 40)
	putFiles(t, m, 30)
	m.acts.Do(action.ResultsGrid)
	for _, k := range []string{"l", "j", "p", "4"} {
		pressKey(m, k)
	}
	if r := row(m, "run3"); !r.Picked || r.Rating != 4 {
		t.Fatalf("%+v", r)
	}
	r := m.panes.lay.panes[paneResults]
	m.Update(tea.MouseWheelMsg{X: r.x + 2, Y: r.y + 2, Button: tea.MouseWheelDown})
	if got, _ := m.panes.results.Selected(); got.ID != "run3" {
		t.Fatalf("the wheel selected %s", got.ID)
	}
	pressKey(m, "i")
	pressKey(m, "m")
	if !m.panes.results.Grid() {
		t.Fatal("a letter of the prompt changed the results")
	}
}

// BenchmarkGridFrame is what a key in a grid of 2,000 results costs the
// studio at 200 × 60 cells, without the renderer.
func BenchmarkGridFrame(b *testing.B) {
	m := studio(b, 200, 60)
	var many []queue.Run
	for range 2000 {
		many = append(many, saved(1))
	}
	put(m, "Harbour", "sandbox", many...)
	m.panes.focusOn(paneResults)
	m.acts.Do(action.ResultsGrid)
	drawFakes(m)
	for i := 0; b.Loop(); i++ {
		pressKey(m, []string{"l", "h"}[i%2])
		_ = m.View()
	}
}
