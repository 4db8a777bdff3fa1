package thumb

import (
	"strings"
	"testing"
)

// A wait goes on while the same is missing, whatever else changes, and begins
// anew only when something else is.
func TestWaitsForTheViewToStandStill(t *testing.T) {
	s := NewSet("here")
	s.Resize(4)
	one, two := []Wish{{ID: "a", W: 4, H: 2}}, []Wish{{ID: "b", W: 4, H: 2}}
	first := s.Want(one)
	if first == nil || s.Want([]Wish{{ID: "a", W: 4, H: 2}}) != nil {
		t.Fatal("the same is waited for twice")
	}
	passed := first().(SettledMsg)
	second := s.Want(two)().(SettledMsg)
	if s.Settled(passed, two) != nil {
		t.Fatal("asked for while the view moved")
	}
	want := s.Settled(second, two)().(WantMsg)
	if want.Of != "here" || len(want.Wishes) != 1 || want.Wishes[0].ID != "b" {
		t.Fatalf("asked for %+v", want)
	}
	if s.Want(two) != nil {
		t.Fatal("asked for twice")
	}
	if msg := s.Want(nil)().(WantMsg); msg.Wishes != nil {
		t.Fatalf("what left the view is still asked for: %+v", msg)
	}
	if !s.Put("b", 4, 2, nil) || !s.Get("b").Empty() || s.Lacks("b", 3) {
		t.Fatal("what cannot be drawn is asked for again")
	}
	if s.Put("a", 5, 2, nil) {
		t.Fatal("a thumbnail of another width is taken")
	}
}

func TestDimmed(t *testing.T) {
	s := NewSet("here")
	s.Resize(2)
	s.Put("a", 2, 1, []string{"\x1b[38;2;200;0;0m▄▄\x1b[m"})
	p := s.Get("a")
	if d := p.Dimmed(2, 1, false); d[0] == p.Lines(2, 1)[0] {
		t.Fatal("not dimmed")
	}
	s.Put("b", 2, 1, []string{"ab"})
	if d := s.Get("b").Dimmed(2, 1, false); !strings.HasPrefix(d[0], "\x1b[2m") {
		t.Fatalf("%q is not faint", d[0])
	}
}
