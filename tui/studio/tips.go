package studio

import "imagine-tui/tui/studio/flow"

// tips are hints for somebody new, one at a time.
type tips struct{ done flow.Tip }

// TipDone takes a hint off the last line for ever.
func (t *tips) TipDone(tip flow.Tip) { t.done |= tip }

// next is the first hint that was not taken, with its keys to be put in, as it is
// true in a pane; "" when all are done, and in a field of another pane than Prompt,
// where shortcuts are text.
func (t *tips) next(focus paneID, typing bool) string {
	if typing && focus != panePrompt {
		return ""
	}
	switch {
	case t.done&flow.TipGenerate == 0 && focus == panePrompt:
		return "tip 1/3: {prompt.generate} makes the pictures "
	case t.done&flow.TipGenerate == 0:
		return "tip 1/3: {pane.prompt}, then {prompt.generate} makes the pictures "
	case t.done&flow.TipPick == 0 && focus == panePrompt:
		return "tip 2/3: {studio.back}, then {result.pick} keeps a picture "
	case t.done&flow.TipPick == 0 && (focus == paneResults || focus == panePreview):
		return "tip 2/3: {result.pick} keeps the picture "
	case t.done&flow.TipPick == 0:
		return "tip 2/3: {pane.results}, then {result.pick} keeps a picture "
	case t.done&flow.TipAddKey == 0 && focus == paneKeys:
		return "tip 3/3: {key.add} adds a key "
	case t.done&flow.TipAddKey == 0:
		return "tip 3/3: {key.next}, then {key.add} adds a key "
	}
	return ""
}
