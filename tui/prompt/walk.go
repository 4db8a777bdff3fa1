package prompt

import "slices"

// draft is the place in the list of old prompts before the newest of them.
const draft = -1

// walk goes through the prompts sent before, with what was being written as
// the newest of them.
type walk struct {
	old   []string // newest first
	at    int      // index into old, or draft
	draft string   // what was being written when the walk began
	going bool     // the last key was a step of the walk
}

// SetHistory sets the prompts that ↑ goes through, newest first.
func (p *Pane) SetHistory(prompts []string) {
	p.walk.old = slices.Clone(prompts)
	p.walk.at, p.walk.going = draft, false
}

// older shows the prompt before the one shown. It reports whether there is
// one.
func (p *Pane) older() bool {
	next := p.walk.at + 1
	if p.walk.at == draft {
		p.walk.draft = p.Value()
		// What was just sent still stands here: going to it would look as if
		// the key did nothing.
		for next < len(p.walk.old) && p.walk.old[next] == p.walk.draft {
			next++
		}
	}
	return p.show(next)
}

// newer shows the prompt after the one shown, in the end the draft.
func (p *Pane) newer() bool {
	if p.walk.at == draft {
		return false
	}
	next := p.walk.at - 1
	for next > draft && p.walk.old[next] == p.walk.draft {
		next--
	}
	return p.show(next)
}

func (p *Pane) show(at int) bool {
	if at >= len(p.walk.old) {
		return false
	}
	text := p.walk.draft
	if at > draft {
		text = p.walk.old[at]
	}
	p.area.Swap(text)
	p.sample, p.view = false, nil
	p.walk.at, p.walk.going = at, true
	return true
}
