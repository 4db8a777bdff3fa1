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
