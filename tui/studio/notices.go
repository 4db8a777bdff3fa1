package studio

import (
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// notice is a message in the last line. Information goes by itself or with the
// next key; a warning stays until a key is pressed.
type notice struct {
	text string
	bad  bool
	at   time.Time
}

// notices are what was said. The last one stands in the last line for a while.
type notices struct {
	clock *clock
	now   notice // in the last line, without text when there is none
	seq   int    // of the one in the last line: the end of an older one is not its end
	kept  record
	// over hears that what was said is not shown any more, though no key was
	// pressed; it may be nil.
	over func()
	// spoken hears what is said; it may be nil.
	spoken func(notice)
}

const noticeFor = 4 * time.Second

// noticeEndMsg says that information stood in the last line for long enough.
type noticeEndMsg struct{ seq int }

// Say shows information for a few seconds.
func (n *notices) Say(text string) tea.Cmd {
	n.put(text, false)
	end := noticeEndMsg{n.seq}
	return tea.Tick(noticeFor, func(time.Time) tea.Msg { return end })
}

// Warn shows what went wrong until a key is pressed.
func (n *notices) Warn(text string) tea.Cmd {
	n.put(text, true)
	return nil
}

// unread tells of a letter that arrived in no way that is known.
func (n *notices) unread(msg uv.UnknownEvent) tea.Cmd {
	if r, size := utf8.DecodeRuneInString(string(msg)); size != len(msg) || r < utf8.RuneSelf {
		return nil // part of what a terminal sends, and no letter
	}
	return n.Warn("A letter was lost: the terminal does not send UTF-8. Set the terminal to UTF-8, or LC_ALL to what it sends, such as de_DE.ISO-8859-1.")
}

// Note keeps a line among what was said, and shows it nowhere else.
func (n *notices) Note(text string) { n.kept.add(notice{text: clean.Line(text), at: n.clock.Now()}) }

// outcome tells how work ended of which nothing else is left to do.
func (n *notices) outcome(msg flow.OutcomeMsg) tea.Cmd {
	switch {
	case msg.Err != nil:
		return n.Warn(wording.Problem(msg.Err))
	case msg.Text != "":
		return n.Say(msg.Text)
	}
	return nil
}

func (n *notices) put(text string, bad bool) {
	n.passed()
	n.now = notice{text: clean.Line(clean.Scrub(text)), bad: bad, at: n.clock.Now()}
	n.seq++
	n.kept.add(n.now)
	if n.spoken != nil {
		n.spoken(n.now)
	}
}

// dismiss takes the last line back.
func (n *notices) dismiss() { n.now.text = "" }

// pass takes the last line back from information; a warning stays.
func (n *notices) pass() {
	if !n.now.bad {
		n.dismiss()
	}
}

func (n *notices) end(msg noticeEndMsg) {
	if msg.seq == n.seq {
		n.pass()
		n.passed()
	}
}

func (n *notices) passed() {
	if n.over != nil {
		n.over()
	}
}

// line draws the last line in so many cells, "" when there is nothing to be
// said. more is put behind what is cut.
func (n *notices) line(st *theme.Styles, w int, more string) string {
	if n.now.text == "" {
		return ""
	}
	style := st.Good
	if n.now.bad {
		style = st.Warn
	}
	text := n.now.text
	if more != "" && cells.Width(text) > w-1 {
		text = cells.Truncate(text, w-1-len(more), "…") + more
	}
	return " " + style.Render(text)
}

// sentence turns an error into words for the screen.
func sentence(err error) string { return wording.Problem(err) }
