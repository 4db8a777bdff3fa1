package overview

import (
	"testing"

	"imagine-tui/tui/action"
	"imagine-tui/tui/studio/flow/flowtest"
)

// What a sheet of 64 costs in kitty: its first paint with all thumbnails drawn before,
// and a key that scrolls it.
func BenchmarkSheetOf64InKitty(b *testing.B) {
	w, k := openFor(b, 64), &flowtest.Kitty{}
	w.o.Display = flowtest.KittyDisplay(b)
	first := func() {
		k.Take(b, w.host.Run(w.Flow, w.OpenSheet()))
		w.sheet.screen.SetSize(200, 58)
		k.Take(b, w.host.Run(w.Flow, w.Want()))
		w.sheet.screen.View()
	}
	first()
	b.Run("first paint", func(b *testing.B) {
		for b.Loop() {
			w.run(w.OpenSheet()) // closes it
			first()
		}
	})
	w.sheet.screen.SetSize(120, 38)
	b.Run("scroll key", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			id := action.MovePageDown
			if n%8 > 3 {
				id = action.MovePageUp
			}
			w.sheet.screen.Act(id)
			w.sheet.screen.View()
		}
	})
}

// What a key costs that scrolls a grid of ten thousand.
func BenchmarkGridOf10000InKitty(b *testing.B) {
	w, k := openFor(b, 10_000), &flowtest.Kitty{}
	w.o.Display = flowtest.KittyDisplay(b)
	w.results.SetGrid(true)
	w.results.SetSize(120, 38)
	k.Take(b, w.host.Run(w.Flow, w.Want()))
	b.Run("scroll key", func(b *testing.B) {
		for b.Loop() {
			w.results.Act(action.MovePageDown)
			w.results.Want()
			w.results.View()
		}
	})
}
