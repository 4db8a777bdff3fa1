package terminal

// widgets are terminals that many programs are built around; see hosts.
var widgets = []Brand{
	{
		Name: "VTE",
		Signs: Signs{
			Version: "vte", Secondary: []Range{{61, 7000, 9999}, {65, 5000, 9999}, {1, 2600, 3999}, {1, 4001, 5299}}, Variables: []string{"VTE_VERSION"}, VersionIn: "VTE_VERSION", Numbering: Hundreds,
		},
		TrueFrom: from(0, 36),
		Pictures: Pictures{Sextants: from(0, 62)},
		Quirks:   Quirks{Titles: true, Reorders: true, Doubtful: keptAround("VTE")},
		Desktop:  Desktop{Links: from(0, 50)},
		Seen:     "VTE 0.70.6: seen in GNOME Terminal, Xfce, MATE, Tilix and others; 0.80 and 0.84, which tells its name: seen in GNOME Terminal and Xfce; all colours since 0.36; links since 0.50; progress must not end with a bell there",
	},
	{
		Name:   "QTermWidget",
		Signs:  Signs{Secondary: []Range{{0, 115, 115}}, Processes: []string{"qterminal", "cool-retro-term"}},
		Quirks: Quirks{Ghosts: true, Drifts: true},
		Seen:   "QTerminal 1.2.0: seen; questions of kitty's protocol and for modes are shown as text; the cells of lines are counted in pixels up to QTermWidget 2.1, read in its source",
	},
}

// ofAlacritty are the libraries of Alacritty: DA2 tells theirs.
var ofAlacritty = []Library{
	{Version{0, 10}, Version{0, 5}},
	{Version{0, 11}, Version{0, 6}},
	{Version{0, 12}, Version{0, 7}},
	{Version{0, 14}, Version{0, 8}},
	{Version{0, 15}, Version{0, 9}},
	{Version{0, 16}, Version{0, 10}},
	{Version{0, 17}, Version{0, 11}},
	{Version{0, 18}, Version{0, 12}},
	{Version{0, 20}, Version{0, 13}},
	{Version{0, 21}, Version{0, 13, 1}},
	{Version{0, 23}, Version{0, 13, 2}},
	{Version{0, 24, 1}, Version{0, 14}},
	{Version{0, 24, 2}, Version{0, 15}},
	{Version{0, 25}, Version{0, 15, 1}},
	{Version{0, 25, 1}, Version{0, 16}},
	{Version{0, 26}, Version{0, 17}},
}

// plain are terminals that draw characters and no pixels.
var plain = []Brand{
	{
		Name: "Alacritty",
		Signs: Signs{
			Secondary: []Range{{0, 200, 99999}}, Variables: []string{"TERM=alacritty*", "ALACRITTY_WINDOW_ID"},
			Numbering: Hundreds, Libraries: ofAlacritty,
		},
		Colors:   ColorsAll,
		Pictures: Pictures{Sextants: from(0, 13, 2)},
		Quirks:   Quirks{Titles: true},
		Desktop:  Desktop{Links: always()},
		Seen:     "Alacritty 0.11.0, 0.15.1 and 0.17.0: seen; DA2 has the version of its library, by the files of its releases; sextants since 0.13.2 by its changelog; links since 0.11",
	},
	{
		Name:   "rxvt-unicode",
		Signs:  Signs{Secondary: []Range{first(85)}, Variables: []string{"TERM=rxvt-unicode*"}},
		Colors: Colors256,
		Seen:   "rxvt-unicode 9.30: seen; a question of kitty's protocol is shown as text",
	},
	{
		Name:   "PuTTY",
		Signs:  Signs{Secondary: []Range{{0, 136, 136}}, Variables: []string{"TERM=putty*"}},
		Colors: ColorsAll,
		Seen:   "PuTTY (pterm) 0.78: seen; changelog: all colours since 0.71",
	},
	{
		Name:   "st",
		Signs:  Signs{Variables: []string{"TERM=st-*", "TERM=st"}},
		Colors: ColorsAll,
		Seen:   "st 0.9: seen; it answers DA1 alone",
	},
	{
		Name:   "zutty",
		Signs:  Signs{Processes: []string{"zutty"}},
		Colors: ColorsAll,
		Seen:   "zutty 0.14 and 0.16: seen; a question of kitty's protocol is shown as text",
	},
	{
		Name:   "Terminology",
		Signs:  Signs{Version: "terminology", Variables: []string{"TERMINOLOGY"}},
		Colors: ColorsAll,
		Seen:   "Terminology 1.13.0: seen, but for its keys",
	},
	{
		Name:   "Terminal.app",
		Signs:  Signs{Variables: []string{"TERM_PROGRAM=Apple_Terminal"}, Secondary: []Range{{1, 95, 95}}},
		Colors: Colors256,
		Quirks: Quirks{Taken: altDigits},
		Seen:   "Terminal 2.14 of macOS 14, user guide: 256 colours, option writes special characters; it shows strings that it does not know",
	},
	{
		Name:   "JediTerm",
		Signs:  Signs{Variables: []string{"TERMINAL_EMULATOR=JetBrains-JediTerm"}},
		Colors: ColorsAll,
		Seen:   "IntelliJ IDEA 2024.3 documentation, terminal",
	},
	{
		Name:   "Warp",
		Signs:  Signs{Variables: []string{"TERM_PROGRAM=WarpTerminal"}},
		Colors: ColorsAll,
		Seen:   "Warp 2024 documentation, compatibility",
	},
	{
		Name:   "the console of Linux",
		Signs:  Signs{Variables: []string{"TERM=linux"}},
		Colors: Colors16,
		Quirks: Quirks{Silent: true, KeepsScreen: true},
		Seen:   "Linux 6.1, console_codes(4): 16 colours, no second screen, 512 characters",
	},
	{
		Name:   "Emacs, ansi-term",
		Signs:  Signs{Variables: []string{"TERM=eterm*"}},
		Quirks: Quirks{Silent: true, Unfit: "ansi-term in Emacs garbles full screens: vterm or eat in Emacs, or a terminal, shows it"},
		Seen:   "Emacs 28.2, M-x ansi-term: seen",
	},
	{
		Name:   "Emacs, eat",
		Signs:  Signs{Variables: []string{"TERM=eat-*"}},
		Colors: ColorsAll,
		Seen:   "Eat 0.9 manual",
	},
}

// host is a program around a widget, with the keys that it keeps for itself.
type host struct {
	name, widget string
	signs        Signs
	taken        []string
	seen         string
}

var hosts = []host{
	{
		name: "Xfce Terminal", widget: "VTE", signs: Signs{Processes: []string{"xfce4-terminal"}}, taken: []string{"f1"},
		seen: "Xfce Terminal 1.0.4: seen; f1 opens its manual",
	},
	{
		name: "Tilix", widget: "VTE", signs: Signs{Variables: []string{"TILIX_ID"}}, taken: altDigits,
		seen: "Tilix 1.9.5: seen; alt+1 and on go to its panes",
	},
	{
		name: "Terminator", widget: "VTE", signs: Signs{Variables: []string{"TERMINATOR_UUID"}, Processes: []string{"terminator"}}, taken: []string{"f1"},
		seen: "Terminator 2.1.2: seen; f1 opens its manual",
	},
	{
		name: "MATE Terminal", widget: "VTE", signs: Signs{Processes: []string{"mate-terminal"}}, taken: []string{"f1"},
		seen: "MATE Terminal 1.26.0: seen; f1 opens its manual",
	},
	{
		name: "GNOME Terminal", widget: "VTE", signs: Signs{Variables: []string{"GNOME_TERMINAL_SCREEN"}, Processes: []string{"gnome-terminal-"}},
		seen: "GNOME Terminal 3.46.8: seen; every key of ours arrives while there is one tab",
	},
}
