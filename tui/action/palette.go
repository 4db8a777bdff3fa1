package action

import "slices"

// listed is what the palette lists before anything is typed, in this order;
// the rest of the table it finds by its words.
var listed = []ID{
	PromptGenerate, ResultNewSeed, ResultAgain, ResultPick, ResultDrop,
	EditUpscale, EditBackOff, EditFill, EditResize, EditRetouch, EditBackground, EditVideo,
	ResultCompare, ResultBefore, ResultSheet, ResultCull, ResultDuel, ResultWrite, VideoPlay, VideoDelete, TrashRejected, TrashEmpty,
	ResultTags, ResultPromote, ResultParent, ResultLineage, BringAll, ResultFixSeed, ResultOpen, ResultFolder,
	CopyPath, CopyCommand, CopyCurl, ResultsFilter, ResultsSort, ResultsSaved, ResultsNextNew, ResultsGrid, QueueOpen, StatsOpen, PlanPrompts, RunStop,
	PromptHistory, PromptEditor, PresetChoose, SnippetInsert, KeyNext, KeyAdd, KeyLeaked, KeyConsole, StudioUndo, PaneZoom, StudioMessages,
	EditFile, StudioHelp, StudioConfig, StudioTips, StudioQuit,
	ThemeChoose, BackgroundAuto, BackgroundDark, BackgroundLight, MakeImage, MakePNG, MakeVideo,
	PicturesAuto, PicturesHalf, PicturesQuadrant, PicturesSextant, PicturesOctant, PicturesKitty, PicturesITerm2, PicturesSixel, PicturesNone,
}

// Palette lists the whole table for the palette, the person's own commands on top. The
// first shown of it are listed before anything is typed.
func (t *Table) Palette() (list []Action, shown int) {
	first := append(t.Own(), listed...)
	for _, id := range first {
		list = append(list, t.Get(id))
	}
	for _, a := range t.All() {
		if !slices.Contains(first, a.ID) {
			list = append(list, a)
		}
	}
	return list, len(first)
}

// Protocol returns the action that draws pictures by the protocol of that name.
func Protocol(name string) ID { return ID("pictures." + name) }
