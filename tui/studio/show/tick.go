package show

import (
	"imagine-tui/api/queue"
)

// Moving tells whether something in view of the results or the preview changes
// with time.
func (f *Flow) Moving() bool {
	if f.o.Results.MovingInView() {
		return true
	}
	row, ok := f.o.Results.Selected()
	return ok && row.State.Moving()
}

// Tick turns the spinner of the results, counts down what waits, and shows how
// long the selected run has been under way.
func (f *Flow) Tick(frame int) {
	f.o.Results.SetFrame(frame)
	selected, _ := f.o.Results.Selected()
	for _, id := range f.o.Results.MovingIDs() {
		r, followed := f.o.Gallery.Run(id)
		if !followed || (r.State != queue.StateRetrying && r.Job == "" && id != selected.ID) {
			continue
		}
		f.o.Gallery.Tick(id, f.o.Now(), id == selected.ID)
		if id == selected.ID {
			selected, _ = f.o.Gallery.Row(id)
			f.showRun(selected)
		}
	}
}
