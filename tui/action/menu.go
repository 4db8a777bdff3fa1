package action

// Menu names actions that begin with the same key by default, and wait for a
// second one.
type Menu string

// The menus.
const (
	NoMenu    Menu = ""
	GoMenu    Menu = "go"
	EditMenu  Menu = "edit"
	BringMenu Menu = "bring"
	CopyMenu  Menu = "copy"
	RollMenu  Menu = "roll"
)

// menuWords are what the first key of a menu's pairs is called.
var menuWords = map[Menu]string{
	GoMenu: "go…", EditMenu: "edit…", BringMenu: "load…", CopyMenu: "copy…", RollMenu: "reroll row/column…",
}

// goOrder is the order in which the choices after g are listed.
var goOrder = []ID{
	MoveTop, PromptWrite, PaneStyle, PaneSeed, PaneResults, PanePreview, PaneKeys, QueueOpen, StatsOpen, PlanPrompts, StudioMessages,
}
