package sheet

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/thumb"
)

// asks waits until the view has settled and returns what the sheet asks for.
func asks(t *testing.T, s *Sheet) (thumb.WantMsg, bool) {
	t.Helper()
	cmd := s.Want()
	if cmd == nil {
		return thumb.WantMsg{}, false
	}
	answer := said(s.Update(cmd()))
	if len(answer) != 1 {
		return thumb.WantMsg{}, false
	}
	return answer[0].(thumb.WantMsg), true
}

func TestAsksForWhatIsInView(t *testing.T) {
	var seeds []int64
	for i := range 400 {
		seeds = append(seeds, int64(i+1))
	}
	s := sheetOf(80, 24, grid([]string{"x"}, []string{"anime"}, []string{"1:1"}, seeds...))
	w, ok := asks(t, s)
	tw, th := s.ThumbSize()
	if !ok || w.Wishes[0].W != tw || w.Wishes[0].H != th {
		t.Fatalf("asked for %+v", w)
	}
	seen := s.table.geo.seenR * s.table.geo.seenC
	if len(w.Wishes) != 2*seen || w.Wishes[0].ID != selected(s) {
		t.Fatalf("asked for %d, %d are in view: %v", len(w.Wishes), seen, w.Wishes)
	}
	if _, again := asks(t, s); again {
		t.Fatal("asked twice for the same")
	}
	for _, w := range w.Wishes[:seen] {
		s.SetThumb(w.ID, tw, th, blocks(tw, th))
	}
	if !strings.Contains(screen(t, s), "▄") {
		t.Fatal("no thumbnail is shown")
	}
	// Flying by makes nothing: only where it stops is asked for.
	s.act(action.MovePageDown)
	started := s.Want()
	s.act(action.MoveBottom)
	last := s.Want()
	if msgs := said(s.Update(started())); msgs != nil {
		t.Fatalf("asked while moving: %v", msgs)
	}
	msgs := said(s.Update(last()))
	if len(msgs) != 1 || msgs[0].(thumb.WantMsg).Wishes[0].ID != "x/anime/1:1/400" {
		t.Fatalf("asked for %v", msgs)
	}
}

func TestThumbnailsOfAnotherSizeAreIgnored(t *testing.T) {
	s := sheetOf(80, 24, city())
	w, h := s.ThumbSize()
	id := selected(s)
	s.SetThumb(id, w+1, h, blocks(w+1, h))
	s.SetThumb("gone", w, h, blocks(w, h))
	want(t, s.thumbs.Len(), 0)
	s.SetThumb(id, w, h, blocks(w, h))
	want(t, s.thumbs.Len(), 1)
	s.SetSize(100, 40)
	want(t, s.thumbs.Len(), 0)
}

func TestAsksAgainWhenARunIsSaved(t *testing.T) {
	items := city()
	for i := range items {
		items[i].State = gallery.Waiting
	}
	s := sheetOf(80, 24, items)
	if _, asked := asks(t, s); asked {
		t.Fatal("asked for pictures that are not there")
	}
	s.gallery.Change(items[0].ID, func(it *gallery.Row) { it.State = gallery.Saved })
	w, _ := asks(t, s)
	tw, th := s.ThumbSize()
	one := []thumb.Wish{{ID: items[0].ID, W: tw, H: th}}
	want(t, w.Wishes, one)
	s.SetUndrawn(items[0].ID, tw, th, "The file is empty.")
	if _, again := asks(t, s); again {
		t.Fatal("asked again for a picture that cannot be drawn")
	}
	s.DropThumbs()
	w, _ = asks(t, s)
	want(t, w.Wishes, one)
}

func TestKeepsOnlyThumbnailsNearTheView(t *testing.T) {
	var seeds []int64
	for i := range 2000 {
		seeds = append(seeds, int64(i+1))
	}
	s := sheetOf(80, 24, grid([]string{"x"}, []string{"anime"}, []string{"1:1"}, seeds...))
	w, h := s.ThumbSize()
	pic := blocks(w, h)
	for _, e := range s.table.space.entries {
		s.SetThumb(e.row.ID, w, h, pic)
	}
	s.Want()
	if n := s.thumbs.Len(); n > 5*s.table.geo.seenR*s.table.geo.seenC || n < s.table.geo.seenR*s.table.geo.seenC {
		t.Fatalf("%d thumbnails are kept", n)
	}
}

func contains(text, part string) bool { return strings.Contains(text, part) }

// large is a sheet of 2,000 saved results with every thumbnail in view.
func large(b *testing.B, w, h int) *Sheet {
	b.Helper()
	var variants []string
	var seeds []int64
	for i := range 50 {
		variants = append(variants, fmt.Sprintf("variant %d of the lighthouse", i))
	}
	for i := range 20 {
		seeds = append(seeds, int64(i+1))
	}
	s := sheetOf(w, h, grid(variants, []string{"anime", "flux-dev"}, []string{"1:1"}, seeds...))
	tw, th := s.ThumbSize()
	pic := blocks(tw, th)
	for _, e := range s.table.space.entries {
		s.SetThumb(e.row.ID, tw, th, slices.Clone(pic))
	}
	s.View()
	return s
}

// BenchmarkKey is a key and the frame after it; the promise is under 4 ms.
func BenchmarkKey(b *testing.B) {
	keys := map[string][]tea.KeyPressMsg{
		"cell": {special["right"], special["left"]},
		"page": {special["pgdown"], special["pgdown"], special["pgdown"], special["home"]},
		"leaf": {{Code: ']', Text: "]"}, {Code: '[', Text: "["}},
		"turn": {{Code: 'T', Text: "T"}},
		"mark": {special["space"], special["left"]},
	}
	for name, press := range keys {
		for _, size := range [][2]int{{120, 40}, {240, 60}} {
			b.Run(fmt.Sprintf("%s/%dx%d", name, size[0], size[1]), func(b *testing.B) {
				s := large(b, size[0], size[1])
				i := 0
				for b.Loop() {
					s.Update(press[i%len(press)])
					s.View()
					i++
				}
			})
		}
	}
}

// BenchmarkArrival is a finished run and its thumbnail, with the frame after it.
func BenchmarkArrival(b *testing.B) {
	s := large(b, 120, 40)
	w, h := s.ThumbSize()
	id := selected(s)
	pic := blocks(w, h)
	for b.Loop() {
		s.gallery.Change(id, func(it *gallery.Row) { it.State = gallery.Saved })
		s.SetThumb(id, w, h, pic)
		s.View()
	}
}

// BenchmarkLay lays 2,000 rows out anew.
func BenchmarkLay(b *testing.B) {
	s := large(b, 120, 40)
	for b.Loop() {
		s.lay()
		s.View()
	}
}
