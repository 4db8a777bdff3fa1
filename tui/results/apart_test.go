package results

import (
	"strings"
	"testing"
	"time"

	"imagine-tui/tui/gallery"
)

func TestTelling(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		prompt, beside string
		w              int
		want           string
	}{
		{"a futuristic cityscape at dusk with neon", "a futuristic cityscape at dawn with neon", 24, "a futuris…dusk with neon"},
		{"a futuristic cityscape at dusk with neon", "a futuristic cityscape at dawn with neon", 50, "a futuristic cityscape at dusk with neon          "},
		{"a boat at dusk", "a boat at dawn", 9, "a bo…dusk"},
		{"a harbour", "a harbour", 6, "a har…"},
		{"a harbour", "a harbour at dusk", 6, "a har…"},
		{"fog over the sea", "harbour", 8, "fog ove…"},
		{"日本語 の 港", "日本語 の 朝", 7, "日本…港"},
		{"x", "y", 0, ""},
	} {
		if got := telling(c.prompt, shared(c.prompt, c.beside), c.w); got != c.want {
			t.Errorf("%q beside %q in %d: %q, want %q", c.prompt, c.beside, c.w, got, c.want)
		}
	}
}

// Rows of a filtered list say what differs among them, and nothing that all share.
func TestFilteredRowsSayWhatDiffers(t *testing.T) {
	t.Parallel()
	p := pane(0, 0)
	p.SetSize(60, 12)
	long := "a futuristic cityscape with flying cars and a very long bridge at "
	day := time.Date(2026, 10, 19, 14, 0, 0, 0, time.Local)
	add := func(id, prompt, style string, seed int64, when time.Time) {
		p.gallery.AddBatch(gallery.Batch{ID: "b" + id}, []gallery.Row{{ID: id, Prompt: prompt, Style: style, Ratio: "1:1", Seed: seed, State: gallery.Saved, When: when}}, false)
	}
	add("1", long+"dawn", "anime", 1, day)
	add("2", long+"dusk", "anime", 1, day)
	p.SetFilter("cityscape")
	settle(p)
	if got := seen(p); !strings.Contains(got, "…dawn") || !strings.Contains(got, "…dusk") || strings.Contains(got, "2026-10-19") {
		t.Errorf("what differs is not seen:\n%s", got)
	}
	add("3", long+"dusk", "realistic", 7, day.AddDate(0, 0, 1))
	settle(p)
	got := seen(p)
	for _, want := range []string{"2026-10-20", "realistic", "s7"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not seen:\n%s", want, got)
		}
	}
	p.SetSize(38, 12)
	if got := seen(p); !strings.Contains(got, "10-20") || !strings.Contains(got, "…dawn") {
		t.Errorf("in a narrow pane:\n%s", got)
	}
	p.SetGrid(true)
	if got := seen(p); !strings.Contains(got, "…dawn") {
		t.Errorf("below thumbnails:\n%s", got)
	}
}
