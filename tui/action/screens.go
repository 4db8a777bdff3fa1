package action

func sheet() []Action {
	return append(in(
		RollMenu,
		act(SheetRollRow, "Sheet: reroll this row", "row", at(Sheet), "N r"),
		act(SheetRollColumn, "Sheet: reroll this column", "column", at(Sheet), "N c"),
	),
		act(SheetTranspose, "Sheet: swap axes", "swap axes", at(Sheet), "T"),
		act(SheetAxes, "Sheet: axes…", "axes…", at(Sheet, Axes), "A"),
	)
}

func compare() []Action {
	return []Action{
		act(CompareNext, "Compare: next side, flip", "next side/flip", at(Compare, Duel), "tab"),
		act(ComparePrevious, "Compare: previous side", "previous side", at(Compare, Duel), "shift+tab"),
		act(CompareDifference, "Compare: difference", "difference", at(Compare, Duel), "d"),
		act(CompareSlider, "Compare: before/after slider", "before/after slider", at(Compare, Duel), "s"),
	}
}

func duel() []Action {
	return []Action{
		act(DuelLeft, "Duel: keep left", "keep left", at(Duel), "left", "h"),
		act(DuelRight, "Duel: keep right", "keep right", at(Duel), "right", "l"),
	}
}

func queue() []Action {
	return []Action{
		act(QueueSooner, "Queue: move up", "move up", at(Queue), "+", "="),
		act(QueueLater, "Queue: move down", "move down", at(Queue), "-"),
		act(QueueStop, "Queue: stop", "stop", at(Queue), "x"),
		act(QueueStopAll, "Queue: stop all queued", "stop all queued", at(Queue), "X"),
		act(QueueHold, "Queue: hold or resume", "hold/resume", at(Queue), "H"),
		act(QueueFewer, "Queue: fewer at once", "fewer at once", at(Queue), "<", "left", "h"),
		act(QueueMore, "Queue: more at once", "more at once", at(Queue), ">", "right", "l"),
	}
}

func statistics() []Action {
	return []Action{
		act(StatsNext, "Statistics: by what comes next", "by another", at(Statistics), "tab", "right", "l"),
		act(StatsPrevious, "Statistics: by what came before", "by the one before", at(Statistics), "shift+tab", "left", "h"),
		act(StatsTime, "Statistics: another time", "another time", at(Statistics), "t", "space"),
	}
}

func mask() []Action {
	return []Action{
		act(MaskPaint, "Mask: paint", "paint", at(Mask), "space"),
		act(MaskRectangle, "Mask: rectangle from here", "rectangle from here", at(Mask), "v"),
		act(MaskDraw, "Mask: draw while moving", "draw while moving", at(Mask), "d"),
		act(MaskErase, "Mask: erase or paint", "erase/paint", at(Mask), "e"),
		act(MaskThicker, "Mask: larger brush", "larger brush", at(Mask), "+", "="),
		act(MaskThinner, "Mask: smaller brush", "smaller brush", at(Mask), "-"),
		act(MaskInvert, "Mask: invert", "invert", at(Mask), "I"),
		act(MaskUndo, "Mask: undo", "undo", at(Mask), "u"),
		act(MaskRedo, "Mask: redo", "redo", at(Mask), "r", "ctrl+y"),
		act(MaskArea, "Mask: area in numbers…", "area in numbers", at(Mask), "a"),
		act(MaskClear, "Mask: clear", "clear", at(Mask), "c"),
		act(MaskZoom, "Mask: zoom", "zoom", at(Mask), "z"),
		act(MaskUse, "Mask: use it", "use mask", at(Mask), "enter"),
		act(MaskFarLeft, "Mask: far left", "far left", at(Mask), "H", "shift+left"),
		act(MaskFarDown, "Mask: far down", "far down", at(Mask), "J", "shift+down"),
		act(MaskFarUp, "Mask: far up", "far up", at(Mask), "K", "shift+up"),
		act(MaskFarRight, "Mask: far right", "far right", at(Mask), "L", "shift+right"),
	}
}

func resize() []Action {
	return []Action{
		act(ResizeUse, "Resize: use it", "use canvas", at(Resize), "enter"),
		act(ResizeMore, "Resize: more", "more", at(Resize), "+", "="),
		act(ResizeLess, "Resize: less", "less", at(Resize), "-"),
		act(ResizeUnit, "Resize: percent or pixels", "percent/pixels", at(Resize), "%"),
		act(ResizeCentre, "Resize: centre the picture", "centre the picture", at(Resize), "c"),
		act(ResizeNone, "Resize: no border", "no border", at(Resize), "x"),
	}
}

// form is the form of an edit.
func form() []Action {
	return []Action{
		act(FormSubmit, "Form: send", "send", at(Form, FormChoice, FormSend), "enter"),
		act(OptionNext, "Form: next choice", "next choice", at(FormChoice, KeyKeep), "right", "l"),
		act(OptionPrevious, "Form: previous choice", "previous choice", at(FormChoice, KeyKeep), "left", "h"),
		act(OptionAround, "Form: cycle the choices", "cycle the choices", at(FormChoice, KeyKeep), "space"),
	}
}

func files() []Action {
	return []Action{
		act(FilesChoose, "Files: open or choose", "open/choose", at(Files), "enter"),
		act(FilesUp, "Files: parent folder", "parent folder", at(Files), "left", "backspace"),
		act(FilesInto, "Files: open the folder", "open the folder", at(Files), "right"),
		act(FilesHidden, "Files: hidden files", "hidden files", at(Files), "ctrl+t"),
	}
}

// dialogs is what dialogs, forms and fields in panes have in common.
func dialogs() []Action {
	edited := at(Form) | forms
	return []Action{
		needed(act(DialogAccept, "Dialog: accept", "accept", at(Field, Filter, ResizeField, Axes, Question, Choice, Info, Picker, KeyForm, KeyKeep), "enter")),
		needed(act(DialogCancel, "Dialog: cancel", "cancel", at(Field, Filter, ResizeField, Axes, Files, Question, Choice, Info, Picker, KeyForm, KeyKeep)|edited, "esc")),
		act(DialogNext, "Dialog: next field", "next field", at(Resize, ResizeField, Axes, Question, Choice, Picker, KeyForm, KeyKeep)|edited, "tab"),
		act(DialogPrevious, "Dialog: previous field", "previous field", at(Resize, Axes, Question, Choice, Picker, KeyForm, KeyKeep)|edited, "shift+tab"),
		act(DialogUp, "Dialog: up", "up", at(Field, Filter, Files, Question, KeyForm, KeyKeep)|edited, "up"),
		act(DialogDown, "Dialog: down", "down", at(Field, Filter, Files, Question, KeyForm, KeyKeep)|edited, "down"),
		act(DialogPageUp, "Dialog: page up", "page up", at(Files, Question, Picker), "pgup"),
		act(DialogPageDown, "Dialog: page down", "page down", at(Files, Question, Picker), "pgdown"),
		act(FilterComplete, "Filter: complete", "complete", at(Filter), "tab"),
		act(PickerUp, "List: up", "up in the list", at(Picker), "up", "ctrl+k"),
		act(PickerDown, "List: down", "down in the list", at(Picker), "down", "ctrl+j"),
		act(KeyFormConsole, "Dialog: vendor's console", "vendor's console", at(KeyForm, KeyKeep), "ctrl+o"),
	}
}
