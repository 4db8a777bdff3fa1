package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/studio/appearance"
	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/studio/external"
	"imagine-tui/tui/studio/flow"
)

// bind says of every action that is the studio's what it does, why it cannot
// act now, and what it costs. What panes and screens have of their own they do
// themselves, see Act there.
func (m *Model) bind() {
	m.bindStudio()
	m.bindMoves()
	m.bindResults()
	m.bindMaking()
	m.bindOperations()
	m.bindParts()
	m.bindChoices()
}

// does binds an action that can always act, and costs nothing.
func (m *Model) does(id action.ID, do func() tea.Cmd) { m.acts.Bind(id, action.Bound{Do: do}) }

// needs binds an action that cannot always act.
func (m *Model) needs(id action.ID, why func() string, do func() tea.Cmd) {
	m.acts.Bind(id, action.Bound{Do: do, Why: why})
}

func (m *Model) bindStudio() {
	m.does(action.StudioQuit, func() tea.Cmd { return m.leaving.Quit() })
	m.does(action.StudioSuspend, func() tea.Cmd { return tea.Suspend })
	m.does(action.StudioCommands, m.openPalette)
	m.does(action.StudioHelp, m.openHelp)
	m.does(action.StudioBack, func() tea.Cmd {
		if !m.screens.none() {
			return m.screens.close()
		}
		return m.back()
	})
	m.does(action.StudioClose, m.closeOrQuit)
	m.does(action.StudioUndo, m.steps.back)
	m.does(action.StudioMessages, m.openMessages)
	m.does(action.StudioConfig, func() tea.Cmd { return m.external.EditConfig() })
	m.does(action.StudioTips, func() tea.Cmd { m.TipDone(flow.AllTips); return nil })
	m.does(action.PromptWrite, m.toPrompt)
	m.does(action.PromptHistory, func() tea.Cmd { return m.compose.OpenOldPrompts() })
	m.does(action.PromptEditor, func() tea.Cmd { return m.external.EditPrompt() })
	m.does(action.PlanPrompts, func() tea.Cmd { return m.compose.OpenPrompts() })
	m.does(action.QueueOpen, func() tea.Cmd { return m.runs.Open() })
	for _, id := range []action.ID{action.RunStop, action.RunStopAll} {
		m.needs(id, m.noWork, m.runs.AskStop)
	}
	m.does(action.KeyNext, func() tea.Cmd { return m.accounts.Next() })
	m.does(action.KeyAdd, func() tea.Cmd { return m.accounts.Add() })
	m.does(action.KeyLeaked, func() tea.Cmd { return m.accounts.Leaked("") })
	m.does(action.KeyConsole, func() tea.Cmd { return m.external.OpenConsole() })
}

// bindMoves is what moves the keyboard, and the selection where what has the
// keyboard does not move it by itself.
func (m *Model) bindMoves() {
	m.does(action.PaneNext, func() tea.Cmd { return m.panes.cycle(1) })
	m.does(action.PanePrevious, func() tea.Cmd { return m.panes.cycle(-1) })
	for id, pane := range map[action.ID]paneID{
		action.PaneKeys: paneKeys, action.PanePrompt: panePrompt, action.PaneStyle: paneStyle,
		action.PaneSeed: paneSeed, action.PaneResults: paneResults, action.PanePreview: panePreview,
	} {
		m.does(id, func() tea.Cmd { return tea.Batch(m.screens.closeAll(), m.panes.focusOn(pane)) })
	}
	m.does(action.PaneZoom, func() tea.Cmd { return m.panes.zoom(!m.panes.zoomed) })
	m.does(action.PaneNarrower, func() tea.Cmd { return m.panes.widen(-2) })
	m.does(action.PaneWider, func() tea.Cmd { return m.panes.widen(2) })
	for id, by := range map[action.ID]int{action.MoveDown: 1, action.MoveRight: 1, action.MoveUp: -1, action.MoveLeft: -1} {
		m.does(id, func() tea.Cmd { return m.panes.results.MoveBy(by) })
	}
	m.does(action.ResultLook, func() tea.Cmd {
		if m.panes.focus == panePreview {
			return m.panes.zoom(!m.panes.zoomed)
		}
		return m.look()
	})
	m.does(action.ResultsFilter, func() tea.Cmd { return tea.Sequence(m.panes.focusOn(paneResults), m.panes.results.StartFilter()) })
	m.does(action.ResultsGrid, func() tea.Cmd { m.panes.results.SetGrid(!m.panes.results.Grid()); return m.panes.focusOn(paneResults) })
	m.does(action.ResultsNextNew, func() tea.Cmd {
		if m.panes.results.NextNew() {
			return m.show.Refresh()
		}
		return m.notices.Say("Nothing new.")
	})
}

// bindResults is what is done with the chosen results.
func (m *Model) bindResults() {
	m.needs(action.ResultPick, m.noResult, func() tea.Cmd { return m.advance(m.keep.Pick()) })
	m.needs(action.ResultDrop, m.noResult, func() tea.Cmd { return m.advance(m.runs.Drop(m.Chosen())) })
	rates := []action.ID{action.ResultRate0, action.ResultRate1, action.ResultRate2, action.ResultRate3, action.ResultRate4, action.ResultRate5}
	for stars, id := range rates {
		m.needs(id, m.noResult, func() tea.Cmd { return m.advance(m.keep.Rate(stars)) })
	}
	m.needs(action.ResultRetry, m.noResult, m.runs.Retry)
	m.needs(action.ResultRetryAll, m.runs.CannotRetryAll, m.runs.RetryAll)
	m.needs(action.ResultFixSeed, m.noSeed, func() tea.Cmd { return m.compose.HoldSeed() })
	m.needs(action.ResultOpen, m.noFile, func() tea.Cmd { return m.external.Open() })
	m.needs(action.ResultFolder, m.noFile, func() tea.Cmd { return m.external.OpenFolder() })
	m.needs(action.ResultTags, m.noFile, func() tea.Cmd { return m.keep.AskTags() })
	m.needs(action.ResultCompare, m.noPair, func() tea.Cmd { return m.comparison.Open() })
	m.needs(action.ResultBefore, m.noResult, func() tea.Cmd { return m.comparison.OpenBefore() })
	m.needs(action.ResultSheet, m.noResult, func() tea.Cmd { return m.overview.OpenSheet() })
	m.needs(action.ResultWrite, m.noResult, m.write)
	m.needs(action.ResultParent, m.noResult, func() tea.Cmd { return m.show.Parent() })
	m.needs(action.ResultLineage, m.noFile, func() tea.Cmd { return m.show.OpenLineage() })
	m.needs(action.VideoDelete, m.noVideo, m.deleteVideo)
	m.needs(action.TrashRejected, m.noneRejected, func() tea.Cmd { return m.keep.TrashRejected() })
	m.does(action.TrashEmpty, func() tea.Cmd { return m.keep.AskEmptyTrash() })
}

// bindMaking is what is paid for.
func (m *Model) bindMaking() {
	price := func() string {
		row, ok := m.panes.results.Selected()
		if !ok {
			return ""
		}
		return m.send.RowPrice(row)
	}
	m.acts.Bind(action.PromptGenerate, action.Bound{Do: m.send.Send, Price: m.send.PlanPrice})
	m.acts.Bind(action.ResultNewSeed, action.Bound{Do: func() tea.Cmd { return m.send.NewSeed(m.Chosen()) }, Why: m.noResult, Price: price})
	m.acts.Bind(action.ResultAgain, action.Bound{Do: func() tea.Cmd { return m.send.Again(m.Chosen()) }, Why: m.noResult, Price: price})
	m.needs(action.ResultPromote, m.nothingToPromote, func() tea.Cmd { return m.keep.AskPromote() })
}

// bindOperations is what is made of pictures.
func (m *Model) bindOperations() {
	for id, op := range map[action.ID]api.Operation{
		action.EditUpscale: api.Upscale, action.EditBackOff: api.RemoveBackground, action.EditFill: api.GenerativeFill,
		action.EditResize: api.Resize, action.EditRetouch: api.Retouch, action.EditBackground: api.AIBackground, action.EditVideo: api.ImageToVideo,
	} {
		m.acts.Bind(id, action.Bound{
			Do: func() tea.Cmd { return m.edit.Start(op) },
			Why: func() string {
				if m.edit.HasPicture() {
					return ""
				}
				return "select a saved picture first"
			},
			Price: func() string { return m.edit.Price(op) },
		})
	}
	m.needs(action.EditFile, func() string {
		if m.edit.OnOwnFile() {
			return "a file of your own is chosen"
		}
		return ""
	}, func() tea.Cmd { return m.edit.PickFile() })
}

// bindParts is what is taken from a result: into the panes, onto the clipboard.
func (m *Model) bindParts() {
	for id, part := range map[action.ID]compose.Part{
		action.BringAll: compose.Everything, action.BringPrompt: compose.Prompt, action.BringSeed: compose.Seed, action.BringMix: compose.AllButSeed,
	} {
		m.needs(id, m.noRecipe, func() tea.Cmd { return m.compose.BringBack(part) })
	}
	for id, part := range map[action.ID]external.Part{
		action.CopyPrompt: external.Prompt, action.CopySeed: external.Seed, action.CopyCommand: external.Command, action.CopyCurl: external.Curl,
	} {
		m.needs(id, m.noRecipe, func() tea.Cmd { return m.external.Copy(part) })
	}
	m.needs(action.CopyPath, m.noFile, func() tea.Cmd { return m.external.Copy(external.Path) })
}

// bindChoices is what the palette sets.
func (m *Model) bindChoices() {
	for id, name := range map[action.ID]string{action.BackgroundAuto: appearance.Auto, action.BackgroundDark: appearance.Dark, action.BackgroundLight: appearance.Light} {
		m.does(id, func() tea.Cmd { return m.appearance.SetGround(name) })
	}
	for id, op := range map[action.ID]api.Operation{
		action.MakeImage: api.TextToImage, action.MakePNG: api.TextToPNG, action.MakeVideo: api.TextToVideo,
	} {
		m.does(id, func() tea.Cmd { return m.compose.SetOperation(op) })
	}
	for _, name := range picture.ModeNames() {
		m.does(action.Protocol(name), func() tea.Cmd { return m.appearance.SetMode(name) })
	}
}

func (m *Model) noResult() string {
	if len(m.Chosen()) == 0 {
		return "select a result first"
	}
	return ""
}

func (m *Model) noFile() string {
	if row, ok := m.panes.results.Selected(); !ok || row.Path == "" {
		return "select a saved result first"
	}
	return ""
}

func (m *Model) noRecipe() string {
	if row, ok := m.panes.results.Selected(); !ok || row.Recipe == nil {
		return "select a result first"
	}
	return ""
}

func (m *Model) noSeed() string {
	if row, ok := m.panes.results.Selected(); !ok || row.Seed == 0 {
		return "select a result with a seed first"
	}
	return ""
}

func (m *Model) noVideo() string {
	if row, ok := m.panes.results.Selected(); !ok || !gallery.IsVideo(row.Operation) {
		return "select a video first: only those stay at the service"
	}
	return ""
}

// noPair knows also of a move that the preview has not heard of yet.
func (m *Model) noPair() string {
	if len(m.gallery.Marked()) < 2 && !m.show.LookedAtTwo() {
		return "mark two saved results first, or look at two"
	}
	return ""
}

func (m *Model) nothingToPromote() string {
	if !m.keep.CanPromote() {
		return "pick, mark or select pictures made in a style first"
	}
	return ""
}

func (m *Model) noWork() string {
	if c := m.o.Queue.Counts(); c.Running+c.Waiting+c.Held == 0 {
		return "nothing is running"
	}
	return ""
}

func (m *Model) noneRejected() string {
	if len(m.keep.Rejected()) == 0 {
		return "nothing is rejected"
	}
	return ""
}
