package comparison

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow/flowtest"
)

// A file of the person's own is what was before, as it was sent: the file itself,
// or else the copy that was made of it; never another picture of its name.
func TestBeforeIsAFileOfTheirOwn(t *testing.T) {
	for name, c := range map[string]struct {
		file, copied, sent string
		want               string // which of them is shown
	}{
		"as it was":             {"photo", "", "photo", "own.png"},
		"turned":                {"photo", "upright", "upright", "copy.png"},
		"replaced, with a copy": {"another", "upright", "upright", "copy.png"},
		"replaced":              {"another", "", "photo", ""},
		"gone":                  {"", "", "photo", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, 1)
			dir := t.TempDir()
			own, copied := filepath.Join(dir, "own.png"), filepath.Join(dir, "copy.png")
			for path, content := range map[string]string{own: c.file, copied: c.copied} {
				if content == "" {
					continue
				}
				if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			sum := sha256.Sum256([]byte(c.sent))
			in := api.Input{Field: "image", Path: own, SHA256: hex.EncodeToString(sum[:])}
			if c.copied != "" {
				in.Path, in.From = copied, own
			}
			made := api.Request{Operation: api.Upscale, Inputs: []api.Input{in}}
			w.gallery.AddBatch(gallery.Batch{ID: "edits"}, []gallery.Row{{
				ID: "up", State: gallery.Saved, Path: filepath.Join(dir, "library", "2026-11-24", "up.png"), Operation: string(api.Upscale),
				Parent: own, Recipe: &gallery.Recipe{Request: made},
			}}, true)
			w.results.Select("up")
			w.run(w.OpenBefore())
			if c.want == "" {
				if w.open != nil || !strings.Contains(flowtest.Last(w.Said), "own.png, one of your files, which is gone or has changed") {
					t.Errorf("said %v", w.Said)
				}
				return
			}
			if got := w.compared(); len(got) != 2 || filepath.Base(got[0]) != c.want || got[1] != "up" {
				t.Fatalf("compared are %v, said %v", got, w.Said)
			}
			if w.selected() != "up" || w.row(w.compared()[0]).Path != w.compared()[0] {
				t.Errorf("selected is %q", w.selected())
			}
		})
	}
}
