// Package files is the screen on which a person chooses a picture of their own:
// a folder's sub-folders and pictures, narrowed by typing, or a path written or
// pasted as it is.
package files

import (
	"path/filepath"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/sight"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

// ChosenMsg says which file the person took. It was there a moment ago, and is
// no folder; whether it holds a picture is not known yet.
type ChosenMsg struct{ Path string }

// CancelMsg says that the person left without a choice.
type CancelMsg struct{}

// ReadyMsg brings what was read outside the update loop. It is for Update of
// the picker that asked for it.
type ReadyMsg struct {
	seq     int
	dir     string // folder that was read, "" if none was
	entries []entry
	more    bool   // there are more entries than are listed
	from    string // name in dir to put the cursor on
	chosen  string // file that a written path led to
	written bool   // a written path led here: it has done its work
	err     error
}

// entry is a folder or a picture in the folder that is shown.
type entry struct {
	name   string // as the file system has it
	shown  string // the same, fit for the screen
	folder bool
}

// Pane is the file picker.
type Pane struct {
	st   *theme.Styles
	acts *action.Table

	w, h    int
	focused bool

	seq     int
	dir     string // absolute
	entries []entry
	more    bool
	reading string // folder or path that is being read, "" for none
	hidden  bool   // hidden ones are listed too
	moved   bool   // the last key moved in the list, rather than wrote

	filter *text.Field
	list   []match
	at     int
	top    int
	note   string
	cursor *tea.Cursor
	look   sight.Look // at the picture under the cursor
	view   []string
}

// match is an entry that fits what was typed, and where it does.
type match struct {
	entry
	hits []int // bytes of shown that were typed
}

// New returns a picker that shows nothing yet.
func New(st *theme.Styles, acts *action.Table) *Pane {
	return &Pane{st: st, acts: acts, filter: text.NewField(4096)}
}

// Open shows a folder, with the cursor on the entry called name if there is
// one. The command reads it and answers with ReadyMsg.
func (p *Pane) Open(dir, name string) tea.Cmd {
	p.seq++
	p.reading, p.note, p.view = dir, "", nil
	seq, hidden, first := p.seq, p.hidden, p.dir == ""
	return func() tea.Msg {
		msg := read(dir, hidden)
		if msg.err != nil && first {
			// Somewhere to go on from: the folder may be gone since last time.
			if home := resolve("~", "", hidden); home.err == nil {
				home.err = msg.err
				msg = home
			}
		}
		msg.seq, msg.from = seq, name
		return msg
	}
}

// Folder returns the folder that is shown, "" while there is none: the place
// to begin with next time.
func (p *Pane) Folder() string { return p.dir }

// Say shows a note until the next key: why the file that was chosen cannot be
// taken.
func (p *Pane) Say(note string) { p.note, p.view = clean.Line(note), nil }

// ready takes what a command read, unless something else was asked for since.
func (p *Pane) ready(msg ReadyMsg) tea.Cmd {
	if msg.seq != p.seq {
		return nil
	}
	p.reading, p.view = "", nil
	if msg.err != nil {
		p.note = explain(msg.err)
	}
	switch {
	case msg.chosen != "":
		return say(ChosenMsg{msg.chosen})
	case msg.dir != "":
		if msg.dir != p.dir || msg.written {
			p.filter = text.NewField(4096)
		}
		p.dir, p.entries, p.more = msg.dir, msg.entries, msg.more
		p.narrow()
		p.seek(msg.from)
	}
	return nil
}

// seek puts the cursor on the entry called name, if it is listed.
func (p *Pane) seek(name string) {
	for i, m := range p.list {
		if name != "" && m.name == name {
			p.at = i
		}
	}
}

// titles are the names that typing is compared with.
type titles []entry

func (t titles) String(i int) string { return t[i].shown }
func (t titles) Len() int            { return len(t) }

// narrow lists what fits the text, best first; the folder above comes first
// when nothing is typed.
func (p *Pane) narrow() {
	p.list, p.at, p.top, p.view = nil, 0, 0, nil
	text := p.filter.Value()
	switch {
	case p.isPath():
	case text == "":
		if up := filepath.Dir(p.dir); p.dir != "" && up != p.dir {
			p.list = append(p.list, match{entry: entry{name: "..", shown: "..", folder: true}})
		}
		for _, e := range p.entries {
			p.list = append(p.list, match{entry: e})
		}
		if len(p.list) > 1 && p.list[0].name == ".." {
			p.at = 1 // what is in the folder is why it was opened
		}
	default:
		for _, m := range fuzzy.FindFrom(text, titles(p.entries)) {
			p.list = append(p.list, match{entry: p.entries[m.Index], hits: m.MatchedIndexes})
		}
	}
}

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) {
	if w != p.w || h != p.h {
		p.w, p.h, p.view = w, h, nil
	}
}

// Focus gives the picker the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused, p.view = true, nil; return nil }

// Blur takes the keyboard away.
func (p *Pane) Blur() { p.focused, p.view = false, nil }

// Capturing tells whether letters are text; here they always are.
func (p *Pane) Capturing() bool { return true }

// Place is what the picker's keys act in.
func (p *Pane) Place() action.Place { return action.Files }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view = nil }

// Hints returns the keys of the picker, most useful first.
func (p *Pane) Hints() []action.Hint {
	return p.acts.Hints(action.Files, action.FilesChoose, action.FilesUp, action.FilesHidden, action.DialogCancel)
}
