package queue

import "imagine-tui/api/plan"

// Unsent is a run that is still to be sent, as it was asked for.
type Unsent struct {
	// ID, Batch and KeyName are those of the run.
	ID, Batch, KeyName string
	// Item is not to be changed.
	Item *plan.Item
	// Place is where the run stands in the batch it went into.
	Place int
}

// Unsent returns what is still to be sent, in the order in which it was submitted.
// It costs much less than Snapshot: requests are not copied.
func (q *Queue) Unsent() []Unsent {
	q.mu.Lock()
	defer q.mu.Unlock()
	var out []Unsent
	for _, j := range q.order {
		if j.run.State.Unsent() {
			out = append(out, Unsent{
				ID: j.run.ID, Batch: j.run.Batch, KeyName: j.run.KeyName, Item: &j.run.Item,
				Place: j.o.Into.Index + j.run.Index,
			})
		}
	}
	return out
}
