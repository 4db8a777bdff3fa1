package results

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/theme"
	"imagine-tui/tui/widget/thumb"
)

// gridOf is a pane with batches of saved results, shown as a grid.
func gridOf(w, h, batches, rows int) *Pane {
	p := New(theme.New(true), action.Default(), gallery.New())
	p.SetSize(w, h)
	for b := range batches {
		p.gallery.AddBatch(gallery.Batch{ID: fmt.Sprintf("b%d", b), Title: fmt.Sprintf("Harbour %d", b)}, savedRows(fmt.Sprintf("b%d", b), rows), false)
	}
	p.Focus()
	p.SetGrid(true)
	return p
}

func savedRows(batch string, n int) []gallery.Row {
	var out []gallery.Row
	for i := range n {
		id := fmt.Sprintf("%sr%d", batch, i)
		out = append(out, gallery.Row{
			ID: id, Prompt: "Harbour at dusk", Style: "anime", Ratio: "1:1", Seed: int64(i + 1), State: gallery.Saved, Path: "/pictures/" + id + ".jpg",
		})
	}
	return out
}

// wanted lets the grid stand still and returns what it then asks for.
func wanted(p *Pane) []thumb.Wish {
	if p.Want() == nil {
		return nil
	}
	cmd := p.Settled(p.grid.thumbs.Awaited())
	if cmd == nil {
		return nil
	}
	return cmd().(thumb.WantMsg).Wishes
}

// fill answers what the grid asks for, as the root does.
func fill(p *Pane) []thumb.Wish { return fillWith(p, plain) }

func fillWith(p *Pane, draw func(w, h int) []string) []thumb.Wish {
	all := wanted(p)
	for _, th := range all {
		p.SetThumb(th.ID, th.W, th.H, draw(th.W, th.H))
	}
	p.Want()
	return all
}

// plain is a picture of one colour.
func plain(w, h int) []string {
	return slices.Repeat([]string{"\x1b[38;2;9;99;9m" + strings.Repeat("▀", w) + "\x1b[m"}, h)
}

// colours is a picture as the root draws it, two colours a cell.
func colours(w, h int) []string {
	out := make([]string, h)
	for y := range out {
		var b strings.Builder
		for x := range w {
			fmt.Fprintf(&b, "\x1b[38;2;%d;%d;%dm\x1b[48;2;%d;%d;%dm▀", x*7%256, y*11%256, 90, y*5%256, x*3%256, 200)
		}
		out[y] = b.String() + "\x1b[m"
	}
	return out
}

// shown is the pane as text, checked for its exact size.
func shown(t *testing.T, p *Pane) string {
	t.Helper()
	lines := slices.Clone(p.View())
	if len(lines) != p.h {
		t.Fatalf("%d×%d: %d lines", p.w, p.h, len(lines))
	}
	for i, l := range lines {
		if n := cells.Width(l); n != p.w {
			t.Fatalf("%d×%d: line %d has %d cells: %q", p.w, p.h, i, n, l)
		}
		lines[i] = strings.TrimRight(ansi.Strip(l), " ")
	}
	return strings.Join(lines, "\n")
}

func at(t *testing.T, p *Pane, want string) {
	t.Helper()
	if p.list.sel != want {
		t.Fatalf("%q is selected, not %q\n%s", p.list.sel, want, shown(t, p))
	}
}

var updateGolden = flag.Bool("update", false, "write the golden grids")

// TestGoldenGrid draws every kind of cell.
func TestGoldenGrid(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			p := gridOf(size[0], size[1], 1, 7)
			addRunning(p)
			p.View() // what differs is found out before one is changed
			p.gallery.Change("b0r1", func(r *gallery.Row) { r.Picked, r.Rating = true, 3 })
			p.gallery.Change("b0r2", func(r *gallery.Row) { r.New = true })
			p.gallery.SetMarked([]string{"b0r2"})
			p.gallery.Change("b0r3", func(r *gallery.Row) { r.Rejected = true })
			p.gallery.Change("b0r5", func(r *gallery.Row) { r.Label, r.Ratio = "harbour at dusk, long exposure", "16:9" })
			p.Select("b0r1")
			for _, th := range wanted(p) {
				if th.ID != "b0r4" {
					p.SetThumb(th.ID, th.W, th.H, colours(th.W, th.H))
				}
			}
			p.SetUndrawn("b0r5", p.grid.cellW-1, 5, "The JPEG picture is cut short: unexpected EOF.")
			got := shown(t, p) + "\n"
			path := filepath.Join("testdata", fmt.Sprintf("grid-%dx%d.txt", size[0], size[1]))
			if *updateGolden {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the grid changed; look at it and run with -update\ngot:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func addRunning(p *Pane) {
	p.gallery.AddBatch(gallery.Batch{ID: "run", Title: "港の夕暮れ 🎨"}, []gallery.Row{
		{ID: "x0", State: gallery.Rendering, Label: "夕暮れ 🎨", Note: "4.1 s  rendering", Ratio: "16:9"},
		{ID: "x1", State: gallery.Receiving, Label: "dusk", Note: "receiving 61%", Ratio: "16:9"},
		{ID: "x2", State: gallery.Failed, Note: "no tokens"},
		{ID: "x3", State: gallery.Waiting, Note: "queued, 3rd"},
		{ID: "x4", State: gallery.Waiting},
		{ID: "x5", State: gallery.Waiting},
		{ID: "x6", State: gallery.Waiting},
		{ID: "x7", State: gallery.Waiting},
		{ID: "x8", State: gallery.Waiting},
	}, false)
}

func TestGridMovesByLinesAndCells(t *testing.T) {
	p := gridOf(50, 40, 2, 7) // three cells a line
	p.Select("b0r0")
	press(p, "l")
	at(t, p, "b0r1")
	press(p, "j")
	at(t, p, "b0r4")
	press(p, "j") // the last line is shorter
	at(t, p, "b0r6")
	press(p, "j")
	at(t, p, "batch b1")
	press(p, "j") // the column is kept over both
	at(t, p, "b1r1")
	press(p, "k", "k", "k")
	at(t, p, "b0r4")
	press(p, "h", "h")
	at(t, p, "b0r2")
	press(p, "G")
	at(t, p, "b1r6")
	press(p, "home")
	at(t, p, "batch b0")
	press(p, "]")
	at(t, p, "batch b1")
	press(p, "h") // on a header h and l fold, as in the list
	if !p.gallery.Batch("b1").Folded {
		t.Fatal("h on a header does not fold it")
	}
	press(p, "l", "l")
	at(t, p, "b1r0")
	press(p, "h", "h")
	if at(t, p, "batch b1"); !p.gallery.Batch("b1").Folded {
		t.Fatal("h on a header does not fold it")
	}
}

func TestGridPages(t *testing.T) {
	p := gridOf(50, 20, 1, 100)
	p.Select("b0r1")
	seen := map[string]bool{"b0r1": true}
	for range 30 {
		before := p.grid.off
		p.Update(tea.KeyPressMsg{Code: tea.KeyPgDown})
		if p.grid.off-before > p.listHeight() {
			t.Fatalf("a page of %d lines, %d are in view", p.grid.off-before, p.listHeight())
		}
		seen[p.list.sel] = true
	}
	at(t, p, "b0r99")
	for range 60 {
		p.Update(tea.KeyPressMsg{Code: tea.KeyPgUp})
	}
	at(t, p, "batch b0")
	if len(seen) < 15 {
		t.Fatalf("%d stops on the way down", len(seen))
	}
}

// The summary of waiting rows cannot be selected.
func TestGridStepsOverTheWaitingTail(t *testing.T) {
	p := gridOf(50, 40, 0, 0)
	addRunning(p)
	p.gallery.AddBatch(gallery.Batch{ID: "b", Title: "b"}, savedRows("b", 2), false)
	p.Select("x3")
	press(p, "j")
	at(t, p, "batch b")
	press(p, "k")
	at(t, p, "x3")
}

func TestGridNothingMovesByItself(t *testing.T) {
	p := gridOf(50, 20, 1, 100)
	press(p, "G", "k", "k")
	pictures := func() string { // below the border, which says how many there are
		_, rest, _ := strings.Cut(shown(t, p), "\n")
		return rest
	}
	id, before := p.list.sel, pictures()
	p.gallery.AddBatch(gallery.Batch{ID: "new", Title: "New"}, savedRows("new", 4), true)
	p.gallery.Change("b0r0", func(r *gallery.Row) { r.Picked = true })
	if at(t, p, id); pictures() != before {
		t.Fatalf("a new batch above moved what is seen:\n%s\nbefore:\n%s", pictures(), before)
	}
	p.gallery.Remove("newr0")
	if at(t, p, id); pictures() != before {
		t.Fatalf("removing a row above moved what is seen:\n%s", shown(t, p))
	}
	press(p, "m", "m")
	at(t, p, id)
	press(p, "+", "-")
	at(t, p, id)
}

func TestGridFilterHidesAndBringsBack(t *testing.T) {
	p := gridOf(50, 20, 2, 30)
	p.gallery.Change("b0r3", func(r *gallery.Row) { r.Picked = true })
	p.gallery.Change("b1r3", func(r *gallery.Row) { r.Picked = true })
	p.Select("b1r20")
	press(p, "/")
	for _, c := range "is:picked" {
		press(p, string(c))
	}
	if v := shown(t, p); !strings.Contains(v, "2 of 60") {
		t.Fatal(v)
	}
	fill(p)
	press(p, "enter", "l")
	at(t, p, "b1r3")
	press(p, "space")
	press(p, "/", "esc")
	if len(p.gallery.Marked()) != 1 {
		t.Fatalf("%d marked", len(p.gallery.Marked()))
	}
}

func TestGridClickAndWheel(t *testing.T) {
	p := gridOf(50, 20, 1, 30)
	p.Click(1+17, 2) // border and a cell, border and the header
	at(t, p, "b0r1")
	if p.Click(1+17, 5) == nil {
		t.Fatal("a click on the selected cell looks at nothing")
	}
	p.Click(1+2*16+3, 2+9) // second line of cells
	at(t, p, "b0r5")
	before := p.list.sel
	p.Wheel(60)
	at(t, p, before)
	if p.grid.off != 60 {
		t.Fatalf("scrolled to %d", p.grid.off)
	}
	p.Wheel(1000)
	if want := p.grid.tall() - p.listHeight(); p.grid.off != want {
		t.Fatalf("scrolled to %d, the end is %d", p.grid.off, want)
	}
	p.Click(10, 99)
	p.Click(49, 3)
	at(t, p, before)
	press(p, "l") // what is selected comes back into view
	if b, _ := p.grid.selected(); b.y < p.grid.off || b.y+b.h > p.grid.off+p.listHeight() {
		t.Fatal("the selected cell is not in view")
	}
}

func TestGridSpaceAndJudgement(t *testing.T) {
	p := gridOf(50, 20, 1, 30)
	p.Select("b0r0")
	press(p, "space")
	at(t, p, "b0r1")
	press(p, "j", "v")
	if n := len(p.gallery.Marked()); n != 5 {
		t.Fatalf("%d marked, want 0 to 4", n)
	}
	fill(p)
	p.View()
	p.gallery.Change("b0r2", func(r *gallery.Row) { r.Rejected = true })
	p.View()
	th, w := p.grid.thumbs.Get("b0r2"), p.grid.cellW-1
	if face := p.paint.face(p.gallery.Find("b0r2"), th, w, 8); face[0] == th.Lines(w, 8)[0] {
		t.Fatal("a rejected picture is not dim")
	}
}

// Only what is in view and the page ahead is asked for, once the view stands
// still, and nothing else is kept.
func TestGridThumbsOfWhatIsInView(t *testing.T) {
	p := gridOf(50, 20, 1, 2000)
	p.Select("b0r1")
	all := wanted(p)
	if all[0].ID != "b0r1" {
		t.Fatalf("%s comes first, not the selected one", all[0].ID)
	}
	most := 3 * (2*p.listHeight()/9 + 2)
	if len(all) < 9 || len(all) > most {
		t.Fatalf("%d thumbnails wanted, at most %d are near", len(all), most)
	}
	if p.Want() != nil {
		t.Fatal("asked for twice")
	}
	for _, th := range all {
		p.SetThumb(th.ID, th.W, th.H, plain(th.W, th.H))
	}
	if p.Want() != nil {
		t.Fatal("nothing lacks, and yet something is wanted")
	}

	// Fast scrolling: waits that were overtaken lead to nothing.
	var passed []thumb.SettledMsg
	for range 50 {
		press(p, "j")
		if p.Want() != nil {
			passed = append(passed, p.grid.thumbs.Awaited())
		}
	}
	for _, msg := range passed[:len(passed)-1] {
		if p.Settled(msg) != nil {
			t.Fatal("thumbnails that only flew by are asked for")
		}
	}
	last := p.Settled(passed[len(passed)-1])().(thumb.WantMsg).Wishes
	if first := last[len(last)-1].ID; first < "b0r15" {
		t.Fatalf("%s is asked for, %s is selected", first, p.list.sel)
	}

	for range 200 {
		press(p, "j", "j", "j")
		fill(p)
		if n := p.grid.thumbs.Len(); n > 3*(3*p.listHeight()/9+2) {
			t.Fatalf("%d thumbnails are kept", n)
		}
	}
	for range 20 {
		press(p, "k", "k", "k")
	}
	up := fill(p)
	if b, _ := p.grid.selected(); up[len(up)-1].ID >= p.list.items[b.first].row().ID {
		t.Fatalf("scrolling up, %v is asked for", up)
	}
	press(p, "m")
	if p.grid.thumbs.Len() != 0 || p.Want() != nil {
		t.Fatal("the list keeps thumbnails")
	}
}

func TestGridGivesUpWhatLeftTheView(t *testing.T) {
	p := gridOf(50, 20, 1, 300)
	fill(p)
	press(p, "j", "j", "j", "j", "j")
	if len(wanted(p)) == 0 {
		t.Fatal("nothing is wanted")
	}
	press(p, "home")
	fill(p)
	press(p, "G")
	wanted(p)
	p.SetFilter("nothing like it")
	msg := p.Want()
	if msg == nil || len(msg().(thumb.WantMsg).Wishes) != 0 {
		t.Fatal("what left the view is still being made")
	}
	if p.Want() != nil {
		t.Fatal("given up twice")
	}
}

func TestGridIgnoresThumbsOfAnotherSize(t *testing.T) {
	p := gridOf(50, 20, 1, 10)
	all := wanted(p)
	press(p, "+")
	for _, th := range all {
		p.SetThumb(th.ID, th.W, th.H, colours(th.W, th.H))
	}
	if p.grid.thumbs.Len() != 0 {
		t.Fatal("thumbnails of another size are kept")
	}
	if w := fill(p); len(w) == 0 || w[0].W == all[0].W {
		t.Fatalf("wanted %v", w)
	}
	shown(t, p)
	p.DropThumbs()
	if len(fill(p)) == 0 {
		t.Fatal("what was dropped is not wanted again")
	}
	p.gallery.Change("b0r0", func(r *gallery.Row) { r.State = gallery.Failed })
	p.SetThumb("gone", all[0].W, 3, nil)
	p.SetUndrawn("b0r1", p.grid.thumbs.Width(), 3, "The file is empty.")
	if slices.ContainsFunc(wanted(p), func(th thumb.Wish) bool { return th.ID == "b0r1" }) {
		t.Fatal("what cannot be shown is asked for again")
	}
}

func TestCaptionSaysWhatDiffers(t *testing.T) {
	p := gridOf(50, 16, 1, 3)
	for i, label := range []string{"cliffs over the sea", "harbour under a grey sky", "field of snow"} {
		p.gallery.Change(fmt.Sprint("b0r", i), func(r *gallery.Row) { r.Label = label })
	}
	if v := shown(t, p); !strings.Contains(v, "harbour u… s2") {
		t.Errorf("the seed is cut:\n%s", v)
	}
}

func TestNeighbours(t *testing.T) {
	p := gridOf(50, 20, 1, 30)
	p.Select("b0r4")
	if got := strings.Join(p.Neighbours(), " "); got != "b0r5 b0r3 b0r7 b0r1" {
		t.Fatal(got)
	}
	press(p, "m")
	if got := strings.Join(p.Neighbours(), " "); got != "b0r5 b0r3" {
		t.Fatal(got)
	}
	p.Select("b0r0")
	if got := strings.Join(p.Neighbours(), " "); got != "b0r1" {
		t.Fatal(got)
	}
}

func TestGridFitsAtEverySize(t *testing.T) {
	p := gridOf(120, 40, 2, 9)
	addRunning(p)
	p.gallery.Change("b0r1", func(r *gallery.Row) {
		r.Rating, r.Rejected, r.New, r.Label = 5, true, true, "日本語日本語"
	})
	p.gallery.SetMarked([]string{"b0r1"})
	p.gallery.Change("b0r2", func(r *gallery.Row) { r.Ratio = "9:16" })
	p.gallery.Change("b0r3", func(r *gallery.Row) { r.Ratio = "1:0" })
	for _, filter := range []string{"", "harb", "zzz"} {
		p.SetFilter(filter)
		for _, steps := range []int{-9, 0, 9} {
			p.SetGridSize(steps)
			for w := 0; w < 130; w += 1 + w/5 {
				for h := 0; h < 44; h += 1 + h/4 {
					p.SetSize(w, h)
					shown(t, p)
					fill(p)
					shown(t, p)
				}
			}
		}
	}
}

// Whatever a person does, the frame fits, what is selected exists, and no
// more is kept than three pages hold.
func TestGridAtRandom(t *testing.T) {
	keys := []string{"j", "k", "h", "l", "G", "home", "space", "v", "m", "+", "-", "[", "]", "enter", "j", "l", "j", "l"}
	for seed := range uint64(8) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		p := gridOf(50, 20, 3, 40)
		addRunning(p)
		for step := range 200 {
			moving := true
			switch rnd.IntN(12) {
			case 0:
				p.SetSize(10+rnd.IntN(110), 3+rnd.IntN(40))
			case 1:
				p.gallery.Change(fmt.Sprintf("x%d", rnd.IntN(9)), func(r *gallery.Row) {
					r.State = []gallery.State{gallery.Waiting, gallery.Sending, gallery.Saved, gallery.Failed}[rnd.IntN(4)]
				})
				moving = false
			case 2:
				p.gallery.AddBatch(gallery.Batch{ID: fmt.Sprint("n", step), Title: "n"}, savedRows(fmt.Sprint("n", step), rnd.IntN(4)), true)
				moving = false
			case 3:
				p.SetFilter([]string{"", "", "harb", "is:marked"}[rnd.IntN(4)])
			case 4:
				p.Wheel(rnd.IntN(40) - 20)
			case 5:
				p.Click(rnd.IntN(60), rnd.IntN(30))
			case 6:
				p.gallery.Remove(p.list.sel)
			default:
				press(p, keys[rnd.IntN(len(keys))])
			}
			p.Selected() // brings the list up to date
			before := p.list.sel
			fill(p)
			if step%5 == 0 {
				shown(t, p)
			}
			if p.list.sel != before || p.list.sel != "" && p.list.at() < 0 && len(p.list.items) > 0 {
				t.Fatalf("seed %d step %d (%v): %q is selected", seed, step, moving, p.list.sel)
			}
			if n, most := p.grid.thumbs.Len(), len(p.grid.near()); n > most {
				t.Fatalf("seed %d step %d: %d thumbnails for %d rows", seed, step, n, most)
			}
		}
	}
}

// BenchmarkGridKey is a key and the frame after it in a grid of 2,000
// thumbnails on a pane as wide as a terminal of 200 × 60 cells.
func BenchmarkGridKey(b *testing.B) {
	p := gridOf(200, 58, 100, 20)
	fillWith(p, colours)
	way := 1
	for b.Loop() {
		before := p.list.sel
		p.step(way)
		if p.list.sel == before {
			way = -way
		}
		b.StopTimer()
		fillWith(p, colours) // drawn elsewhere
		b.StartTimer()
		p.View()
		p.Want()
	}
}

// BenchmarkGridSpinner is a frame in which only a spinner turned.
func BenchmarkGridSpinner(b *testing.B) {
	p := gridOf(200, 58, 100, 20)
	fillWith(p, colours)
	for b.Loop() {
		p.view = nil
		p.View()
	}
}

// BenchmarkGridRefresh100000 lays a whole library out anew.
func BenchmarkGridRefresh100000(b *testing.B) {
	p := gridOf(200, 58, 1000, 100)
	for b.Loop() {
		p.remake(true)
		p.View()
	}
}

// What earlier sessions left takes no pictures away: where there are few rows of them
// it stands in the border.
func TestLeftTakesNoPictures(t *testing.T) {
	for _, h := range []int{20, 40} {
		p := gridOf(80, h, 2, 7)
		fill(p)
		before := strings.Count(strings.Join(p.View(), "\n"), "▀")
		p.SetLeft("From last time: 2 not sent, 1 without an answer. g q shows them.", "2 unsent · g q")
		fill(p)
		view := p.View()
		after := strings.Count(strings.Join(view, "\n"), "▀")
		if !strings.Contains(ansi.Strip(strings.Join(view, "\n")), "2 not sent, 1 without an answer") {
			t.Errorf("%d lines: it is not told:\n%s", h, ansi.Strip(strings.Join(view, "\n")))
		}
		if below := strings.Contains(ansi.Strip(view[len(view)-1]), "without an answer"); h == 20 && (!below || after != before) || h == 40 && below {
			t.Errorf("%d lines: below %v, %d of %d cells of pictures", h, below, after, before)
		}
		p.SetSize(30, 20)
		if last := ansi.Strip(p.View()[19]); !strings.Contains(last, "2 unsent · g q") {
			t.Errorf("in a narrow pane: %s", last)
		}
		shown(t, p)
	}
}

// Few pictures are as large as leaves all of them in view, until somebody says how
// large they are to be; of many, cells have their usual size.
func TestFewPicturesFillTheGrid(t *testing.T) {
	for _, size := range [][2]int{{118, 36}, {78, 20}} {
		many := gridOf(size[0], size[1], 1, few+1)
		p := gridOf(size[0], size[1], 1, 4)
		if p.grid.cellW < many.grid.cellW || size[1] > 30 && p.grid.cellW == many.grid.cellW || p.grid.tall() > p.grid.rows {
			t.Errorf("%v: cells of %d, of many %d; %d lines of %d", size, p.grid.cellW, many.grid.cellW, p.grid.tall(), p.grid.rows)
		}
		wide := p.grid.cellW
		p.gallery.AddBatch(gallery.Batch{ID: "more", Title: "More"}, savedRows("more", few), false)
		p.View()
		if p.grid.cellW != many.grid.cellW {
			t.Errorf("%v: with many more cells are %d, not %d", size, p.grid.cellW, many.grid.cellW)
		}
		p = gridOf(size[0], size[1], 1, 4)
		if press(p, "-"); p.grid.cellW >= wide {
			t.Errorf("%v: - leaves cells of %d", size, p.grid.cellW)
		}
		before := p.grid.cellW
		p.SetSize(size[0], size[1]-1)
		if p.grid.cellW != before {
			t.Errorf("%v: a size that was asked for became %d", size, p.grid.cellW)
		}
	}
}
