package terminal

import (
	"slices"
	"sync"
)

// table lists the brands, those first that stand between the program and a
// terminal: what is behind them does not answer.
var table = sync.OnceValue(func() []Brand { return slices.Concat(between, graphic, widgets, plain) })

// between are programs that are a terminal to this one, and show it in another.
var between = []Brand{
	{
		Name:    "tmux",
		Signs:   Signs{Version: "tmux", Secondary: []Range{first(84)}, Variables: []string{"TMUX", "TERM=tmux*"}},
		Quirks:  Quirks{Between: true, Titles: true},
		Desktop: Desktop{Links: from(3, 4)},
		Seen:    "tmux 3.3a, 3.5a and 3.8: seen; it says that it draws sixels whatever the terminal around it does; links since 3.4 by its changelog, notices and progress are not passed on",
	},
	{
		Name:   "Zellij",
		Signs:  Signs{Version: "zellij", Variables: []string{"ZELLIJ"}},
		Colors: ColorsAll,
		Quirks: Quirks{Between: true},
		Seen:   "Zellij 0.41 manual, compatibility: sixels only where the terminal around it has them",
	},
	{
		Name:  "GNU screen",
		Signs: Signs{Secondary: []Range{first(83)}, Variables: []string{"STY", "TERM=screen*"}},
		// Screen 5 passes all colours on where truecolor is on, which nobody can ask.
		Colors: Colors256, NamesColors: true,
		Quirks: Quirks{Between: true, MouseHoldsEsc: true, KeepsScreen: true, Taken: altDigits},
		Seen:   "screen 4.9.0: seen; alternate screen off by default, esc waits for the rest of a mouse report, alt arrives as letters with accents; 256 colours only by the name screen-256color, or screen. and a name that has them",
	},
	{
		Name:   "mosh",
		Signs:  Signs{Secondary: []Range{{1, 10, 10}}, Primary: []int{62}},
		Quirks: Quirks{Between: true, KeepsScreen: true},
		Seen:   "mosh 1.4.0: seen, and read in terminaldispatcher: DA1 62, DA2 1;10;0, no second screen",
	},
}

// altDigits are the shortcuts of panes.
var altDigits = []string{"alt+1", "alt+2", "alt+3", "alt+4", "alt+5", "alt+6"}

// ofVSCode are the shortcuts of VS Code's own that its terminal leaves to it.
var ofVSCode = []string{"f1", "ctrl+p", "ctrl+o", "ctrl+r"}

// graphic are terminals that draw pixels in one way or another.
var graphic = []Brand{
	{
		Name:     "kitty",
		Signs:    Signs{Version: "kitty", Secondary: []Range{{1, 4000, 4000}}, Variables: []string{"TERM=xterm-kitty", "KITTY_WINDOW_ID"}},
		Colors:   ColorsAll,
		Pictures: Pictures{Placeholders: from(0, 28), Kitty: from(0, 20), Sextants: always()},
		Quirks:   Quirks{Titles: true},
		Desktop:  Desktop{Progress: from(0, 41), Links: always(), Notices: NoticesKitty},
		Seen:     "kitty 0.26.5 (shows boxes for placeholders), 0.41.1 and 0.48.2 (counts graphemes): seen; 0.28 changelog: placeholders; progress: read in 0.41.1 and 0.48.2, missing in 0.26.5",
	},
	{
		Name:     "Ghostty",
		Signs:    Signs{Version: "ghostty", Variables: []string{"TERM=xterm-ghostty", "TERM_PROGRAM=ghostty"}, VersionIn: "TERM_PROGRAM_VERSION"},
		Colors:   ColorsAll,
		Pictures: Pictures{Placeholders: always(), Kitty: always(), Sextants: always()},
		Desktop:  Desktop{Progress: from(1, 2), Links: always(), Notices: NoticesTitled},
		Seen:     "Ghostty 1.2 documentation, features and VT reference: kitty graphics with placeholders, mode 2027; progress since 1.2",
	},
	{
		Name:     "WezTerm",
		Signs:    Signs{Version: "wezterm", Variables: []string{"TERM=wezterm", "TERM_PROGRAM=WezTerm"}, VersionIn: "TERM_PROGRAM_VERSION"},
		Colors:   ColorsAll,
		Pictures: Pictures{Kitty: always(), Files: always(), Sixel: always(), Sextants: always()},
		Desktop:  Desktop{Progress: from(20250209), Links: always(), Notices: NoticesTitled},
		Seen:     "WezTerm 20240203 documentation, iTerm image protocol: files in all versions; placeholders are not drawn; progress in builds since February 2025",
	},
	{
		Name: "iTerm2",
		Signs: Signs{
			Version: "iterm2", Secondary: []Range{{0, 95, 95}, {41, 2500, 2600}, {64, 2500, 2600}, {65, 2500, 2600}},
			Variables: []string{"TERM_PROGRAM=iTerm.app", "LC_TERMINAL=iTerm2"}, VersionIn: "TERM_PROGRAM_VERSION",
		},
		Colors:   ColorsAll,
		Pictures: Pictures{Files: from(3, 0), Sixel: from(3, 3), Sextants: from(3, 5)},
		Quirks:   Quirks{Taken: altDigits},
		Desktop:  Desktop{Progress: from(3, 6, 6), Links: from(3, 1), Notices: NoticesText},
		Seen:     "iTerm2 3.5 documentation, images and preferences: option writes special characters by default; links since 3.1, progress since 3.6.6: before, that is a notice",
	},
	{
		Name:     "mintty",
		Signs:    Signs{Version: "mintty", Secondary: []Range{first(77)}, Variables: []string{"TERM_PROGRAM=mintty"}, VersionIn: "TERM_PROGRAM_VERSION"},
		Colors:   ColorsAll,
		Pictures: Pictures{Files: from(2, 9), Sixel: from(2, 6)},
		Quirks:   Quirks{Titles: true, Reorders: true},
		Desktop:  Desktop{Progress: from(3, 4, 2), Links: from(3, 1, 1)},
		Seen:     "mintty 3.7 wiki, control sequences: images since 2.9.0, title stack; links since 3.1.1, progress since 3.4.2",
	},
	{
		Name: "VS Code",
		Signs: Signs{
			Variables: []string{"TERM_PROGRAM=vscode"}, VersionIn: "TERM_PROGRAM_VERSION", Secondary: []Range{{0, 276, 276}},
		},
		Colors:   ColorsAll,
		Pictures: Pictures{Files: always(), FilesBySixel: true, Sextants: from(1, 109)},
		Quirks:   Quirks{Taken: ofVSCode},
		Desktop:  Desktop{Progress: from(1, 100), Links: from(1, 72)},
		Seen:     "VS Code 1.90 documentation, terminal: commands to skip the shell, enableImages; xterm.js DA2 0;276;0; links since 1.72",
	},
	{
		Name:     "xterm.js",
		Signs:    Signs{Version: "xterm.js", Secondary: []Range{{0, 276, 276}}, Variables: []string{"TERM_PROGRAM=Hyper", "TERM_PROGRAM=Tabby"}},
		Colors:   ColorsAll,
		Pictures: Pictures{Files: always(), FilesBySixel: true, Sextants: from(6, 1)},
		Quirks:   Quirks{Doubtful: ofVSCode}, // which answers so too, and is named by nothing over ssh
		Seen:     "xterm.js 5.5 with its image add-on 0.8: seen; 6.1 answers XTVERSION and draws sextants",
	},
	{
		Name:     "foot",
		Signs:    Signs{Version: "foot", Variables: []string{"TERM=foot*"}},
		Colors:   ColorsAll,
		Pictures: Pictures{Sixel: always(), Sextants: always()},
		Quirks:   Quirks{Titles: true},
		Desktop:  Desktop{Links: always(), Notices: NoticesTitled},
		Seen:     "foot 1.13.1, 1.21.0 and 1.28.0: seen; pictures move with rows that scroll elsewhere; foot-ctlseqs(7): XTWINOPS 22 and 23",
	},
	{
		Name:     "Contour",
		Signs:    Signs{Version: "contour", Variables: []string{"TERM=contour*"}},
		Colors:   ColorsAll,
		Pictures: Pictures{Sixel: always(), Sextants: always()},
		Desktop:  Desktop{Links: always(), Notices: NoticesTitled},
		Seen:     "Contour 0.5 documentation, features: sixel, Unicode core (mode 2027)",
	},
	{
		Name:     "Windows Terminal",
		Signs:    Signs{Secondary: []Range{{0, 10, 10}}, Variables: []string{"WT_SESSION"}},
		Colors:   ColorsAll,
		Pictures: Pictures{Sixel: always()},
		Desktop:  Desktop{Progress: always(), Links: always()},
		Seen:     "Windows Terminal 1.22 release notes: sixels, told in DA1; block characters of legacy computing leave gaps; progress since 1.6, links since 1.4",
	},
	{
		Name:     "mlterm",
		Signs:    Signs{Version: "mlterm", Secondary: []Range{first(24)}, Variables: []string{"MLTERM", "TERM=mlterm*"}, VersionIn: "MLTERM"},
		Colors:   ColorsAll,
		Pictures: Pictures{Sixel: always()},
		// It reorders rows, but gives the marks that keep text apart cells of their
		// own: rows would be longer than the screen, and stay under what comes next.
		Quirks: Quirks{Titles: true},
		Seen:   "mlterm 3.9.0, and 3.9.4, which tells its name: seen; text written over a picture takes it away; a date behind Arabic is turned round",
	},
	{
		Name: "xterm",
		Signs: Signs{
			Version: "xterm", Secondary: []Range{{41, 300, 999}, {19, 300, 999}, {64, 300, 999}}, Variables: []string{"XTERM_VERSION"}, Numbering: Plain,
		},
		TrueFrom: from(331),
		Pictures: Pictures{Sixel: from(344)},
		Quirks:   Quirks{Titles: true, Inside: altDigits},
		Seen:     "xterm 379: seen, also with -ti vt340, and around tmux, where alt makes other letters; ctlseqs: direct colours since 331, XTWINOPS 22 and 23",
	},
	{
		Name:     "Konsole",
		Signs:    Signs{Version: "konsole", Variables: []string{"KONSOLE_VERSION"}, Secondary: []Range{{1, 115, 115}, {0, 115, 115}, {1, 220000, 999999}}},
		Colors:   ColorsAll,
		Pictures: Pictures{Kitty: from(22, 4)},
		Quirks:   Quirks{Ghosts: true, Reorders: true},
		Desktop:  Desktop{Progress: from(26, 8), Links: always()},
		Seen:     "Konsole 22.12.3, 25.04 and 26.08: seen, emoji as a whole and letters by code point; sixels, files and kitty's pictures stay under text that is written over them; progress: found in 26.08.2, missing in 25.04.2",
	},
}
