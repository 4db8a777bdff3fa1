package voice

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// saying is what was announced last, and what waits to be.
type saying struct {
	text    string // as it is shown
	last    string // without what says that it is said again
	at      time.Time
	times   int // that it was said
	waiting []announcement
}

type announcement struct{ kind, text string }

// atOnce is how many announcements are made together; of more the newest are, and
// how many there were besides.
const atOnce = 3

func (s *saying) add(kind, text string) {
	s.drop(kind)
	s.waiting = append(s.waiting, announcement{kind, text})
}

func (s *saying) drop(kind string) {
	s.waiting = slices.DeleteFunc(s.waiting, func(a announcement) bool { return a.kind == kind })
}

// take announces all that waits.
func (s *saying) take(now time.Time) {
	var texts []string
	if n := len(s.waiting) - atOnce; n > 0 {
		texts = append(texts, strconv.Itoa(n)+" more before.")
		s.waiting = s.waiting[n:]
	}
	for _, a := range s.waiting {
		texts = append(texts, a.text)
	}
	s.text = strings.Join(texts, " ")
	s.last, s.at, s.times, s.waiting = s.text, now, 1, nil
}

// again says it once more, in other words each time: what is the same is not read.
func (s *saying) again(now time.Time) {
	if len(s.waiting) > 0 {
		s.take(now)
		return
	}
	s.at = now
	s.times++
	switch {
	case s.last == "":
		s.text = "Nothing was said yet."
		if s.times%2 == 0 {
			s.text = "Nothing yet."
		}
	case s.times%2 == 0:
		s.text = "Again: " + s.last
	default:
		s.text = "Once more: " + s.last
	}
}
