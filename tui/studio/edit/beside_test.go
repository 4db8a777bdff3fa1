package edit

import (
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/tui/studio/flow/flowtest"
)

// wish has what the screen wants drawn, until it wants nothing more.
func (w *world) wish() { w.run(w.Flow.Want()) }

// The form of a video shows the picture it is made from, and says why it cannot
// when the file is gone; the form beside it can be written in all the while.
func TestTheFormOfAVideoShowsItsPicture(t *testing.T) {
	w := open(t)
	w.o.Display = flowtest.Display(t)
	w.Flow = New(w.host, w.o)
	w.chosen = w.all[1:2]
	w.run(w.Start(api.ImageToVideo))
	if w.Screen() != VideoScreen {
		t.Fatalf("screen %q, said %v", w.Screen(), w.Said)
	}
	view := func() string { return strings.Join(w.video.form.View(), "\n") }
	if strings.Contains(view(), "320×256") {
		t.Fatal("a picture is shown that was not drawn")
	}
	w.wish()
	if shown := view(); !strings.Contains(shown, "320×256") || !strings.Contains(shown, "\x1b[48;2;") {
		t.Errorf("no picture in\n%s", ansi.Strip(shown))
	}
	w.video.form.Update(tea.PasteMsg{Content: " runs"})
	if shown := ansi.Strip(view()); !strings.Contains(shown, "a fox runs") || !strings.Contains(shown, "320×256") {
		t.Errorf("\n%s", shown)
	}
	w.DropPictures()
	if strings.Contains(view(), "320×256") {
		t.Error("it is shown although the terminal has it no more")
	}
	w.wish()
	if !strings.Contains(view(), "320×256") {
		t.Error("it is not drawn again")
	}

	w.video.form.SetSize(60, 20) // no room beside the fields
	if shown := ansi.Strip(view()); strings.Contains(shown, "320×256") || !strings.Contains(shown, "Motion") {
		t.Errorf("\n%s", shown)
	}
	w.wish()
}

// One whose file is gone by then says so in the picture's place.
func TestTheFormOfAVideoWithoutItsPicture(t *testing.T) {
	w := open(t)
	w.o.Display = flowtest.Display(t)
	w.Flow = New(w.host, w.o)
	w.chosen = w.all[1:2]
	w.run(w.Start(api.ImageToVideo))
	if err := os.Remove(w.all[1].Path); err != nil {
		t.Fatal(err)
	}
	w.wish()
	if shown := ansi.Strip(strings.Join(w.video.form.View(), "\n")); !strings.Contains(shown, "is gone") || !strings.Contains(shown, "a fox") {
		t.Errorf("\n%s", shown)
	}
}
