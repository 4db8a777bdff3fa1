package runs

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	queuescreen "imagine-tui/tui/queue"
)

// What the queue tells in a burst has the screen look at all of it once, beside the
// loop, and once more for what came meanwhile.
func TestTheQueueIsGoneThroughBesideTheLoop(t *testing.T) {
	w := open(t)
	if w.Refresh() != nil {
		t.Fatal("there is no screen")
	}
	w.submit("work", 3, never)
	w.run(w.Open())
	w.submit("work", 400, never)
	var look tea.Cmd
	if n := testing.AllocsPerRun(5, func() { w.looking = false; look = w.Refresh() }); n > 50 {
		t.Errorf("%v allocations on the loop: it goes through the queue there", n)
	}
	if !strings.Contains(w.text(), "3 queued") {
		t.Fatalf("before anybody looked:\n%s", w.text())
	}
	if w.Refresh() != nil {
		t.Error("two look at once")
	}
	_, again := w.Update(look())
	if !strings.Contains(w.text(), "403 queued") {
		t.Errorf("after a look:\n%s", w.text())
	}
	if again == nil {
		t.Fatal("what came meanwhile is not looked at")
	}
	if _, more := w.Update(again()); more != nil || w.looking {
		t.Error("it goes on for ever")
	}
}

// What the person did since is not taken back on the screen by an older look, and a
// screen that was left is looked for no more.
func TestALookThatIsOld(t *testing.T) {
	w := open(t)
	ids := w.submit("work", 3, never)
	w.run(w.Open())
	old := w.Refresh()()
	w.tell(queuescreen.StopMsg{ID: ids[2]})
	if !strings.Contains(w.text(), "2 queued") {
		t.Fatalf("after a stop:\n%s", w.text())
	}
	_, again := w.Update(old)
	if !strings.Contains(w.text(), "2 queued") || again == nil {
		t.Fatalf("after an older look:\n%s", w.text())
	}
	last := again()
	w.tell(queuescreen.CloseMsg{})
	if handled, more := w.Update(last); !handled || more != nil || w.looking {
		t.Error("a screen that is not open is looked for")
	}
}

func (w *world) text() string { return ansi.Strip(strings.Join(w.Screens[0].View(), "\n")) }
