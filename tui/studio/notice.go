package studio

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/studio/flow"
)

// notice is a message in the last line. Information goes by itself or with the
// next key; a warning stays until a key is pressed.
type notice struct {
	text string
	bad  bool
	at   time.Time
	seq  int
}

// keptMessages is how many messages g m shows.
const keptMessages = 200

const noticeFor = 4 * time.Second

type noticeEndMsg struct{ seq int }

// Say shows information for a few seconds.
func (m *Model) Say(text string) tea.Cmd {
	m.put(text, false)
	seq := m.note.seq
	return tea.Tick(noticeFor, func(time.Time) tea.Msg { return noticeEndMsg{seq} })
}

// Warn shows what went wrong until a key is pressed.
func (m *Model) Warn(text string) tea.Cmd {
	m.put(text, true)
	return nil
}

// outcome tells how work ended of which nothing else is left to do.
func (m *Model) outcome(msg flow.OutcomeMsg) tea.Cmd {
	switch {
	case msg.Err != nil:
		return m.Warn(wording.Problem(msg.Err))
	case msg.Text != "":
		return m.Say(msg.Text)
	}
	return nil
}

func (m *Model) put(text string, bad bool) {
	m.note = notice{text: clean.Line(clean.Scrub(text)), bad: bad, at: m.now(), seq: m.note.seq + 1}
	m.keepMessage(m.note)
}

// Note keeps a line among the messages, and shows it nowhere else.
func (m *Model) Note(text string) { m.keepMessage(notice{text: clean.Line(text), at: m.now()}) }

func (m *Model) keepMessage(n notice) {
	m.messages = append(m.messages, n)
	if len(m.messages) > keptMessages {
		m.messages = m.messages[1:]
	}
}

func (m *Model) dismissNotice() { m.note.text = "" }

func (m *Model) onNoticeEnd(msg noticeEndMsg) tea.Cmd {
	if msg.seq == m.note.seq && !m.note.bad {
		m.note.text = ""
	}
	return nil
}

// sentence turns an error into words for the screen.
func sentence(err error) string { return wording.Problem(err) }
