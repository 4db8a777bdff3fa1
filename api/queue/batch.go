package queue

import "time"

// Batch is where a request stands among those it was asked for with. It is kept
// with what comes of it, so that what was asked for together is shown together,
// in its order, however long ago that was.
type Batch struct {
	// ID is unique across processes.
	ID string `json:"id"`
	// At is when the batch was asked for.
	At time.Time `json:"at,omitzero"`
	// Index is the place in the batch, from 0.
	Index int `json:"index,omitempty"`
}

// batch is where a run stands.
func (j *job) batch() Batch {
	if into := j.o.Into; into.ID != "" {
		into.Index += j.run.Index
		return into
	}
	return Batch{ID: j.run.Batch, At: j.run.Queued, Index: j.run.Index}
}
