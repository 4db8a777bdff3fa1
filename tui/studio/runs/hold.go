package runs

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
)

// hold sets what waits for a key aside, or lets it go on.
func (f *Flow) hold(keyName string, hold bool) tea.Cmd {
	defer f.Fill()
	if hold {
		n := f.o.Queue.Hold(keyName)
		words := f.host.WithKeys("%s of key %s held. What is running continues; {queue.hold} resumes them.")
		return f.host.Say(fmt.Sprintf(words, wording.Count(n, "run"), clean.Line(keyName)))
	}
	n := f.o.Queue.Release(keyName, nil)
	return f.host.Say(fmt.Sprintf("%s of key %s resumed.", wording.Count(n, "run"), clean.Line(keyName)))
}

// setParallel sends more or fewer of a key's runs at a time.
func (f *Flow) setParallel(keyName string, n int) tea.Cmd {
	f.o.Queue.SetParallel(keyName, n)
	f.Fill()
	return f.host.Say(fmt.Sprintf("%d at a time with key %s, until you quit.", n, clean.Line(keyName)))
}
