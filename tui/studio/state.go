package studio

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/appearance"
	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/studio/flow"
)

// state is what the studio remembers between sessions. Losing it loses no
// picture: it is the draft, old prompts, and the last choices.
type state struct {
	compose.Kept
	Sets []string `json:"sets,omitempty"` // names of the style sets that are marked
	// Announced are requests without an answer that a dialog told of.
	Announced []string `json:"told,omitempty"`
	Tips      flow.Tip `json:"tips"`
	Grid      bool     `json:"grid,omitempty"`
	Layout    string   `json:"layout,omitempty"`
	Cells     int      `json:"cells,omitempty"` // size of the grid's cells, as results.GridSize
	appearance.Chosen
}

// stateFile is where the state is kept.
type stateFile struct {
	path string // "" for nowhere
	// first is the file of the state folder, where that is another: what a project
	// begins with but for what is asked for in it.
	first string
	seq   int // of the last change: what an older one asked for is written with it
}

// stateIn is the file in a folder, nowhere without one; top is the state folder.
func stateIn(dir, top string) *stateFile {
	if dir == "" {
		return &stateFile{}
	}
	f := &stateFile{path: filepath.Join(dir, "studio.json")}
	if dir != top {
		f.first = filepath.Join(top, "studio.json")
	}
	return f
}

// read returns what the last session left; false on the very first one. A project
// begins with how the studio looks elsewhere.
func (f *stateFile) read() (s state, ok bool) {
	if s, ok = readState(f.path); ok || f.first == "" {
		return s, ok
	}
	s, ok = readState(f.first)
	s.Kept, s.Sets = compose.Kept{}, nil
	return s, ok
}

func readState(path string) (s state, ok bool) {
	data, err := os.ReadFile(path)
	return s, err == nil && json.Unmarshal(data, &s) == nil
}

// write replaces the file whole: from commands, and after the program left the
// screen. A failure loses only the draft, so it is not worth a message at the end
// of a session.
func (f *stateFile) write(s state) {
	if f.path == "" {
		return
	}
	data, err := json.Marshal(s)
	if err != nil || os.MkdirAll(filepath.Dir(f.path), 0o700) != nil {
		return
	}
	temp, err := os.CreateTemp(filepath.Dir(f.path), ".studio-*.json")
	if err != nil {
		return
	}
	_, err = temp.Write(data)
	if temp.Sync() != nil || temp.Close() != nil || err != nil || os.Rename(temp.Name(), f.path) != nil {
		_ = os.Remove(temp.Name())
	}
}

// draftAfter is how long typing must pause before the draft is kept.
const draftAfter = time.Second

// stateDueMsg says that the state is to be kept, unless something changed after
// what its number stands for.
type stateDueMsg struct{ seq int }

// soon keeps the state a moment after it changed, so that it survives a crash.
func (f *stateFile) soon() tea.Cmd {
	f.seq++
	due := stateDueMsg{f.seq}
	return tea.Tick(draftAfter, func(time.Time) tea.Msg { return due })
}

// due writes the state that was to be kept.
func (f *stateFile) due(msg stateDueMsg, s state) tea.Cmd {
	if msg.seq != f.seq {
		return nil
	}
	return func() tea.Msg { f.write(s); return nil }
}
