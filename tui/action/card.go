package action

import "strings"

// Part is a part of a card: what is done to one purpose, with the keys for it.
type Part struct {
	Name  string
	Hints []Hint
}

// purpose is what actions are for, whatever pane or screen they act in.
type purpose struct {
	name  string
	lines []line
}

// line is a line of a card: one action in its own words, or several, or all of
// a menu, in others.
type line struct {
	words string
	ids   []ID
	menu  Menu
	same  bool // they do the same: one of them is enough
}

func one(ids ...ID) []line {
	out := make([]line, len(ids))
	for i, id := range ids {
		out[i].ids = []ID{id}
	}
	return out
}

func several(words string, ids ...ID) []line { return []line{{words: words, ids: ids}} }

// either shows the first of several that do the same.
func either(ids ...ID) []line { return []line{{ids: ids, same: true}} }

func menu(m Menu) []line { return []line{{menu: m}} }

func lines(lists ...[]line) (out []line) {
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// everywhereName is the part with what leads elsewhere; it comes last.
const everywhereName = "Everywhere"

// purposes are the parts of a card in their order; what belongs to none stands
// under the name of its group.
func purposes() []purpose {
	return []purpose{
		{"See", lines(
			several("move", MoveDown, MoveUp), several("left, right", MoveLeft, MoveRight), several("top, bottom", MoveTop, MoveBottom),
			several("page", MovePageDown, MovePageUp), several("batch", BatchPrevious, BatchNext),
			one(ResultLook, ResultCompare, ResultBefore, ResultSheet, ResultsFilter, ResultsGrid, ResultsNextNew),
			several("larger, smaller", SizeLarger, SizeSmaller), one(PaneZoom), one(ResultParent), one(ResultLineage),
		)},
		{"Decide", lines(
			one(ResultPick, ResultDrop), several("rate", ResultRate1, ResultRate2, ResultRate3, ResultRate4, ResultRate5), one(ResultRate0, ResultTags),
			one(ResultCull, ResultDuel, CullRest), several("mark, to here", ListMark, ListMarkTo), one(StudioUndo),
		)},
		{"Make", lines(
			one(ResultNewSeed, ResultAgain, ResultPromote), menu(EditMenu), several("retry, all", ResultRetry, ResultRetryAll),
			menu(BringMenu), one(ResultFixSeed), menu(RollMenu),
		)},
		{"Use", lines(menu(CopyMenu), one(ResultOpen, ResultFolder, ResultWrite), several("delete the video", VideoDelete))},
		{everywhereName, lines(
			either(PromptWrite, PanePrompt), one(StudioBack), several("next, previous pane", PaneNext, PanePrevious), menu(GoMenu),
			one(PaneStyle, PaneSeed, PaneResults, PanePreview, PaneKeys, QueueOpen, StatsOpen, PlanPrompts, StudioMessages),
			one(KeyNext, PromptHistory, PromptEditor, RunStop, RunStopAll, LayoutNext), several("narrower, wider", PaneNarrower, PaneWider),
			one(StudioCommands, StudioHelp, StudioClose, StudioSuspend, StudioQuit),
			several("say again", VoiceAgain), several("read on, back", VoiceNext, VoicePrevious),
		)},
	}
}

// Card lists all that has a key in a place, by what it is for: what the place has
// of its own comes first, what leads elsewhere last. Each action is in it once.
func (t *Table) Card(p Place) []Part {
	shown := map[ID]bool{}
	var common []Part
	for _, purpose := range purposes() {
		part := Part{Name: purpose.name}
		for _, e := range purpose.lines {
			if hint := t.entry(p, e, shown); hint.Key != "" {
				part.Hints = append(part.Hints, hint)
			}
		}
		common = append(common, part)
	}
	own := t.ownParts(p, shown)
	var out []Part
	for _, part := range append(own, common...) {
		if len(part.Hints) > 0 {
			out = append(out, part)
		}
	}
	return out
}

// entry is the line of what of an entry acts in a place and is not shown yet; its
// key is "" where that is nothing.
func (t *Table) entry(p Place, e line, shown map[ID]bool) Hint {
	if e.menu != NoMenu {
		hint := t.MenuHint(p, e.menu)
		if hint.Key == "" {
			return hint
		}
		for _, a := range t.list {
			if a.Menu == e.menu && t.follows(p, a, hint.Key) {
				shown[a.ID] = true
			}
		}
		return hint
	}
	var ids []ID
	for _, id := range e.ids {
		if !shown[id] && t.Key(p, id) != "" {
			ids = append(ids, id)
			shown[id] = true
		}
	}
	switch {
	case len(ids) == 0:
		return Hint{}
	case len(e.ids) == 1 && e.words != "":
		return t.HintAs(p, ids[0], e.words)
	case len(ids) == 1, e.same:
		return t.Hint(p, ids[0])
	}
	return t.Together(p, e.words, ids...)
}

// follows tells whether the first key that an action shows in a place is the
// second of a pair that begins with a key.
func (t *Table) follows(p Place, a *Action, first string) bool {
	return strings.HasPrefix(t.Key(p, a.ID), first+" ")
}

// ownParts are the actions of a place that belong to no purpose, by their groups.
func (t *Table) ownParts(p Place, shown map[ID]bool) (out []Part) {
	for _, g := range t.groups {
		part := Part{Name: g.Name}
		for _, a := range g.Actions {
			if hint := t.Hint(p, a.ID); hint.Key != "" && !shown[a.ID] {
				shown[a.ID] = true
				part.Hints = append(part.Hints, hint)
			}
		}
		if len(part.Hints) > 0 {
			out = append(out, part)
		}
	}
	return out
}
