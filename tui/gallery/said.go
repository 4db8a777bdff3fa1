package gallery

import (
	"time"

	"imagine-tui/history"
)

// said is what was said here of a file, on its way into the sidecar. What is read
// there meanwhile may be older than what is shown.
type said struct {
	open    int       // judgements that are not written yet
	written time.Time // when the last one was
	// heard is what was read since open ones came: it is looked at after them.
	heard *history.Entry
	began time.Time // when it began to be read
}

// sayings are what was said here, by the paths of the files.
type sayings map[string]*said

// open notes that judgements are on their way into sidecars.
func (all sayings) open(list []Judgement) {
	for _, j := range list {
		s := all[j.Path]
		if s == nil {
			s = &said{}
			all[j.Path] = s
		}
		s.open++
	}
}

// Said notes that judgements are written, and when each file's was; those that
// could not be are marked as such before. What was heard meanwhile is taken over. It
// tells whether anything is new.
func (g *Gallery) Said(list []Judgement, written map[string]time.Time) (changed bool) {
	for _, j := range list {
		s := g.said[j.Path]
		if s == nil {
			continue
		}
		s.open--
		if at := written[j.Path]; at.After(s.written) {
			s.written = at
		}
		if heard := s.heard; s.open == 0 && heard != nil {
			s.heard = nil
			changed = g.Hear(*heard, true, s.began) || changed
		}
	}
	return changed
}

// current tells whether an entry can say what is thought of a result: one that
// began to be read before the last word said here was written cannot, and one that
// comes before it is known when that was has to wait.
func (all sayings) current(e history.Entry, began time.Time) bool {
	s := all[e.Path]
	switch {
	case s == nil:
		return true
	case s.open > 0:
		s.heard, s.began = &e, began
		return false
	}
	return !began.Before(s.written)
}
