package compose

import (
	"reflect"
	"testing"

	"imagine-tui/api"
)

// A preset sets what it says and leaves the rest, and is taken back in one step.
func TestTakeSetsOnlyWhatDiffers(t *testing.T) {
	w := open(t)
	w.o.Prompt.SetValue("a boat")
	w.o.Seed.SetHold(true, []int64{7})
	w.Settled()
	before := w.input(t)
	w.run(w.Take("preset", "", []string{"anime", "realistic"}, nil, ""))
	in := w.input(t)
	if !reflect.DeepEqual(in.Styles, []string{"anime", "realistic"}) || !reflect.DeepEqual(in.AspectRatios, before.AspectRatios) || !reflect.DeepEqual(in.Seeds, before.Seeds) || in.Prompts[0] != "a boat" {
		t.Errorf("%+v", in)
	}
	w.run(w.Take("preset", api.TextToPNG, nil, []string{"3:4"}, "9"))
	in = w.input(t)
	if in.Operation != api.TextToPNG || !reflect.DeepEqual(in.AspectRatios, []string{"3:4"}) || in.Seeds.String() != "9" || w.wishes == 0 {
		t.Errorf("%+v", in)
	}
	for range 2 {
		_, back := w.undo.Pop()
		w.run(back())
	}
	if in = w.input(t); in.Operation != before.Operation || !reflect.DeepEqual(in.Styles, before.Styles) || in.Seeds.String() != "7" {
		t.Errorf("it was not taken back: %+v", in)
	}
}

func TestInsertPutsTextWhereTheCursorIs(t *testing.T) {
	w := open(t)
	w.o.Prompt.SetValue("a boat")
	w.run(w.Insert("snippet", ", soft light"))
	if got := w.o.Prompt.Value(); got != "a boat, soft light" {
		t.Errorf("%q", got)
	}
	_, back := w.undo.Pop()
	w.run(back())
	if got := w.o.Prompt.Value(); got != "a boat" {
		t.Errorf("%q", got)
	}
}

// Seeds that are held are kept between sessions; what nobody can draw is not.
func TestHeldSeedsAreKept(t *testing.T) {
	w, next := open(t), open(t)
	w.o.Seed.SetHold(true, []int64{7, 8})
	next.Restore(w.Kept())
	if got := next.o.Seed.Held(); !reflect.DeepEqual(got, []int64{7, 8}) {
		t.Errorf("%v", got)
	}
	odd := open(t)
	odd.Restore(Kept{Hold: []int64{-1}})
	if got := odd.o.Seed.Held(); got != nil {
		t.Errorf("%v", got)
	}
}
