package studio

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/studio/flow"
)

// studioState is what the studio remembers between sessions. Losing it loses
// no picture: it is the draft, old prompts, and the last choices.
type studioState struct {
	compose.Kept
	Sets  []string `json:"sets,omitempty"` // names of the style sets that are marked
	Told  []string `json:"told,omitempty"` // requests without an answer that were told of
	Tips  flow.Tip `json:"tips"`
	Grid  bool     `json:"grid,omitempty"`
	Cells int      `json:"cells,omitempty"` // size of the grid's cells, as results.GridSize
}

const draftAfter = time.Second

func (m *Model) statePath() string {
	if m.o.StateDir == "" {
		return ""
	}
	return filepath.Join(m.o.StateDir, "studio.json")
}

// restoreState puts back what the last session left, or the sample prompt on
// the very first one.
func (m *Model) restoreState() {
	var s studioState
	data, err := os.ReadFile(m.statePath())
	if err != nil || json.Unmarshal(data, &s) != nil {
		m.compose.Begin(m.preset())
		return
	}
	m.compose.Restore(s.Kept)
	m.sets.Mark(s.Sets)
	m.recovery.SetAnnounced(s.Told)
	m.tips = s.Tips
	m.results.SetGridSize(s.Cells)
	m.results.SetGrid(s.Grid)
}

func (m *Model) snapshot() studioState {
	return studioState{
		Kept: m.compose.Kept(), Sets: m.sets.Names(), Told: m.recovery.Announced(), Tips: m.tips,
		Grid: m.results.Grid(), Cells: m.results.GridSize(),
	}
}

// preset is what the configuration says of new plans.
func (m *Model) preset() compose.Preset {
	d := m.o.Defaults
	return compose.Preset{Style: d.Style, AspectRatio: d.AspectRatio, Seed: d.Seed}
}

// saveState writes the state; called after the program left the screen and
// from commands, never from Update.
func (m *Model) saveState() { writeState(m.statePath(), m.snapshot()) }

// writeState replaces the state file whole. A failure loses only the draft,
// so it is not worth a message at the end of a session.
func writeState(path string, s studioState) {
	if path == "" {
		return
	}
	data, err := json.Marshal(s)
	if err != nil || os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".studio-*.json")
	if err != nil {
		return
	}
	_, err = f.Write(data)
	if f.Sync() != nil || f.Close() != nil || err != nil || os.Rename(f.Name(), path) != nil {
		_ = os.Remove(f.Name())
	}
}

// draftLater saves the draft a moment after typing stops, so that it survives
// a crash.
func (m *Model) draftLater() tea.Cmd {
	m.draftSeq++
	seq := m.draftSeq
	return tea.Tick(draftAfter, func(time.Time) tea.Msg {
		return actMsg{act: func(m *Model) tea.Cmd {
			if m.draftSeq != seq {
				return nil
			}
			path, s := m.statePath(), m.snapshot()
			return func() tea.Msg { writeState(path, s); return nil }
		}}
	})
}

// TipDone takes a hint off the last line for ever.
func (m *Model) TipDone(tip flow.Tip) { m.tips |= tip }

// tip is the hint at the right of the last line, "" when all are done.
func (m *Model) tip() string {
	if m.w < 110 || m.dialogs.top() != nil || m.topScreen() != nil {
		return ""
	}
	switch {
	case m.tips&flow.TipGenerate == 0:
		return m.WithKeys("{prompt.generate} makes the pictures · tip 1/3 ")
	case m.tips&flow.TipPick == 0:
		return m.WithKeys("{studio.back}, then {result.pick} keeps a picture · tip 2/3 ")
	case m.tips&flow.TipAddKey == 0:
		return m.WithKeys("{key.next}, then {key.add} adds a key · tip 3/3 ")
	}
	return ""
}
