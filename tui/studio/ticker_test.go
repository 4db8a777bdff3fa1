package studio

import (
	"testing"

	"imagine-tui/tui/gallery"
)

// There is one beat to come at a time; what moves fast does not wait for a slow one,
// which means nothing then.
func TestTicker(t *testing.T) {
	var k ticker
	if k.keep(gallery.Still) != nil {
		t.Fatal("it beats for nothing")
	}
	if k.keep(gallery.Slow) == nil || k.keep(gallery.Slow) != nil {
		t.Fatal("there is to be one slow beat")
	}
	slow := tickMsg{k.beats}
	if k.keep(gallery.Fast) == nil || k.keep(gallery.Fast) != nil || k.keep(gallery.Slow) != nil {
		t.Fatal("there is to be one fast beat in its place")
	}
	fast := tickMsg{k.beats}
	if _, ok := k.beat(slow); ok {
		t.Error("the slow beat counts still")
	}
	if frame, ok := k.beat(fast); !ok || frame != 1 {
		t.Errorf("frame %d, %v", frame, ok)
	}
	if _, ok := k.beat(fast); ok {
		t.Error("a beat counts twice")
	}
	if k.keep(gallery.Slow) == nil {
		t.Error("what is slow still moves no more")
	}
	if frame, ok := k.beat(tickMsg{k.beats}); !ok || frame != 2 {
		t.Errorf("frame %d, %v", frame, ok)
	}
}
