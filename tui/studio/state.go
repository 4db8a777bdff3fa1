package studio

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/tui/studio/flow"
)

// studioState is what the studio remembers between sessions. Losing it loses
// no picture: it is the draft, old prompts, and the last choices.
type studioState struct {
	Draft   string   `json:"draft"`
	Prompts []string `json:"prompts"`
	Styles  []string `json:"styles"`
	Sets    []string `json:"sets,omitempty"`   // names of the style sets that are marked
	Recent  []string `json:"recent,omitempty"` // styles sent last, newest first
	Told    []string `json:"told,omitempty"`   // requests without an answer that were told of
	Ratios  []string `json:"ratios"`
	Seed    string   `json:"seed"`
	Tips    flow.Tip `json:"tips"`
	Grid    bool     `json:"grid,omitempty"`
	Cells   int      `json:"cells,omitempty"` // size of the grid's cells, as results.GridSize
}

const (
	keptPrompts  = 1000
	samplePrompt = "A lighthouse on a cliff at dusk, waves, oil painting"
	sampleSeed   = "random:4"
	draftAfter   = time.Second
)

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
	first := err != nil || json.Unmarshal(data, &s) != nil
	if first {
		m.prompt.Sample(samplePrompt)
		if m.o.Defaults.Seed == "" || m.o.Defaults.Seed == "random" {
			m.seed.SetSpec(sampleSeed)
		}
		return
	}
	for _, p := range s.Prompts {
		m.history = append(m.history, clean.Text(p))
	}
	m.prompt.SetHistory(m.history)
	if s.Draft == samplePrompt {
		m.prompt.Sample(samplePrompt)
	} else {
		m.prompt.SetValue(clean.Text(s.Draft))
	}
	m.recent = s.Recent
	m.recovery.SetAnnounced(s.Told)
	m.style.SetRecent(s.Recent)
	if len(s.Styles) > 0 {
		m.style.SetMarked(s.Styles)
	}
	m.sets.Mark(s.Sets)
	if len(s.Ratios) > 0 {
		m.seed.SetRatios(s.Ratios)
	}
	if checkSeeds(s.Seed) == nil && s.Seed != "" {
		m.seed.SetSpec(s.Seed)
	}
	m.tips = s.Tips
	m.results.SetGridSize(s.Cells)
	m.results.SetGrid(s.Grid)
}

func (m *Model) snapshot() studioState {
	return studioState{
		Draft: clean.Scrub(m.prompt.Value()), Prompts: m.history, Styles: m.style.Marked(), Sets: m.sets.Names(), Ratios: m.seed.Ratios(),
		Seed: m.seed.Spec(), Tips: m.tips, Recent: m.recent, Told: m.recovery.Announced(),
		Grid: m.results.Grid(), Cells: m.results.GridSize(),
	}
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

// remember puts a sent prompt in front of the old ones.
func (m *Model) remember(text string) {
	kept := []string{text}
	for _, p := range m.history {
		if p != text && len(kept) < keptPrompts {
			kept = append(kept, p)
		}
	}
	m.history = kept
	m.prompt.SetHistory(kept)
}

// keptRecent is how many styles stand first because they were used last.
const keptRecent = 20

// used puts the styles of a plan in front of those used before. The list on
// the screen changes at the next start: nothing moves by itself.
func (m *Model) used(p plan.Plan) {
	var now []string
	for _, it := range p.Items {
		if s := it.Request.Style; s != "" && it.Request.Operation == api.TextToImage && !slices.Contains(now, s) {
			now = append(now, s)
		}
	}
	for _, s := range m.recent {
		if !slices.Contains(now, s) {
			now = append(now, s)
		}
	}
	m.recent = now[:min(len(now), keptRecent)]
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
	if m.w < 110 || m.topDialog() != nil || m.topScreen() != nil {
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

// drawSeeds draws the seeds of the next plan now, so that they can be held.
func (m *Model) drawSeeds() {
	in, err := m.input()
	if err != nil {
		m.Warn(sentence(err))
		return
	}
	m.seed.SetHold(false, nil)
	m.seed.SetDrawn(in.Seeds.Draw(m.rand))
	m.showPlan()
}
