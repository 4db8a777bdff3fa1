package action

// picture is what a selected picture understands, the same in every pane and
// on every screen that has one.
func picture() []Action {
	shows := at(Preview, Full, Cull) // one picture, as large as there is room
	return []Action{
		act(ResultLook, "Result: look closer", "full picture", pictures&^at(Cull), "enter"),
		act(ResultPick, "Result: pick", "pick", pictures, "p"),
		act(ResultDrop, "Result: reject or stop", "reject, stop", pictures&^at(Queue), "x"),
		act(ResultRate0, "Result: no stars", "no stars", pictures, "0"),
		act(ResultRate1, "Result: one star", "one star", pictures, "1"),
		act(ResultRate2, "Result: two stars", "two stars", pictures, "2"),
		act(ResultRate3, "Result: three stars", "three stars", pictures, "3"),
		act(ResultRate4, "Result: four stars", "four stars", pictures, "4"),
		act(ResultRate5, "Result: five stars", "five stars", pictures, "5"),
		act(ResultNewSeed, "Result: new seed", "new seed", pictures, "n"),
		act(ResultAgain, "Result: again, a second take", "again", pictures, "a"),
		act(ResultRetry, "Result: try again", "try again", pictures, "r"),
		act(ResultRetryAll, "Results: try all again", "try all again", pictures, "R"),
		act(ResultFixSeed, "Result: fix this seed", "fix seed", pictures, "f"),
		act(ResultOpen, "Result: open with the system's viewer", "open", pictures, "o"),
		act(ResultFolder, "Result: show its folder", "show folder", pictures, "O"),
		act(ResultsNextNew, "Results: next new", "next new", pictures, "."),
		act(ResultTags, "Result: tags…", "tags", pictures, "t"),
		act(ResultPromote, "Promote picks to a dearer style…", "promote", pictures, "P"),
		act(ResultCompare, "Compare marked", "compare", pictures, "c"),
		act(ResultBefore, "Compare with what it was made from", "before and after", pictures, "C"),
		act(ResultSheet, "Sheet of this batch", "sheet", pictures&^at(Compare, Duel), "s"),
		act(ResultCull, "Batch: judge its pictures one by one", "one by one", at(Results, Preview, Sheet), "Z"),
		act(CullRest, "Batch: reject what is not judged", "reject the rest", at(Cull), "X"),
		act(ResultDuel, "Duels: two at a time, one stays", "duel", pictures&^at(Queue, Duel), "V"),
		act(ResultWrite, "Write a contact sheet, or copies of the picks…", "write…", pictures, "w"),
		act(ResultParent, "Result: what it was made from", "what it was made from", pictures, "^"),
		act(ResultLineage, "Result: lineage…", "lineage", pictures, "L"),
		act(VideoPlay, "Video: play, pause", "play, pause", shows, "space"),
		act(VideoNext, "Video: the next frame", "next frame", shows, ";"),
		act(VideoPrevious, "Video: the frame before", "frame before", shows, ","),
		act(VideoDelete, "Video: delete it at the service…", "delete the video at the service", pictures, "D"),
	}
}

// edits are the operations that begin with a picture.
func edits() []Action {
	return in(
		EditMenu,
		act(EditUpscale, "Edit: upscale", "upscale", pictures, "e u"),
		act(EditBackOff, "Edit: take the background off", "background off", pictures, "e b"),
		act(EditFill, "Edit: fill a part of it…", "fill", pictures, "e f"),
		act(EditResize, "Edit: onto a larger canvas…", "resize", pictures, "e r"),
		act(EditRetouch, "Edit: retouch a part of it…", "retouch", pictures, "e t"),
		act(EditBackground, "Edit: another background…", "background", pictures, "e g"),
		act(EditVideo, "Edit: make a video of it…", "video", pictures, "e v"),
		act(EditFile, "Edit: a file of your own…", "a file of your own…", pictures, "e o"),
	)
}

// bringBack puts what a result was made from back into the panes.
func bringBack() []Action {
	return in(
		BringMenu,
		act(BringAll, "Result: bring everything back", "everything", pictures, "b b", "b a"),
		act(BringPrompt, "Result: bring its prompt back", "prompt", pictures, "b p"),
		act(BringSeed, "Result: bring its seed back", "seed", pictures, "b s"),
		act(BringMix, "Result: bring all but its seed back", "all but the seed", pictures, "b m"),
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
