package accounts

import (
	"strings"
	"testing"

	"imagine-tui/api/key"
)

// A key whose name can pass for another is marked in the lists of the studio, and
// used as before.
func TestCase81ShortListMarksNames(t *testing.T) {
	f, _ := open(t)
	store, err := key.Open(key.Options{Configured: []key.Config{
		{Name: "wоrk", Source: key.SourceConfig{Source: key.Source{Kind: key.KindSandbox}}}, // with a Cyrillic о
		{Name: "работа", Source: key.SourceConfig{Source: key.Source{Kind: key.KindSandbox}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	f.o.Store = store
	f.Use("wоrk")
	if f.InUse().Name != "wоrk" {
		t.Errorf("%q is in use", f.InUse().Name)
	}
	f.Fill()
	f.o.Pane.SetSize(100, 10)
	for where, lines := range map[string][]string{"short list": f.ShortList(80, 20), "pane": f.o.Pane.View()} {
		for _, line := range lines {
			if marked := strings.Contains(line, lookalike); marked != strings.Contains(line, "wоrk") {
				t.Errorf("%s: %s", where, line)
			}
		}
	}
}
