package history

import "imagine-tui/history/index"

// Texts are what searches look at of a day's results. Unlike the [Shelf] they may
// be used by any goroutine. They are in memory from when they are first asked for
// until they are given up.
type Texts struct {
	library *Library
	day     *shelved
}

// Texts returns those of a day, by its number.
func (s *Shelf) Texts(day int) Texts { return Texts{s.library, s.days[day]} }

// Len is the number of the day's results.
func (t Texts) Len() int { return t.day.Len() }

// Warm reads them, so that Search does not have to.
func (t Texts) Warm() { t.read() }

// Cool gives up their memory.
func (t Texts) Cool() {
	t.day.again.Store(nil)
	t.day.Cool()
}

// Search calls yield with the numbers of the results whose text holds all of the
// words, in order, until it returns false.
func (t Texts) Search(words []string, yield func(item int) bool) {
	_ = t.read().Search(words, yield) // what can be read nowhere is not found
}

// Text returns that of a result, "" where it cannot be read any more.
func (t Texts) Text(item int) string {
	text, _ := t.read().Text(item)
	return text
}

// read returns the day with its texts, or in its place one with the same results
// in the same order, if its file is another by now: of what is known today.
func (t Texts) read() *index.Day {
	if again := t.day.again.Load(); again != nil {
		return again
	}
	if t.day.Warm() == nil {
		return t.day.Day
	}
	items := make([]index.Item, 0, t.day.Len())
	t.library.eachKnown(t.day, every(t.day.Len()), func(i int, k known) {
		name := t.day.Item(i).Name
		items = append(items, index.Item{Name: name, Search: SearchText(k.searched(name)...)})
	})
	again, err := index.In(t.day.Folder(), items) // in the same order: that of the names
	if err != nil {
		return t.day.Day
	}
	t.day.again.Store(again)
	return again
}

func every(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
