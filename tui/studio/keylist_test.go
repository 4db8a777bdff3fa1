package studio

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// The short list of keys stays as long as the sentence that says which key is in
// use, and goes with it.
func TestTheKeyListStaysWithItsSentence(t *testing.T) {
	m := studio(t, 120, 40)
	shown := func() (list, sentence bool) {
		frame := ansi.Strip(strings.Join(m.frame.lines(), "\n"))
		return strings.Contains(frame, "Key in use ━"), strings.Contains(frame, " Key in use: ")
	}
	pressKey(m, "f2")
	first := noticeEndMsg{m.notices.seq}
	pressKey(m, "f2")
	m.Update(first)
	if list, sentence := shown(); !list || !sentence {
		t.Errorf("list %v, sentence %v after the end of an older sentence", list, sentence)
	}
	m.Update(noticeEndMsg{m.notices.seq})
	if list, sentence := shown(); list || sentence {
		t.Errorf("list %v, sentence %v after its end", list, sentence)
	}
	pressKey(m, "f2")
	m.notices.Warn("The disk is full.")
	if list, sentence := shown(); list || sentence {
		t.Errorf("list %v, sentence %v beside another", list, sentence)
	}
	pressKey(m, "f2")
	press(m, "+")
	if frame := ansi.Strip(strings.Join(m.frame.lines(), "\n")); !strings.Contains(frame, "Add a key") {
		t.Errorf("+ in the list adds no key:\n%s", frame)
	}
}
