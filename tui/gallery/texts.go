package gallery

import (
	"sync/atomic"

	"imagine-tui/history"
)

// Texts are what filters search of earlier results. They are in memory, 100 bytes a
// result or so, from when they are first asked for until Cool is called.
type Texts struct {
	gallery *Gallery
	warm    *atomic.Bool // while they are to be kept, nil before that
}

// TextsOf returns those of a gallery's results.
func TextsOf(g *Gallery) *Texts { return &Texts{gallery: g} }

// Keep notes that texts are asked for, so that Cool has something to do.
func (t *Texts) Keep() *atomic.Bool {
	if t.warm == nil {
		t.warm = &atomic.Bool{}
		t.warm.Store(true)
	}
	return t.warm
}

// Warm returns what reads them beside the loop, the newest first, so that no letter
// of a filter waits for the disk.
func (t *Texts) Warm() func() {
	warm, all := t.Keep(), t.all()
	return func() {
		for _, day := range all {
			if !warm.Load() {
				return
			}
			if day.Warm(); !warm.Load() {
				day.Cool() // it was too late to be told
			}
		}
	}
}

// Cool gives up their memory.
func (t *Texts) Cool() {
	if t.warm == nil {
		return
	}
	t.warm.Store(false)
	t.warm = nil
	for _, day := range t.all() {
		day.Cool()
	}
}

func (t *Texts) all() []history.Texts {
	days := make([]history.Texts, len(t.gallery.shelved.seats))
	for day := range days {
		days[day] = t.gallery.shelved.Texts(day)
	}
	return days
}
