package action

// prompt is the prompt's own, all of it safe inside text.
func prompt() []Action {
	return []Action{
		act(PromptGenerate, "Generate", "generate", at(Prompt), "enter"),
		act(PromptNewLine, "Prompt: new line", "new line", at(Prompt, Form), "ctrl+j", "alt+enter", "shift+enter"),
		act(PromptOlder, "Prompt: older", "older prompt", at(Prompt), "up"),
		act(PromptNewer, "Prompt: newer", "newer prompt", at(Prompt), "down"),
		act(TextUndo, "Typing: undo", "undo typing", texts, "ctrl+/", "ctrl+_", "ctrl+7"),
		act(TextRedo, "Typing: redo", "redo typing", texts, "ctrl+y"),
		act(TextPaste, "Typing: paste", "paste", texts|at(Filter, Picker, KeyKeep), "ctrl+v"),
	}
}

func style() []Action {
	return []Action{
		act(StyleOnly, "Style: choose", "choose", at(Style), "enter"),
		act(StyleAlone, "Style: only this one", "only this one", at(Style), "O"),
		act(StyleMark, "Style: mark several", "mark several", at(Style), "space"),
		act(StyleMarkTo, "Style: mark to here", "mark to here", at(Style), "v"),
		act(StyleFilter, "Style: filter", "filter", at(Style), "/"),
		act(StyleFree, "Style: type a style ID", "type a style ID", at(Style), "e"),
		act(StyleSave, "Style: save marks as a set", "save marks as a set", at(Style), "w"),
	}
}

func seed() []Action {
	return []Action{
		act(SeedWrite, "Seed: type seeds", "type seeds", at(Seed), "enter"),
		act(SeedMark, "Seed: mark ratios", "mark ratios", at(Seed), "space"),
		act(SeedMore, "Seed: one more", "one more seed", at(Seed), "+", "="),
		act(SeedLess, "Seed: one fewer", "one fewer seed", at(Seed), "-"),
		act(SeedDraw, "Seed: reroll", "reroll", at(Seed), "n"),
		act(SeedHold, "Seed: hold seeds", "hold seeds", at(Seed), "f"),
	}
}

func keys() []Action {
	return []Action{
		act(KeyUse, "Keys: use", "use", at(Keys), "enter"),
		act(KeyAdd, "Keys: add a key…", "add a key", at(Keys, KeyList), "+", "="),
		act(KeyRename, "Keys: rename…", "rename", at(Keys), "e"),
		act(KeyCheck, "Keys: check", "check", at(Keys), "r"),
		act(KeyRelease, "Keys: resume held runs", "resume held runs", at(Keys), "R"),
		act(KeyRemove, "Keys: remove…", "remove", at(Keys), "x"),
		act(KeyCopyName, "Keys: copy name", "copy name", at(Keys), "y"),
		act(KeyCopySecret, "Keys: copy the secret…", "copy the secret", at(Keys), "Y"),
		act(KeyConsole, "Keys: open the vendor's console", "vendor's console", at(Keys), "o"),
		act(KeyLeaked, "Keys: what to do about a leaked key", "leaked key…", at(Keys), "!"),
	}
}

func results() []Action {
	return []Action{
		act(ResultsFilter, "Results: filter", "filter", at(Results, Preview), "/"),
		act(ResultsSort, "Results: sort…", "sort…", at(Results, Preview), "S"),
		act(ResultsSaved, "Results: saved filters…", "saved filters…", at(Results, Preview), "F"),
		act(ResultsGrid, "Results: grid or list", "grid/list", at(Results), "m"),
	}
}
