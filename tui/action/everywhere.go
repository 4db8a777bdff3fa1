package action

// everywhere acts also while text is written.
func everywhere() []Action {
	screens := overs | tools | at(Statistics)
	return append([]Action{
		act(PaneNext, "Pane: next", "next pane", studio&^at(Filter), "tab"),
		act(PanePrevious, "Pane: previous", "previous pane", studio, "shift+tab"),
		in(GoMenu, act(PaneKeys, "Pane: keys", "keys", studio|overs, "alt+1", "g k"))[0],
		act(PanePrompt, "Pane: prompt", "prompt", studio|overs, "alt+2"),
	}, append(in(
		GoMenu,
		act(PaneStyle, "Pane: style", "style", studio|overs, "alt+3", "g s"),
		act(PaneSeed, "Pane: seed", "seed", studio|overs, "alt+4", "g e"),
		act(PaneResults, "Pane: results", "results", studio|overs, "alt+5", "g r"),
		act(PanePreview, "Pane: preview", "preview", studio|overs, "alt+6", "g v"),
	),
		act(KeyNext, "Keys: switch key", "switch key", studio|overs, "f2", "alt+k", "K"),
		needed(act(StudioCommands, "Commands", "commands", studio|screens|at(Picker), "ctrl+p", ":")),
		act(StudioHelp, "Help: all shortcuts", "shortcuts", studio|screens|at(Picker), "f1", "?"),
		act(PromptHistory, "Prompt: recent prompts…", "recent prompts", studio|at(Picker), "ctrl+r"),
		act(PromptEditor, "Prompt: external editor", "external editor", studio, "ctrl+o"),
		act(RunStop, "Runs: stop…", "stop…", studio|screens, "ctrl+x"),
		act(StudioSuspend, "Suspend the program", "suspend", all, "ctrl+z"),
		act(StudioQuit, "Quit", "quit", all, "ctrl+c"),
		act(StudioBack, "Back", "back", panes|screens|at(Prompt), "esc"),
	)...)
}

// outsideText acts in every pane where letters are not text.
func outsideText() []Action {
	lists := at(Choice, Info)
	return []Action{
		in(GoMenu, act(PromptWrite, "Prompt: write", "prompt", panes|overs, "i", "g p"))[0],
		act(MoveDown, "Down", "down", panes|overs|tools|lists|at(Axes, Statistics), "j", "down"),
		act(MoveUp, "Up", "up", panes|overs|tools|lists|at(Axes, Statistics), "k", "up"),
		act(MoveLeft, "Left, fold", "left/fold", at(Seed, Results, Preview, Sheet, Compare, Full, Cull)|tools, "h", "left"),
		act(MoveRight, "Right, unfold", "right/unfold", at(Seed, Results, Preview, Sheet, Compare, Full, Cull)|tools, "l", "right"),
		in(GoMenu, act(MoveTop, "Top", "top", panes|overs|tools|lists|at(Statistics), "g g", "home"))[0],
		act(MoveBottom, "Bottom", "bottom", panes|overs|tools|lists|at(Statistics), "G", "end"),
		act(MovePageDown, "Page down", "page down", at(Style, Keys, Results, Sheet, Compare, Queue, Cull, Mask, Info, Prompt, Statistics), "pgdown"),
		act(MovePageUp, "Page up", "page up", at(Style, Keys, Results, Sheet, Compare, Queue, Cull, Mask, Info, Prompt, Statistics), "pgup"),
		act(ListMark, "Results: mark", "mark", at(Results, Sheet), "space"),
		act(ListMarkTo, "Results: mark to here", "mark to here", at(Results, Sheet), "v"),
		act(BatchNext, "Results: next batch", "next batch", at(Results, Sheet, Queue, Cull), "]"),
		act(BatchPrevious, "Results: previous batch", "previous batch", at(Results, Sheet, Queue, Cull), "["),
		act(SizeLarger, "Picture: larger", "larger", at(Results, Preview, Sheet, Full, Cull), "+", "="),
		act(SizeSmaller, "Picture: smaller", "smaller", at(Results, Preview, Sheet, Full, Cull), "-"),
		act(PaneZoom, "Zoom this pane", "zoom", panes, "z"),
		act(StudioUndo, "Undo", "undo", panes|overs, "u"),
		act(PaneNarrower, "Pane: narrower", "narrower", panes, "<"),
		act(PaneWider, "Pane: wider", "wider", panes, ">"),
		act(LayoutNext, "Layout: next (studio, gallery, focus)", "next layout", panes, "W"),
		act(RunStopAll, "Runs: stop all", "stop all", panes, "X"),
		act(StudioClose, "Close or quit", "close/quit", panes|overs|at(Axes, Info, Statistics), "q"),
		in(GoMenu, act(QueueOpen, "Queue: running and queued", "queue", panes|overs, "g q"))[0],
		in(GoMenu, act(PlanPrompts, "Prompt: planned prompts", "planned prompts", panes|overs, "g t"))[0],
		in(GoMenu, act(StatsOpen, "Statistics: what was spent and kept", "statistics", panes|overs|at(Statistics), "g c"))[0],
		in(GoMenu, act(StudioMessages, "Messages", "messages", panes|overs, "g m"))[0],
	}
}

// keyless is what the palette alone offers until it gets a key.
func keyless() []Action {
	where := panes | overs
	return []Action{
		act(TrashRejected, "Trash: move all rejected to the trash", "", where),
		act(TrashEmpty, "Trash: empty…", "", where),
		act(StudioConfig, "Config: open in your editor", "", where),
		act(StudioTips, "Hide tips", "", where),
		act(BackgroundAuto, "Background: auto", "", where),
		act(BackgroundDark, "Background: dark", "", where),
		act(BackgroundLight, "Background: light", "", where),
		act(PresetChoose, "Preset: choose…", "", where),
		act(SnippetInsert, "Snippet: insert…", "", where),
		act(ThemeChoose, "Theme: choose…", "", where),
		act(LayoutStudio, "Layout: studio (everything at once)", "", where),
		act(LayoutGallery, "Layout: gallery (pictures fill the screen)", "", where),
		act(LayoutFocus, "Layout: focus (one picture, its batch below)", "", where),
		act(MakeImage, "Operation: text-to-image", "", where),
		act(MakePNG, "Operation: text-to-png", "", where),
		act(MakeVideo, "Operation: text-to-video", "", where),
		act(PicturesAuto, "Picture protocol: auto", "", where),
		act(PicturesHalf, "Picture protocol: half", "", where),
		act(PicturesQuadrant, "Picture protocol: quadrant", "", where),
		act(PicturesSextant, "Picture protocol: sextant", "", where),
		act(PicturesOctant, "Picture protocol: octant", "", where),
		act(PicturesKitty, "Picture protocol: kitty", "", where),
		act(PicturesITerm2, "Picture protocol: iterm2", "", where),
		act(PicturesSixel, "Picture protocol: sixel", "", where),
		act(PicturesNone, "Picture protocol: none", "", where),
	}
}
