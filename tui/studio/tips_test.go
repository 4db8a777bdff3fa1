package studio

import (
	"testing"

	"imagine-tui/tui/studio/flow"
)

// A tip is what can be done from the pane that one is in, and stands nowhere that its
// keys are text.
func TestTipsAreTrueForThePane(t *testing.T) {
	const make1, pick, add = flow.TipGenerate, flow.TipPick, flow.TipAddKey
	for _, c := range []struct {
		done   flow.Tip
		focus  paneID
		typing bool
		want   string
	}{
		{0, panePrompt, true, "tip 1/3: {prompt.generate} makes the pictures "},
		{0, paneStyle, false, "tip 1/3: {pane.prompt}, then {prompt.generate} makes the pictures "},
		{0, paneResults, true, ""}, // its filter
		{make1, panePrompt, true, "tip 2/3: {studio.back}, then {result.pick} keeps a picture "},
		{make1, paneResults, false, "tip 2/3: {result.pick} keeps the picture "},
		{make1, panePreview, false, "tip 2/3: {result.pick} keeps the picture "},
		{make1, paneSeed, false, "tip 2/3: {pane.results}, then {result.pick} keeps a picture "},
		{make1 | pick, paneKeys, false, "tip 3/3: {key.add} adds a key "},
		{make1 | pick, panePrompt, true, "tip 3/3: {key.next}, then {key.add} adds a key "},
		{make1 | pick | add, panePrompt, true, ""},
	} {
		tips := &tips{}
		tips.TipDone(c.done)
		if got := tips.next(c.focus, c.typing); got != c.want {
			t.Errorf("%v done, pane %v: %q, want %q", c.done, c.focus, got, c.want)
		}
	}
}
