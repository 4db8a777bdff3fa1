package studio

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
	"imagine-tui/tui/widget/theme"
)

// quiet are notices before anything was said.
func quiet() *notices { return &notices{clock: &clock{func() time.Time { return noon }}} }

// Information goes by itself, a warning stays until a key is pressed; the end of
// an older notice is not that of the newer one.
func TestNoticesEnd(t *testing.T) {
	n := quiet()
	n.Say("one")
	n.Say("two")
	n.end(noticeEndMsg{1})
	if n.now.text != "two" {
		t.Errorf("the last line says %q", n.now.text)
	}
	n.end(noticeEndMsg{2})
	n.Warn("three")
	n.end(noticeEndMsg{3})
	if n.pass(); n.now.text != "three" {
		t.Errorf("the last line says %q", n.now.text)
	}
	if n.dismiss(); n.now.text != "" {
		t.Errorf("the last line says %q", n.now.text)
	}
}

// Letters that come in another character set than is known are told of, and do not
// become others.
func TestUnreadLettersAreSaid(t *testing.T) {
	var decoder uv.EventDecoder
	for _, typed := range []string{"\xfc", "\xe4", "\xa4"} {
		n := quiet()
		_, event := decoder.Decode([]byte(typed))
		unknown, is := event.(uv.UnknownEvent)
		if !is {
			t.Fatalf("%q is %T", typed, event)
		}
		if n.unread(unknown); !strings.Contains(n.now.text, "UTF-8") {
			t.Errorf("%q: the last line says %q", typed, n.now.text)
		}
	}
	n := quiet()
	if n.unread("\x1b"); n.now.text != "" {
		t.Errorf("the last line says %q", n.now.text)
	}
}

func TestOutcomesAreSaid(t *testing.T) {
	n := quiet()
	if n.outcome(flow.OutcomeMsg{}); len(n.kept) != 0 {
		t.Error("nothing came of it")
	}
	n.outcome(flow.OutcomeMsg{Text: "Saved.", Err: errors.New("the disk is full")})
	if n.now.text != "The disk is full." || !n.now.bad {
		t.Errorf("%+v", n.now)
	}
}

// told is what the messages say, line by line.
func told(n *notices) []string {
	d := dialog.NewLog(theme.New(true), "Messages", "No messages yet.", n.kept.entries())
	d.SetActions(action.Default())
	var out []string
	lines := d.View(90, 1000)
	for _, l := range lines[1 : len(lines)-1] {
		out = append(out, strings.TrimRight(strings.Trim(ansi.Strip(l), "┃"), " "))
	}
	return out
}

// What was said is kept, newest first, without what a key looks like, and not for
// ever.
func TestNoticesAreKept(t *testing.T) {
	n := quiet()
	if got := told(n); got[0] != " No messages yet." {
		t.Errorf("%q", got)
	}
	n.Say("key vk-test-0123456789abcdef\x1b[2J")
	for i := range keptNotices {
		n.Note(fmt.Sprint("line-", i))
	}
	n.Warn("last")
	lines := told(n)
	if len(lines) != keptNotices || lines[0] != " ! 14:22:33  last" || lines[len(lines)-1] != "   14:22:33  line-1" {
		t.Errorf("%d lines, from %q to %q", len(lines), lines[0], lines[len(lines)-1])
	}
	n.Say("key vk-test-0123456789abcdef\x1b[2J")
	if strings.Contains(n.now.text, "vk-test") || strings.Contains(n.now.text, "\x1b") {
		t.Errorf("%q", n.now.text)
	}
}

// What says the same of other numbers is told once, in its newest words, with how
// often and since when; names with numbers in them are other things. What went
// wrong is never one with what did not.
func TestNoticesOfOneKindAreOne(t *testing.T) {
	now := noon
	n := &notices{clock: &clock{func() time.Time { return now }}}
	later := func() { now = now.Add(time.Minute) }
	n.Say("Going on in 12 s, 2 at a time.")
	later()
	n.Warn("Cannot read /pictures/1.jpg.")
	later()
	n.Say("Going on in 4 s, 1 at a time.")
	later()
	n.Warn("Cannot read /pictures/2.jpg.")
	n.Say("Saved.")
	n.Warn("Saved.")
	want := []string{
		" ! 14:25:33  Saved.",
		"   14:25:33  Saved.",
		" ! 14:25:33  Cannot read /pictures/2.jpg.",
		"   14:24:33  Going on in 4 s, 1 at a time.",
		" ! 14:23:33  Cannot read /pictures/1.jpg.",
	}
	got := told(n)
	for i, w := range want {
		if i >= len(got) || !strings.HasPrefix(got[i], w) {
			t.Fatalf("%q, want %q", got, want)
		}
	}
	if !strings.HasSuffix(got[3], "×2 since 14:22") || len(got) != len(want) {
		t.Errorf("%q", got)
	}
}

// What does not fit is cut, and says where all of it is.
func TestTheLastLineIsCut(t *testing.T) {
	n, st := quiet(), theme.New(true)
	if n.line(st, 20, " more") != "" {
		t.Error("there is nothing to say")
	}
	n.Say(strings.Repeat("a", 40))
	if got := ansi.Strip(n.line(st, 20, " more")); got != " "+strings.Repeat("a", 13)+"… more" {
		t.Errorf("%q", got)
	}
	if got := ansi.Strip(n.line(st, 60, " more")); strings.Contains(got, "more") {
		t.Errorf("%q", got)
	}
}
