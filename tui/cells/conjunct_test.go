package cells

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// Consonants that are joined are drawn apart where the terminal counts each, in as
// many cells as they are laid out in, by the renderer's measure too.
func TestConsonantsApart(t *testing.T) {
	before := Now()
	Use(Consonants)
	t.Cleanup(func() { Use(before) })
	for s, want := range map[string]int{
		"नमस्ते": 4, "क्षि": 2, "ক্ষ": 2, "నమస్తే": 4, "ക്ഷ": 2, "தமிழ்": 3, "हि": 1, "क्": 1, "ខ្មែរ": 3, "👩‍🚀 a 灯": 7, "é": 1,
		"\x1b[1mक्ष\x1b[m │": 4,
	} {
		if got := Width(s); got != want {
			t.Errorf("%q is laid out in %d cells, want %d", s, got, want)
		}
		if got := ansi.StringWidth(Drawn(s)); got != want {
			t.Errorf("%q is drawn in %d cells, want %d", s, got, want)
		}
		if strings.ReplaceAll(Drawn(s), nonJoiner, "") != s {
			t.Errorf("%q is drawn as %q", s, Drawn(s))
		}
	}
}
