// Package action is the one table of what the studio can do: each action with
// its id, the keys it has by default, what it is called and where it acts. Key
// handling, the last line, help, the palette, the topic of help and what
// dialogs say about keys are made from it, so that none of them can lie, and
// [keymap] in the config rebinds every one of them.
//
// The table knows nothing of the studio: what an action does, why it cannot act
// now and what it costs are bound to it by whoever does it, see Bind.
package action

import tea "charm.land/bubbletea/v2"

// ID names an action, also in the config: words in small letters with dots
// between them. An id that was released never changes.
type ID string

// Action is an entry of the table.
type Action struct {
	ID ID
	// Title is what the palette lists, Short what stands beside the key.
	Title, Short string
	// Keys are what the action has by default: names of keys as the terminal
	// library gives them. A pair, two keys in turn, has a space between them.
	Keys []string
	// Where it acts.
	Where Places
	// Menu gathers actions that begin with the same key by default.
	Menu Menu
	// Needed says that it must keep a key: without it there is no way on.
	Needed bool
	// own is the name of a command that the person added, "" for what is the
	// program's.
	own string
}

// Group is a part of the table under the name that help gives
// it.
type Group struct {
	Name    string
	Actions []Action
}

// Bound is what whoever does an action binds to it.
type Bound struct {
	// Do acts.
	Do func() tea.Cmd
	// Why says in a few words why it cannot act now, "" when it can: the
	// palette greys it with them, the last line says them when its key is
	// pressed.
	Why func() string
	// Price is what it costs now, in short, "" where nothing is to be said.
	Price func() string
}

// Groups lists the table with the default keys.
func Groups() []Group {
	return []Group{
		{"Everywhere", everywhere()},
		{"Outside text fields", outsideText()},
		{"Picture", picture()},
		{"Edit", edits()},
		{"Load", bringBack()},
		{"Copy", copies()},
		{"Prompt", prompt()},
		{"Style", style()},
		{"Seed", seed()},
		{"Keys", keys()},
		{"Results", results()},
		{"Sheet", sheet()},
		{"Compare", compare()},
		{"Duel", duel()},
		{"Queue", queue()},
		{"Statistics", statistics()},
		{"Mask", mask()},
		{"Resize", resize()},
		{"Edit form", form()},
		{"File picker", files()},
		{"Dialogs and fields", dialogs()},
		{"Screen reader", listening()},
		{"Without a shortcut", keyless()},
	}
}

// act makes an entry.
func act(id ID, title, short string, where Places, keys ...string) Action {
	return Action{ID: id, Title: title, Short: short, Where: where, Keys: keys}
}

// in puts actions into a menu.
func in(menu Menu, list ...Action) []Action {
	for i := range list {
		list[i].Menu = menu
	}
	return list
}

// needed says that actions must keep a key.
func needed(a Action) Action {
	a.Needed = true
	return a
}
