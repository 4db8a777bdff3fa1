package show

import (
	"slices"

	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
)

// Pace is how fast something in view of the results or the preview changes with
// time.
func (f *Flow) Pace() gallery.Pace { return gallery.PaceOf(f.o.Gallery, f.o.Results.Moving) }

// Tick turns the spinner of the results, counts down what waits, and shows how
// long the selected run has been under way.
func (f *Flow) Tick(frame int) {
	f.o.Results.SetFrame(frame)
	selected, _ := f.o.Results.Selected()
	for _, id := range slices.Collect(f.o.Results.Moving) {
		r, followed := f.o.Gallery.Run(id)
		if !followed || (r.State != queue.StateRetrying && !r.Ordered() && id != selected.ID) {
			continue
		}
		f.o.Gallery.Tick(id, f.o.Now(), id == selected.ID)
		if id == selected.ID {
			selected, _ = f.o.Gallery.Row(id)
			f.showRun(selected)
		}
	}
}
