package studio

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/studio/cull"
	"imagine-tui/tui/studio/show"
	"imagine-tui/tui/widget/dialog"
	"imagine-tui/tui/widget/voice"
)

// spoken is the studio for who hears it: of the same panes, screens and dialogs that
// others see, it says the one that has the keyboard.
type spoken struct {
	on    bool
	voice *voice.Voice
	frame *frame
	due   bool // something is on its way that waits for its turn

	marked int       // results, when that was announced last
	open   int       // runs that are to be made
	told   time.Time // when that was announced last
}

// spokenDueMsg says that what waited for its turn may be shown.
type spokenDueMsg struct{}

// say announces what the last line says elsewhere.
func (s *spoken) say(n notice) {
	if s.on {
		s.voice.Say(kindOf(n), n.text)
	}
}

// press takes note of a key. It tells whether it was for who listens alone: it changes
// nothing but what is heard.
func (s *spoken) press(id action.ID) bool {
	if !s.on {
		return false
	}
	switch id {
	case action.VoiceAgain:
		s.voice.Again()
	case action.VoiceNext:
		s.voice.Read(1)
	case action.VoicePrevious:
		s.voice.Read(-1)
	default:
		s.voice.Press()
		return false
	}
	return true
}

// reads moves through a dialog that is only read: there is no other cursor in it than
// the one of who listens.
func (s *spoken) reads(d any, k tea.KeyPressMsg) bool {
	info, is := d.(*dialog.Info)
	if !s.on || !is {
		return false
	}
	switch id, _ := info.Actions().At(action.Info, k); id {
	case action.MoveDown:
		return s.press(action.VoiceNext)
	case action.MoveUp:
		return s.press(action.VoicePrevious)
	}
	return false
}

// attend says what there is to be said now. The command comes back when something else
// may be.
func (s *spoken) attend() tea.Cmd {
	if !s.on {
		return nil
	}
	s.progress()
	s.voice.Show(s.page())
	wait, waits := s.voice.Due()
	if !waits || s.due {
		return nil
	}
	s.due = true
	return tea.Tick(max(wait, time.Millisecond), func(time.Time) tea.Msg { return spokenDueMsg{} })
}

// seldom is how long there is at least between two announcements of how work goes on:
// what came of it is told when it is done.
const seldom = 10 * time.Second

// progress announces that there is more to be made, and now and then how much is left.
func (s *spoken) progress() {
	if n := s.frame.gallery.MarkedCount(); n != s.marked {
		s.marked = n
		s.voice.Say("marks", fmt.Sprintf("%d marked.", n))
	}
	before, open, now := s.open, s.frame.flows.progress.Open(), s.frame.notices.clock.Now()
	if s.open = open; open == 0 {
		s.voice.Unsay("work") // what came of it is told
	}
	switch {
	case open > before:
		s.voice.Say("work", fmt.Sprintf("%d to be made.", open))
	case open > 0 && open < before && now.Sub(s.told) >= seldom:
		s.voice.Say("work", fmt.Sprintf("%d left to be made.", open))
	default:
		return
	}
	s.told = now
}

// page is what has the keyboard.
func (s *spoken) page() voice.Page {
	f := s.frame
	p := s.holder()
	if !f.keyboard.waiting.Empty() {
		p.Item, p.Field = "menu", nil
		p.Here = f.acts.First(f.keyboard.waiting) + " then " + strings.Join(f.choices(), ", ")
	}
	if f.flows.accounts.Listed() { // what is said of it is enough, and takes nobody from a sentence
		p = p.Plus(voice.Sentences(f.flows.accounts.ShortList(roomWidth, roomHeight))...)
	}
	return p.Plus(s.standing()...)
}

// room is how large what lies over the studio is drawn to be heard: nothing of it is
// cut.
const roomWidth, roomHeight = 200, 400

func (s *spoken) holder() voice.Page {
	f := s.frame
	if d := f.dialogs.top(); d != nil {
		if one, is := d.(voice.Speaker); is {
			return one.Spoken()
		}
		lines := d.View(roomWidth, roomHeight)
		c := d.Cursor()
		return voice.Drawn("dialog", lines, c, c != nil && c.Shape != tea.CursorUnderline)
	}
	name, h := placeName(f.panes.focus), speaking(f.panes.focused())
	one := f.screens.top()
	switch {
	case one == nil && f.panes.focus == panePreview:
		return f.flows.show.Spoken("Picture")
	case one == nil:
	case one.Name == show.FullScreen:
		return f.flows.show.Spoken("Full picture")
	case one.Name == cull.Screen:
		return f.flows.show.Spoken("One by one")
	default:
		name, h = one.Name, one.Screen
	}
	if one, is := h.(voice.Speaker); is {
		return one.Spoken()
	}
	return voice.Drawn(name, h.View(), h.Cursor(), h.Capturing())
}

// speaking is what a pane and a screen have in common for who hears them.
type speaking interface {
	View() []string
	Cursor() *tea.Cursor
	Capturing() bool
}

// placeName tells a pane from the others.
func placeName(id paneID) string {
	return [...]string{paneKeys: "Keys", panePrompt: "Prompt", paneStyle: "Style", paneSeed: "Seed", paneResults: "Results", panePreview: "Picture"}[id]
}

// standing is what is true wherever one is: what a header and a last line show to
// others.
func (s *spoken) standing() []string {
	f := s.frame
	work := f.flows.progress.Work(false)
	if work == "" {
		work = "nothing running"
	}
	out := []string{f.flows.accounts.Header(true) + ", " + work, f.flows.progress.Spent()}
	if f.dialogs.top() == nil { // a dialog says its own
		out = append(out, "Shortcuts: "+strings.Join(f.hinted(), ", "))
	}
	return out
}

// hear has the studio heard from now on, or seen.
func (m *Model) hear(on bool) tea.Cmd {
	m.spoken.on, m.panes.single = on, on
	m.panes.arrange()
	return tea.Batch(m.display.Spoken(on), m.flows.redraw())
}
