package results

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
)

// The row of a video says what it was made from, and the last line what can be done
// with it.
func TestVideoRows(t *testing.T) {
	p := pane(0, 0)
	p.SetSize(70, 20)
	p.gallery.AddBatch(gallery.Batch{ID: "b", Title: "waves"}, []gallery.Row{
		{ID: "words", Prompt: "waves", Style: "kling-1.0-pro", State: gallery.Saved, Operation: string(api.TextToVideo)},
	}, true)
	p.gallery.AddBatch(gallery.Batch{ID: "c", Title: "video: waves"}, []gallery.Row{
		{ID: "picture", Style: "kling-1.0-pro", State: gallery.Saved, Operation: string(api.ImageToVideo), Parent: "/home/p/2026/142233-fox.jpg"},
	}, true)
	p.gallery.AddBatch(gallery.Batch{ID: "d", Title: "video: fox"}, []gallery.Row{{
		ID: "way", State: gallery.Rendering, Operation: string(api.ImageToVideo),
		Recipe: &gallery.Recipe{Request: api.Request{Inputs: []api.Input{{Field: "image", Path: "/tmp/own.png"}}}},
	}}, true)
	view := ansi.Strip(strings.Join(p.View(), "\n"))
	for _, want := range []string{"from prompt", "from 142233-fox.jpg", "from own.png"} {
		if !strings.Contains(view, want) {
			t.Errorf("%q is not in\n%s", want, view)
		}
	}
	first := func() action.Hint { return p.Hints()[0] }
	p.Select("words")
	if first().Desc != "play" || first().ID != action.ResultLook || p.Hints()[4].ID != action.VideoDelete {
		t.Errorf("%+v", p.Hints())
	}
	p.Unplayed = true
	if first().Desc == "play" {
		t.Error("it would play")
	}
	p.Select("way")
	if first().Desc == "play" {
		t.Error("what is not there would play")
	}
}
