package action

import (
	"strings"
	"testing"
)

// Whatever has a key in a place is on the card of that place, once: by itself, with
// others or behind the key of its menu. What does the same twice is there once.
func TestCardsLeaveNothingOut(t *testing.T) {
	table := Default()
	for p := range placeCount {
		parts := table.Card(p)
		seen := map[string]int{}
		for _, part := range parts {
			if part.Name == "" || len(part.Hints) == 0 {
				t.Errorf("%s: an empty part %q", p, part.Name)
			}
			for _, h := range part.Hints {
				if h.Key == "" || h.Desc == "" {
					t.Errorf("%s, %s: %+v", p, part.Name, h)
				}
				seen[h.Key]++
			}
		}
		said := func(key string) bool {
			for shown, n := range seen {
				if n > 1 {
					t.Errorf("%s: %s is there %d times", p, shown, n)
				}
				if shown == key || strings.HasPrefix(key, shown+" ") || strings.HasPrefix(shown, key+" ") || strings.HasPrefix(shown, key+",") ||
					strings.HasSuffix(shown, " "+key) || shown == "1-5" && key >= "1" && key <= "5" {
					return true
				}
			}
			return false
		}
		for _, a := range table.All() {
			if key := table.Key(p, a.ID); key != "" && !said(key) && a.ID != PanePrompt {
				t.Errorf("%s: %s (%s) is not on the card", p, a.ID, key)
			}
		}
	}
}

// Other keys are on the card as soon as they are bound; an action whose key was
// taken away is not.
func TestCardsShowWhatIsBound(t *testing.T) {
	table, problems := New(Config{"result.pick": []any{"ctrl+k"}, "edit.upscale": []any{"U"}, "result.drop": []any{}})
	if problems != nil {
		t.Fatal(problems)
	}
	found := map[string]string{}
	for _, part := range table.Card(Results) {
		for _, h := range part.Hints {
			found[h.Desc] = part.Name + " " + h.Key
		}
	}
	if found["pick"] != "Decide ctrl+k" || found["upscale"] != "Edit U" || found["reject/stop"] != "" || found["edit…"] != "Make e" {
		t.Errorf("%v", found)
	}
}
