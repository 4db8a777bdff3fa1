package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/tui/action"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/studio/appearance"
	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/studio/external"
	"imagine-tui/tui/studio/flow"
)

// commands are what the studio does when an action is taken that is its own.
type commands struct {
	acts     *action.Table
	desk     *desk
	flows    *flows
	gallery  *gallery.Gallery
	panes    *panes
	screens  *screens
	keyboard *keyboard
	menus    *menus
	steps    *steps
	spoken   *spoken
	queue    *queue.Queue
	// stateFile keeps the draft.
	stateFile *stateFile
	// onwards says that the next result is selected after one was judged.
	onwards bool
}

// bind says of every action that is the studio's what it does, why it cannot
// act now, and what it costs. What panes and screens have of their own they do
// themselves, see Act there.
func (c *commands) bind() {
	c.bindStudio()
	c.bindMoves()
	c.bindResults()
	c.bindMaking()
	c.bindOperations()
	c.bindParts()
	c.bindChoices()
	c.bindOwn()
}

// does binds an action that can always act, and costs nothing.
func (c *commands) does(id action.ID, do func() tea.Cmd) { c.acts.Bind(id, action.Bound{Do: do}) }

// needs binds an action that cannot always act.
func (c *commands) needs(id action.ID, why func() string, do func() tea.Cmd) {
	c.acts.Bind(id, action.Bound{Do: do, Why: why})
}

func (c *commands) bindStudio() {
	c.does(action.StudioQuit, func() tea.Cmd { return c.flows.leaving.Quit() })
	c.does(action.StudioSuspend, c.away(func() tea.Cmd { return c.flows.external.Suspend() }))
	c.does(action.StudioCommands, c.menus.openPalette)
	c.does(action.StudioHelp, c.menus.openHelp)
	c.does(action.StudioBack, c.back)
	c.does(action.StudioClose, c.closeOrQuit)
	c.does(action.StudioUndo, c.steps.back)
	c.does(action.StudioMessages, c.menus.openMessages)
	c.does(action.StudioConfig, c.away(func() tea.Cmd { return c.flows.external.EditConfig() }))
	c.does(action.StudioTips, func() tea.Cmd { c.desk.TipDone(flow.AllTips); return nil })
	c.does(action.PromptWrite, c.toPrompt)
	c.does(action.PromptHistory, func() tea.Cmd { return c.flows.compose.OpenOldPrompts() })
	c.does(action.PromptEditor, c.away(func() tea.Cmd { return c.flows.external.EditPrompt() }))
	c.does(action.PlanPrompts, func() tea.Cmd { return c.flows.compose.OpenPrompts() })
	c.does(action.QueueOpen, func() tea.Cmd { return c.flows.runs.Open() })
	c.does(action.StatsOpen, func() tea.Cmd { return c.flows.spending.Open() })
	for _, id := range []action.ID{action.RunStop, action.RunStopAll} {
		c.needs(id, c.noWork, c.flows.runs.AskStop)
	}
	for _, id := range []action.ID{action.VoiceAgain, action.VoiceNext, action.VoicePrevious} {
		c.needs(id, c.unheard, func() tea.Cmd { c.spoken.press(id); return nil })
	}
	c.does(action.KeyNext, func() tea.Cmd { return c.flows.accounts.Next() })
	c.does(action.KeyAdd, func() tea.Cmd { return c.flows.accounts.Add() })
	c.does(action.KeyLeaked, func() tea.Cmd { return c.flows.accounts.Leaked("") })
	c.does(action.KeyConsole, func() tea.Cmd { return c.flows.external.OpenConsole() })
}

// bindMoves is what moves the keyboard, and the selection where what has the
// keyboard does not move it by itself.
func (c *commands) bindMoves() {
	c.does(action.PaneNext, func() tea.Cmd { return c.panes.cycle(1) })
	c.does(action.PanePrevious, func() tea.Cmd { return c.panes.cycle(-1) })
	for id, pane := range map[action.ID]paneID{
		action.PaneKeys: paneKeys, action.PanePrompt: panePrompt, action.PaneStyle: paneStyle,
		action.PaneSeed: paneSeed, action.PaneResults: paneResults, action.PanePreview: panePreview,
	} {
		c.does(id, func() tea.Cmd { return tea.Batch(c.screens.closeAll(), c.panes.focusOn(pane)) })
	}
	c.does(action.PaneZoom, func() tea.Cmd { return c.panes.zoom(!c.panes.zoomed) })
	c.does(action.LayoutNext, func() tea.Cmd { return c.share(c.panes.scene.next()) })
	c.does(action.PaneNarrower, func() tea.Cmd { return c.panes.widen(-2) })
	c.does(action.PaneWider, func() tea.Cmd { return c.panes.widen(2) })
	for id, by := range map[action.ID]int{action.MoveDown: 1, action.MoveRight: 1, action.MoveUp: -1, action.MoveLeft: -1} {
		c.does(id, func() tea.Cmd { return c.panes.results.MoveBy(by) })
	}
	c.does(action.ResultLook, func() tea.Cmd {
		if c.panes.focus == panePreview {
			return c.panes.zoom(!c.panes.zoomed)
		}
		return c.look()
	})
	c.does(action.ResultsFilter, func() tea.Cmd { return tea.Sequence(c.panes.focusOn(paneResults), c.panes.results.StartFilter()) })
	c.does(action.ResultsGrid, func() tea.Cmd { c.panes.results.SetGrid(!c.panes.results.Grid()); return c.panes.focusOn(paneResults) })
	c.does(action.ResultsSort, c.toResults(c.flows.finding.OpenOrders))
	c.does(action.ResultsSaved, c.toResults(c.flows.finding.OpenFilters))
	c.does(action.ResultsNextNew, func() tea.Cmd {
		if c.panes.results.NextNew() {
			return c.flows.show.Refresh()
		}
		return c.desk.Say("Nothing new.")
	})
}

// bindResults is what is done with the chosen results.
func (c *commands) bindResults() {
	c.needs(action.ResultPick, c.noResult, func() tea.Cmd { return c.advance(c.flows.keep.Pick()) })
	c.needs(action.ResultDrop, c.noResult, func() tea.Cmd { return c.advance(c.flows.runs.Drop(c.desk.Chosen())) })
	rates := []action.ID{action.ResultRate0, action.ResultRate1, action.ResultRate2, action.ResultRate3, action.ResultRate4, action.ResultRate5}
	for stars, id := range rates {
		c.needs(id, c.noResult, func() tea.Cmd { return c.advance(c.flows.keep.Rate(stars)) })
	}
	c.needs(action.ResultRetry, c.noResult, c.flows.runs.Retry)
	c.needs(action.ResultRetryAll, c.flows.runs.CannotRetryAll, c.flows.runs.RetryAll)
	c.needs(action.ResultFixSeed, c.noSeed, func() tea.Cmd { return c.flows.compose.HoldSeed() })
	c.needs(action.ResultOpen, c.noFile, func() tea.Cmd { return c.flows.external.Open() })
	c.needs(action.ResultFolder, c.noFile, func() tea.Cmd { return c.flows.external.OpenFolder() })
	c.needs(action.ResultTags, c.noFile, func() tea.Cmd { return c.flows.keep.AskTags() })
	c.needs(action.ResultCompare, c.noPair, func() tea.Cmd { return c.flows.comparison.Open() })
	c.needs(action.ResultBefore, c.noResult, func() tea.Cmd { return c.flows.comparison.OpenBefore() })
	c.needs(action.ResultSheet, c.noResult, func() tea.Cmd { return c.flows.overview.OpenSheet() })
	c.needs(action.ResultCull, c.noFile, func() tea.Cmd { return tea.Batch(c.screens.closeAll(), c.flows.cull.Open()) })
	c.needs(action.ResultDuel, c.noResult, func() tea.Cmd { return tea.Batch(c.screens.closeAll(), c.flows.comparison.OpenDuels()) })
	c.needs(action.CullRest, c.noResult, c.flows.cull.RejectRest)
	c.needs(action.ResultWrite, c.noResult, c.write)
	c.needs(action.ResultParent, c.noResult, func() tea.Cmd { return c.flows.show.Parent() })
	c.needs(action.ResultLineage, c.noFile, func() tea.Cmd { return c.flows.show.OpenLineage() })
	c.needs(action.VideoDelete, c.noVideo, c.deleteVideo)
	c.needs(action.VideoPlay, c.noFilm, func() tea.Cmd { return c.flows.play.Toggle() })
	c.needs(action.VideoNext, c.noFilm, func() tea.Cmd { return c.flows.play.Step(1) })
	c.needs(action.VideoPrevious, c.noFilm, func() tea.Cmd { return c.flows.play.Step(-1) })
	c.needs(action.TrashRejected, c.noneRejected, func() tea.Cmd { return c.flows.keep.TrashRejected() })
	c.does(action.TrashEmpty, func() tea.Cmd { return c.flows.keep.AskEmptyTrash() })
}

// bindMaking is what is paid for.
func (c *commands) bindMaking() {
	price := func() string { return c.flows.send.RowsPrice(c.desk.Chosen()) }
	c.acts.Bind(action.PromptGenerate, action.Bound{Do: c.flows.send.Send, Price: c.flows.send.PlanPrice})
	c.acts.Bind(action.ResultNewSeed, action.Bound{Do: func() tea.Cmd { return c.flows.send.NewSeed(c.desk.Chosen()) }, Why: c.noNewSeed, Price: price})
	c.acts.Bind(action.ResultAgain, action.Bound{Do: func() tea.Cmd { return c.flows.send.Again(c.desk.Chosen()) }, Why: c.noResult, Price: price})
	c.needs(action.ResultPromote, c.nothingToPromote, func() tea.Cmd { return c.flows.keep.AskPromote() })
}

// bindOperations is what is made of pictures.
func (c *commands) bindOperations() {
	for id, op := range map[action.ID]api.Operation{
		action.EditUpscale: api.Upscale, action.EditBackOff: api.RemoveBackground, action.EditFill: api.GenerativeFill,
		action.EditResize: api.Resize, action.EditRetouch: api.Retouch, action.EditBackground: api.AIBackground, action.EditVideo: api.ImageToVideo,
	} {
		c.acts.Bind(id, action.Bound{
			Do: func() tea.Cmd { return c.flows.edit.Start(op) },
			Why: func() string {
				if c.flows.edit.HasPicture() {
					return ""
				}
				return "select a saved picture first"
			},
			Price: func() string { return c.flows.edit.Price(op) },
		})
	}
	c.needs(action.EditFile, func() string {
		if c.flows.edit.OnOwnFile() {
			return "a file of your own is chosen"
		}
		return ""
	}, func() tea.Cmd { return c.flows.edit.PickFile() })
}

// bindParts is what is taken from a result: into the panes, onto the clipboard.
func (c *commands) bindParts() {
	for id, part := range map[action.ID]compose.Part{
		action.BringAll: compose.Everything, action.BringPrompt: compose.Prompt, action.BringSeed: compose.Seed, action.BringMix: compose.AllButSeed,
	} {
		c.needs(id, c.noRecipe, func() tea.Cmd { return c.flows.compose.BringBack(part) })
	}
	for id, part := range map[action.ID]external.Part{
		action.CopyPrompt: external.Prompt, action.CopySeed: external.Seed, action.CopyCommand: external.Command, action.CopyCurl: external.Curl,
	} {
		c.needs(id, c.noRecipe, func() tea.Cmd { return c.flows.external.Copy(part) })
	}
	c.needs(action.CopyPath, c.noFile, func() tea.Cmd { return c.flows.external.Copy(external.Path) })
}

// bindChoices is what the palette sets.
func (c *commands) bindChoices() {
	for id, name := range map[action.ID]string{action.BackgroundAuto: appearance.Auto, action.BackgroundDark: appearance.Dark, action.BackgroundLight: appearance.Light} {
		c.does(id, func() tea.Cmd { return c.flows.appearance.SetGround(name) })
	}
	c.does(action.PresetChoose, func() tea.Cmd { return c.flows.presets.OpenPresets() })
	c.does(action.SnippetInsert, func() tea.Cmd { return c.flows.presets.OpenSnippets() })
	c.does(action.ThemeChoose, func() tea.Cmd { return c.flows.appearance.OpenThemes() })
	for id, s := range map[action.ID]scene{
		action.LayoutStudio: sceneStudio, action.LayoutGallery: sceneGallery, action.LayoutFocus: sceneFocus,
	} {
		c.does(id, func() tea.Cmd { return c.share(s) })
	}
	for id, op := range map[action.ID]api.Operation{
		action.MakeImage: api.TextToImage, action.MakePNG: api.TextToPNG, action.MakeVideo: api.TextToVideo,
	} {
		c.does(id, func() tea.Cmd { return c.flows.compose.SetOperation(op) })
	}
	for _, name := range picture.ModeNames() {
		c.does(action.Protocol(name), func() tea.Cmd { return c.flows.appearance.SetMode(name) })
	}
}

// bindOwn is what the person added.
func (c *commands) bindOwn() {
	for _, id := range c.acts.Own() {
		c.needs(id, func() string { return c.flows.programs.Why(id) }, func() tea.Cmd { return c.flows.programs.Start(id) })
	}
}

// Shortcuts are commands that the person adds as the table of actions has them.
func Shortcuts(list []own.Config) []action.Own {
	out := make([]action.Own, len(list))
	for i, c := range list {
		out[i] = action.Own{ID: action.ID(c.ID()), Name: c.Name, Key: c.Key, Prompt: c.About() == own.Prompt}
	}
	return out
}

// toResults does what is about the list of results, which gets the keyboard.
func (c *commands) toResults(do func() tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd { return tea.Sequence(c.panes.focusOn(paneResults), do()) }
}

// away ends what plays before something else has the terminal.
func (c *commands) away(do func() tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd { return tea.Sequence(c.flows.play.Halt(), do()) }
}

// deleteVideo asks before the selected video is deleted at the service.
func (c *commands) deleteVideo() tea.Cmd {
	row, _ := c.panes.results.Selected()
	return c.flows.edit.AskDeleteVideo(row)
}

// write writes what was made: copies, a sheet; of a picture that could not be
// saved, the file itself to another folder.
func (c *commands) write() tea.Cmd {
	if row, ok := c.panes.results.Selected(); ok && c.gallery.Arrived(row.ID) {
		return c.flows.recovery.AskOtherFolder()
	}
	return c.flows.keep.AskWrite()
}
