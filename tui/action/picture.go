package action

// picture is what a selected picture understands, the same in every pane and
// on every screen that has one.
func picture() []Action {
	shows := at(Preview, Full, Cull) // one picture, as large as there is room
	return []Action{
		act(ResultLook, "Result: full picture", "full picture", pictures&^at(Cull), "enter"),
		act(ResultPick, "Result: pick", "pick", pictures, "p"),
		act(ResultDrop, "Result: reject or stop", "reject/stop", pictures&^at(Queue), "x"),
		act(ResultRate0, "Result: no stars", "no stars", pictures, "0"),
		act(ResultRate1, "Result: one star", "one star", pictures, "1"),
		act(ResultRate2, "Result: two stars", "two stars", pictures, "2"),
		act(ResultRate3, "Result: three stars", "three stars", pictures, "3"),
		act(ResultRate4, "Result: four stars", "four stars", pictures, "4"),
		act(ResultRate5, "Result: five stars", "five stars", pictures, "5"),
		act(ResultNewSeed, "Result: new seed", "new seed", pictures, "n"),
		act(ResultAgain, "Result: another take", "another take", pictures, "a"),
		act(ResultRetry, "Result: retry", "retry", pictures, "r"),
		act(ResultRetryAll, "Results: retry all", "retry all", pictures, "R"),
		act(ResultFixSeed, "Result: hold its seed", "hold seed", pictures, "f"),
		act(ResultOpen, "Result: open in the system viewer", "open", pictures, "o"),
		act(ResultFolder, "Result: open its folder", "open folder", pictures, "O"),
		act(ResultsNextNew, "Results: next new", "next new", pictures, "."),
		act(ResultTags, "Result: tags…", "tags", pictures, "t"),
		act(ResultPromote, "Promote picks to a more expensive style…", "promote", pictures, "P"),
		act(ResultCompare, "Compare marked", "compare", pictures, "c"),
		act(ResultBefore, "Compare with its source", "before and after", pictures, "C"),
		act(ResultSheet, "Sheet of this batch", "sheet", pictures&^at(Compare, Duel), "s"),
		act(ResultCull, "Batch: review one by one", "one by one", at(Results, Preview, Sheet), "Z"),
		act(CullRest, "Review: reject the rest", "reject the rest", at(Cull), "X"),
		act(ResultDuel, "Duel: two at a time, keep one", "duel", pictures&^at(Queue, Duel), "V"),
		act(ResultWrite, "Export a contact sheet or copies of the picks…", "export…", pictures, "w"),
		act(ResultParent, "Result: go to its source", "source", pictures, "^"),
		act(ResultLineage, "Result: lineage…", "lineage", pictures, "L"),
		act(VideoPlay, "Video: play or pause", "play/pause", shows, "space"),
		act(VideoNext, "Video: next frame", "next frame", shows, ";"),
		act(VideoPrevious, "Video: previous frame", "previous frame", shows, ","),
		act(VideoDelete, "Video: delete from the service…", "delete the video from the service", pictures, "D"),
	}
}

// edits are the operations that begin with a picture.
func edits() []Action {
	return in(
		EditMenu,
		act(EditUpscale, "Edit: upscale", "upscale", pictures, "e u"),
		act(EditBackOff, "Edit: remove background", "remove background", pictures, "e b"),
		act(EditFill, "Edit: fill an area…", "fill", pictures, "e f"),
		act(EditResize, "Edit: resize the canvas…", "resize", pictures, "e r"),
		act(EditRetouch, "Edit: retouch an area…", "retouch", pictures, "e t"),
		act(EditBackground, "Edit: new background…", "new background", pictures, "e g"),
		act(EditVideo, "Edit: make a video…", "video", pictures, "e v"),
		act(EditFile, "Edit: your own file…", "your own file…", pictures, "e o"),
	)
}

// bringBack puts what a result was made from back into the panes.
func bringBack() []Action {
	return in(
		BringMenu,
		act(BringAll, "Result: load everything", "everything", pictures, "b b", "b a"),
		act(BringPrompt, "Result: load its prompt", "prompt", pictures, "b p"),
		act(BringSeed, "Result: load its seed", "seed", pictures, "b s"),
		act(BringMix, "Result: load all but its seed", "all but the seed", pictures, "b m"),
	)
}

// copies put something about a result on the clipboard.
func copies() []Action {
	return in(
		CopyMenu,
		act(CopyPath, "Result: copy path", "path", pictures, "y y"),
		act(CopyPrompt, "Result: copy prompt", "prompt", pictures, "y p"),
		act(CopySeed, "Result: copy seed", "seed", pictures, "y s"),
		act(CopyCommand, "Result: copy as shell command", "shell command", pictures, "y c"),
		act(CopyCurl, "Result: copy as curl", "curl", pictures, "y u"),
	)
}
