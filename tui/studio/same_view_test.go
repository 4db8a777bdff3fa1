package studio

import (
	"testing"
	"unsafe"
)

// A frame in which nothing changed is the very same text, not another one that is
// equal: the renderer compares it with what it drew last 120 times a second.
func TestUnchangedFrameIsTheSameText(t *testing.T) {
	t.Parallel()
	m := studio(t, 120, 40)
	before := m.View().Content
	after := m.View().Content
	if before != after {
		t.Fatal("nothing happened, and the frame is another")
	}
	if unsafe.StringData(before) != unsafe.StringData(after) { // #nosec G103 -- only compared
		t.Error("the same frame is another text each time")
	}
}
