package flow

import (
	"strconv"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestUndo(t *testing.T) {
	var u Undo
	if _, do := u.Pop(); do != nil {
		t.Fatal("there is a step in an empty one")
	}
	var back []string
	push := func(name string) { u.Push(name, func() tea.Cmd { back = append(back, name); return nil }) }
	push("trash")
	for i := range maxUndo {
		push(strconv.Itoa(i))
	}
	if u.Len() != maxUndo {
		t.Fatalf("%d steps are kept", u.Len())
	}
	push("trash")
	push("pick")
	u.Forget("trash")
	for u.Len() > maxUndo-3 {
		_, do := u.Pop()
		do()
	}
	if len(back) != 2 || back[0] != "pick" || back[1] != "99" {
		t.Errorf("taken back: %v", back)
	}
}

// What one act did is one step, taken back from the end, however many steps are
// kept.
func TestUndoOfAGroup(t *testing.T) {
	var u Undo
	var back string
	push := func(name string) { u.Push(name, func() tea.Cmd { back += name; return nil }) }
	for range maxUndo {
		push("x")
	}
	if u.Group("nothing", func() {}) {
		t.Error("there is a step where nothing was done")
	}
	if !u.Group("many", func() { push("a"); push("b"); push("c") }) || !u.Group("one", func() { push("d") }) || u.Len() != maxUndo {
		t.Fatalf("%d steps are kept", u.Len())
	}
	for _, want := range []string{"d", "many"} {
		name, do := u.Pop()
		if do(); name != want {
			t.Errorf("the step is called %q, want %q", name, want)
		}
	}
	if back != "dcba" {
		t.Errorf("taken back: %q", back)
	}
}
