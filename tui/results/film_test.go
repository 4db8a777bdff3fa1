package results

import (
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/theme"
)

func filmed(batches, rows int) *Pane {
	p := pane(batches, rows)
	p.SetSize(60, 9)
	p.SetFilm(true)
	return p
}

func chosen(p *Pane) string {
	r, _ := p.Selected()
	return r.ID
}

// A strip has one direction: at the end of a batch it goes on with the next one.
func TestTheFilmGoesOn(t *testing.T) {
	p := filmed(2, 3)
	p.Select("b1r0")
	for _, c := range []struct {
		id   action.ID
		want string
	}{
		{action.MoveRight, "b1r1"},
		{action.MoveDown, "b1r2"},
		{action.MoveRight, "b0r0"},
		{action.MoveLeft, "b1r2"},
		{action.MoveUp, "b1r1"},
		{action.MoveTop, "b1r0"},
		{action.MoveLeft, "b1r0"},
		{action.MoveBottom, "b1r2"},
		{action.BatchNext, "b0r0"},
		{action.MovePageDown, "b0r2"},
		{action.MoveRight, "b0r2"},
	} {
		if p.Act(c.id); chosen(p) != c.want {
			t.Fatalf("%s leads to %s, want %s", c.id, chosen(p), c.want)
		}
	}
}

// A strip has no headers: what is selected is the picture that is seen, however one
// came there, and not its batch.
func TestAPictureOfTheFilmIsSelected(t *testing.T) {
	onPicture := func(p *Pane, want string) {
		t.Helper()
		if p.OnHeader() != "" || !p.On(want) {
			t.Errorf("%q is selected, a header %v, want %s", p.list.sel, p.OnHeader() != "", want)
		}
	}
	p := pane(3, 2)
	p.SetSize(60, 9)
	p.list.choose(0)
	if p.OnHeader() == "" {
		t.Fatal("no header is selected")
	}
	p.SetOpen(true)
	p.SetFilm(true)
	onPicture(p, "b2r0")
	p.Act(action.BatchNext)
	onPicture(p, "b1r0")
	p.Act(action.MoveRight)
	p.Act(action.BatchNext)
	onPicture(p, "b0r0")
	p.Act(action.BatchPrevious)
	onPicture(p, "b1r0")
	p = New(theme.New(true), action.Default(), gallery.New())
	p.SetSize(60, 9)
	p.SetOpen(true)
	p.SetFilm(true) // before there is anything
	p.gallery.AddBatch(gallery.Batch{ID: "b0", Title: "Harbour"}, savedRows("b0", 3), true)
	onPicture(p, "b0r0")
}

// The strip says where one is, fits every size, and asks for what it shows.
func TestTheFilmIsDrawn(t *testing.T) {
	p := filmed(1, 40)
	p.Select("b0r20")
	view := ansi.Strip(strings.Join(p.View(), "\n"))
	if !strings.Contains(view, "21 of 40") || !strings.Contains(view, "▸✓ s21") {
		t.Errorf("\n%s", view)
	}
	for w := range 70 {
		for _, h := range []int{0, 1, 2, 3, 4, 9, 20} {
			p.SetSize(w, h)
			lines := p.View()
			if len(lines) != h {
				t.Fatalf("%dx%d: %d lines", w, h, len(lines))
			}
			for _, l := range lines {
				if cells.Width(l) != w {
					t.Fatalf("%dx%d: %d cells: %q", w, h, cells.Width(l), l)
				}
			}
			p.Want()
			p.Click(w/2, h/2)
		}
	}
}

// Thumbnails of the strip are those in view, and a view on both sides.
func TestTheFilmAsksForWhatItShows(t *testing.T) {
	p := filmed(1, 40)
	for i := range 40 {
		p.gallery.Change(strings.ReplaceAll("b0rN", "N", strconv.Itoa(i)), func(r *gallery.Row) { r.Path = "/p/" + r.ID })
	}
	p.Select("b0r20")
	seen, _ := p.film.inView()
	wishes := p.film.missing()
	if len(seen) == 0 || len(wishes) != 3*len(seen) || wishes[0].ID != seen[0].id() {
		t.Fatalf("%d in view, %d asked for: %v", len(seen), len(wishes), wishes)
	}
	for _, w := range wishes {
		p.SetThumb(w.ID, w.W, w.H, []string{strings.Repeat("x", w.W)})
	}
	if left := p.film.missing(); len(left) != 0 {
		t.Errorf("%v are asked for again", left)
	}
}

// A filter makes the strip one of all that it finds.
func TestAFilmOfWhatAFilterFinds(t *testing.T) {
	p := filmed(3, 2)
	for _, id := range []string{"b2r1", "b0r0"} {
		p.gallery.Change(id, func(r *gallery.Row) { r.Picked = true })
	}
	p.SetFilter("is:picked")
	p.Select("b2r1")
	if p.Act(action.MoveRight); chosen(p) != "b0r0" {
		t.Errorf("%s", chosen(p))
	}
	if view := ansi.Strip(strings.Join(p.View(), "\n")); strings.Count(view, "♥") != 2 {
		t.Errorf("\n%s", view)
	}
}
