package terminal

import (
	"strings"
	"testing"
)

// environment makes NAME=value pairs a Getenv.
func environment(pairs ...string) func(string) string {
	return func(name string) string {
		for _, p := range pairs {
			if n, v, _ := strings.Cut(p, "="); n == name {
				return v
			}
		}
		return ""
	}
}

// What real terminals answered, and which row that is.
func TestFind(t *testing.T) {
	t.Parallel()
	for said, c := range map[string]struct {
		e       Evidence
		name    string
		version string
		sure    bool
	}{
		"nothing":             {Evidence{}, "an unknown terminal", "", false},
		"xterm 379":           {Evidence{Version: "XTerm(379)", Secondary: []int{41, 379, 0}}, "xterm", "379", true},
		"xterm, attributes":   {Evidence{Secondary: []int{41, 379, 0}, Primary: []int{64, 1, 2, 6}}, "xterm", "379", true},
		"xterm -ti vt340":     {Evidence{Secondary: []int{19, 379, 0}}, "xterm", "379", true},
		"mlterm":              {Evidence{Secondary: []int{24, 279, 0}, Getenv: environment("MLTERM=3.9.0")}, "mlterm", "3.9.0", true},
		"rxvt-unicode":        {Evidence{Secondary: []int{85, 95, 0}}, "rxvt-unicode", "", true},
		"st":                  {Evidence{Answered: true, Primary: []int{6}, Getenv: environment("TERM=st-256color")}, "st", "", false},
		"PuTTY":               {Evidence{Secondary: []int{0, 136, 0}, Primary: []int{6}}, "PuTTY", "", true},
		"Konsole 22":          {Evidence{Version: "Konsole 22.12.3", Secondary: []int{1, 115, 0}}, "Konsole", "22.12.3", true},
		"QTerminal":           {Evidence{Secondary: []int{0, 115, 0}, Owner: "qterminal"}, "QTermWidget", "", true},
		"kitty":               {Evidence{Version: "kitty(0.41.1)"}, "kitty", "0.41.1", true},
		"kitty, attributes":   {Evidence{Secondary: []int{1, 4000, 26}}, "kitty", "", true},
		"Alacritty 0.11":      {Evidence{Secondary: []int{0, 1700, 1}, Getenv: environment("TERM=alacritty")}, "Alacritty", "0.11", true},
		"Alacritty, ssh":      {Evidence{Secondary: []int{0, 2500, 1}}, "Alacritty", "0.15.1", true},
		"VTE, no name":        {Evidence{Secondary: []int{65, 7006, 1}}, "VTE", "0.70.6", true},
		"VTE by its name":     {Evidence{Version: "VTE(7802)"}, "VTE", "0.78.2", true},
		"Tilix":               {Evidence{Secondary: []int{65, 7006, 1}, Getenv: environment("TILIX_ID=232c")}, "Tilix", "0.70.6", true},
		"Xfce":                {Evidence{Secondary: []int{65, 7006, 1}, Owner: "xfce4-terminal"}, "Xfce Terminal", "0.70.6", true},
		"VTE by environment":  {Evidence{Getenv: environment("VTE_VERSION=6003")}, "VTE", "0.60.3", false},
		"Alacritty, newer":    {Evidence{Secondary: []int{0, 3100, 1}}, "Alacritty", "0.17", true},
		"Alacritty, between":  {Evidence{Secondary: []int{0, 2400, 1}}, "Alacritty", "0.13.2", true},
		"Alacritty, old":      {Evidence{Secondary: []int{0, 403, 1}}, "Alacritty", "", true},
		"foot":                {Evidence{Version: "foot(1.13.1)"}, "foot", "1.13.1", true},
		"WezTerm":             {Evidence{Version: "WezTerm 20240203-110809-5046fc22"}, "WezTerm", "20240203", true},
		"tmux":                {Evidence{Version: "tmux 3.3a", Getenv: environment("TMUX=x", "VTE_VERSION=7006")}, "tmux", "3.3", true},
		"tmux, silent":        {Evidence{Getenv: environment("TMUX=x", "TERM_PROGRAM=WezTerm")}, "tmux", "", false},
		"screen":              {Evidence{Secondary: []int{83, 40900, 0}}, "GNU screen", "", true},
		"mosh":                {Evidence{Secondary: []int{1, 10, 0}, Primary: []int{62}, Getenv: environment("TERM=xterm-256color")}, "mosh", "", true},
		"VS Code":             {Evidence{Secondary: []int{0, 276, 0}, Getenv: environment("TERM_PROGRAM=vscode", "TERM_PROGRAM_VERSION=1.109.2")}, "VS Code", "1.109.2", true},
		"Windows Terminal":    {Evidence{Secondary: []int{0, 10, 1}, Getenv: environment("WT_SESSION=x")}, "Windows Terminal", "", true},
		"Terminal.app":        {Evidence{Secondary: []int{1, 95, 0}}, "Terminal.app", "", true},
		"iTerm2":              {Evidence{Version: "iTerm2 3.5.6"}, "iTerm2", "3.5.6", true},
		"Emacs":               {Evidence{Getenv: environment("TERM=eterm-color", "INSIDE_EMACS=28.2,term:0.96")}, "Emacs, ansi-term", "", false},
		"Emacs in xterm":      {Evidence{Getenv: environment("TERM=eterm-color", "XTERM_VERSION=XTerm(379)")}, "Emacs, ansi-term", "", false},
		"Emacs in tmux":       {Evidence{Getenv: environment("TERM=eterm-color", "TMUX=x", "VTE_VERSION=7006")}, "Emacs, ansi-term", "", false},
		"a console":           {Evidence{Getenv: environment("TERM=linux", "KONSOLE_VERSION=221203")}, "the console of Linux", "", false},
		"a new name":          {Evidence{Version: "NewTerm 3", Getenv: environment("TERM=xterm-kitty")}, "an unknown terminal", "", true},
		"a name without end":  {Evidence{Version: "kitty(0.41.1" + strings.Repeat("9", 100)}, "kitty", "0.41", true},
		"not WezTerm":         {Evidence{Answered: true, Getenv: environment("TERM_PROGRAM=WezTerm")}, "an unknown terminal", "", false},
		"WezTerm, not asked":  {Evidence{Getenv: environment("TERM_PROGRAM=WezTerm")}, "WezTerm", "", false},
		"VTE started another": {Evidence{Secondary: []int{9, 9, 9}, Answered: true, Getenv: environment("VTE_VERSION=7006")}, "an unknown terminal", "", false},
	} {
		m := Find(c.e)
		if m.Name != c.name || m.Version.String() != c.version || m.Sure != c.sure {
			t.Errorf("%s: %s %v, sure %v: %s", said, m.Name, m.Version, m.Sure, m.Why)
		}
		if m.Why == "" || m.Seen == "" {
			t.Errorf("%s: no reason is given", said)
		}
	}
}

// Every row says where it is from, and no two rows have the same name.
func TestTable(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, b := range All() {
		if b.Seen == "" || b.Name == "" || names[b.Name] {
			t.Errorf("%+v", b)
		}
		names[b.Name] = true
		if b.Signs.Version != strings.ToLower(b.Signs.Version) {
			t.Errorf("%s: names are compared in small letters", b.Name)
		}
		if b.Quirks.Ghosts && (b.Pictures.Files.Ever() || b.Pictures.Sixel.Ever() || b.Pictures.Placeholders.Ever()) {
			t.Errorf("%s: pictures would leave ghosts", b.Name)
		}
	}
	for _, h := range hosts {
		if !names[h.widget] || h.seen == "" {
			t.Errorf("%s is built around %s", h.name, h.widget)
		}
	}
}

func TestSince(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		since   Since
		version string
		want    bool
		said    string
	}{
		{Since{}, "9", false, "never"},
		{always(), "", true, "always"},
		{from(0, 28), "", false, "from 0.28"},
		{from(0, 28), "0.28.0", true, "from 0.28"},
		{from(0, 28), "0.27.9", false, "from 0.28"},
		{from(0, 28), "1", true, "from 0.28"},
		{from(6200), "7006", true, "from 6200"},
		{from(0, 13, 2), "0.13", false, "from 0.13.2"},
	} {
		if got := c.since.In(ParseVersion(c.version)); got != c.want || c.since.String() != c.said || c.since.Ever() != (c.said != "never") {
			t.Errorf("%v in %q: %v", c.since, c.version, got)
		}
	}
}

// Names come from strangers: whatever they hold, a row comes of it.
func FuzzFind(f *testing.F) {
	f.Add("kitty(0.41.1)", 1, 4000, "xterm-kitty")
	f.Add("", 65, 7006, "xterm-256color")
	f.Add("a(99999999999999999999.1", -1, 1<<40, "eterm")
	f.Fuzz(func(t *testing.T, version string, a, b int, term string) {
		m := Find(Evidence{Version: version, Secondary: []int{a, b, 0}, Getenv: environment("TERM=" + term)})
		if m.Brand == nil || m.Why == "" || len(m.Version) > maxParts {
			t.Errorf("%+v", m)
		}
	})
}
