package show

import (
	"strings"
	"testing"

	"imagine-tui/history"
	"imagine-tui/history/recipe/foreign"
)

// The details say what another program says of a picture, what its file says of
// its origin and that a part of it is missing.
func TestDetailsOfStrangers(t *testing.T) {
	w := open(t, 1)
	w.run(w.Select("run0"))
	before := w.details()
	for _, words := range []string{"made with", "Credentials", "damaged"} {
		if strings.Contains(before, words) {
			t.Errorf("%q in %s", words, before)
		}
	}
	entry := history.Entry{Sidecar: history.Sidecar{Foreign: &foreign.Recipe{Program: "ComfyUI", Negative: "dog", Seed: "99999999999", Note: "it tells no prompt"}}}
	w.learn(entry, history.Origin{C2PA: true, SourceType: "trainedAlgorithmicMedia"})
	w.partial = true
	after := strings.Join(strings.Fields(w.details()), " ")
	for _, words := range []string{
		"made with ComfyUI", "not used: negative dog · seed 99999999999", "it tells no prompt", "carries Content Credentials (C2PA), not checked here",
		"says that a model made it (trainedAlgorithmicMedia)", "The picture is damaged: part of it is missing.",
	} {
		if !strings.Contains(after, words) {
			t.Errorf("%q is missing in %s", words, after)
		}
	}
	if strings.Contains(after, "verified") {
		t.Error(after)
	}
}
