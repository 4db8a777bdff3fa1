package studio

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan/styleset"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/style"
	"imagine-tui/tui/widget/dialog"
)

// loadSets reads the style sets of the person's folder.
func (m *Model) loadSets() tea.Cmd {
	dir := m.o.StyleSets
	if dir == "" {
		return nil
	}
	return later(func() func(*Model) tea.Cmd {
		sets, problems, err := styleset.Load(dir)
		return func(m *Model) tea.Cmd {
			m.sets = sets
			rows := make([]style.Set, len(sets))
			for i, s := range sets {
				rows[i] = style.Set{Name: s.Name, Styles: s.Styles, Description: s.Describe()}
			}
			m.style.SetSets(rows)
			if len(m.oldSets) > 0 {
				m.style.SetMarkedSets(m.oldSets)
				m.oldSets, m.settled = nil, m.settingsNow()
			}
			m.showPlan()
			switch {
			case err != nil:
				return m.Warn(sentence(err))
			case len(problems) > 0:
				return m.Warn(problems[0])
			}
			return nil
		}
	})
}

// markedSets are the sets whose words go around the prompt.
func (m *Model) markedSets() []styleset.Set {
	var out []styleset.Set
	for _, name := range m.style.MarkedSets() {
		if s, ok := styleset.Find(m.sets, name); ok {
			out = append(out, s)
		}
	}
	return out
}

// takeSetRatio brings in the aspect ratio of sets that were just marked.
func (m *Model) takeSetRatio(marked []string) {
	for _, name := range marked {
		s, ok := styleset.Find(m.sets, name)
		if ok && s.AspectRatio != "" && !slices.Contains(m.settled.sets, name) {
			m.seed.SetRatios([]string{s.AspectRatio})
		}
	}
}

// askSetWords asks for the words of a new set, after its name.
func (m *Model) askSetWords(msg style.SaveSetMsg) tea.Cmd {
	d := dialog.NewInput(m.st, "Style set "+msg.Name, []string{
		"Words around the prompt, with ... where the prompt goes:",
		"film still of ..., grain   (enter alone saves the marked styles only)",
	}, "")
	answers := flow.Answers{Text: func(text string) tea.Cmd {
		set := styleset.Set{Name: msg.Name, Styles: msg.Styles}
		text = strings.ReplaceAll(text, "…", "...")
		before, after, found := strings.Cut(text, "...")
		if set.Prefix = before; found {
			set.Suffix = after
		}
		return m.saveSet(set)
	}}
	return m.Open(d, answers)
}

func (m *Model) saveSet(set styleset.Set) tea.Cmd {
	dir := m.o.StyleSets
	if dir == "" {
		return m.Warn("There is no folder for style sets.")
	}
	return later(func() func(*Model) tea.Cmd {
		path, err := styleset.Save(dir, set)
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			return tea.Batch(m.loadSets(), m.Say("Style set saved, a file you can share: "+clean.Line(path)))
		}
	})
}
