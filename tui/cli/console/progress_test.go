package console

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// watching returns a line whose clock the test turns.
func watching(live bool) (*Progress, *bytes.Buffer, *time.Time) {
	var said bytes.Buffer
	clock := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	return &Progress{console: &Console{Err: &said}, live: live, last: clock, now: func() time.Time { return clock }}, &said, &clock
}

func TestProgressWhereSomebodyWatches(t *testing.T) {
	t.Parallel()
	p, said, clock := watching(true)
	for done := range 17 { // two a second
		p.Step(done, 64, "picture", "4 running")
		*clock = clock.Add(500 * time.Millisecond)
	}
	last := said.String()[strings.LastIndex(said.String(), "\r"):]
	if want := "\r\x1b[K[#####...............] 16 of 64 pictures · 4 running · 2.0 a second · 24s left"; last != want {
		t.Errorf("%q, want %q", last, want)
	}
	p.Clear()
	if !strings.HasSuffix(said.String(), "\r\x1b[K") {
		t.Errorf("not cleared: %q", said.String())
	}
	p.Step(64, 64, "picture", "")
	if !strings.HasSuffix(said.String(), "[####################] 64 of 64 pictures") {
		t.Errorf("the end: %q", said.String())
	}
}

// What is there already is counted at once, and says nothing of the pace.
func TestPaceIsThatOfLate(t *testing.T) {
	t.Parallel()
	p, said, clock := watching(true)
	p.Count(1000, 1060, "picture")
	for done := 1001; done <= 1010; done++ {
		*clock = clock.Add(2 * time.Second)
		p.Count(done, 1060, "picture")
	}
	if text := said.String(); !strings.HasSuffix(text, "1010 of 1060 pictures · 30.0 a minute · 1m40s left") {
		t.Errorf("%q", text[strings.LastIndex(text, "\r"):])
	}
}

// Where nobody watches, a line is said every ten seconds, and none for what is
// done before.
func TestProgressElsewhere(t *testing.T) {
	t.Parallel()
	p, said, clock := watching(false)
	for done := range 26 {
		p.Count(done, 25, "result")
		*clock = clock.Add(time.Second)
	}
	want := "10 of 25 results · 1.0 a second · 15s left.\n20 of 25 results · 1.0 a second · 5s left.\n"
	if said.String() != want {
		t.Errorf("%q, want %q", said.String(), want)
	}
	p, said, clock = watching(false)
	p.console.Quiet = true
	*clock = clock.Add(time.Minute)
	p.Count(1, 25, "result")
	if said.Len() > 0 {
		t.Errorf("quiet: %q", said.String())
	}
}
