package terminal

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// What is sent for the desktop, by terminal and version.
func TestDesktop(t *testing.T) {
	t.Parallel()
	const titled, kittys = "\x1b]777;notify;imagine-tui;3 done\x1b\\", "\x1b]99;i=imagine-tui:d=0;imagine-tui\x1b\\\x1b]99;i=imagine-tui:p=body;3 done\x1b\\"
	for said, c := range map[string]struct {
		e        Evidence
		progress bool
		links    bool
		notice   string
	}{
		"nothing":               {Evidence{}, false, false, Bell},
		"kitty 0.26":            {Evidence{Version: "kitty(0.26.5)"}, false, true, kittys},
		"kitty 0.41":            {Evidence{Version: "kitty(0.41.1)"}, true, true, kittys},
		"kitty by variable":     {Evidence{Getenv: environment("TERM=xterm-kitty")}, false, true, kittys},
		"Ghostty 1.1":           {Evidence{Version: "ghostty 1.1.3"}, false, true, titled},
		"Ghostty 1.2":           {Evidence{Getenv: environment("TERM_PROGRAM=ghostty", "TERM_PROGRAM_VERSION=1.2.0")}, true, true, titled},
		"WezTerm, stable":       {Evidence{Version: "WezTerm 20240203-110809-5046fc22"}, false, true, titled},
		"WezTerm, newer":        {Evidence{Getenv: environment("TERM_PROGRAM=WezTerm", "TERM_PROGRAM_VERSION=20260101-000000-abcdef")}, true, true, titled},
		"iTerm2 3.5":            {Evidence{Version: "iTerm2 3.5.6"}, false, true, "\x1b]9;imagine-tui: 3 done\x1b\\"},
		"iTerm2 3.6.6":          {Evidence{Version: "iTerm2 3.6.6"}, true, true, "\x1b]9;imagine-tui: 3 done\x1b\\"},
		"Windows Terminal":      {Evidence{Getenv: environment("WT_SESSION=x")}, true, true, Bell},
		"VTE":                   {Evidence{Secondary: []int{65, 8401, 1}}, false, true, Bell},
		"Xfce":                  {Evidence{Secondary: []int{65, 7006, 1}, Owner: "xfce4-terminal"}, false, true, Bell},
		"Konsole 25":            {Evidence{Version: "Konsole 25.04.2"}, false, true, Bell},
		"Konsole 26":            {Evidence{Version: "Konsole 26.08.2"}, true, true, Bell},
		"foot":                  {Evidence{Version: "foot(1.21.0)"}, false, true, titled},
		"xterm":                 {Evidence{Version: "XTerm(412)"}, false, false, Bell},
		"the console":           {Evidence{Getenv: environment("TERM=linux")}, false, false, Bell},
		"tmux in kitty":         {Evidence{Version: "tmux 3.5a", Getenv: environment("KITTY_WINDOW_ID=1")}, false, true, Bell},
		"screen":                {Evidence{Secondary: []int{83, 40900, 0}}, false, false, Bell},
		"an unknown terminal":   {Evidence{Version: "NewTerm 3", Getenv: environment("TERM=xterm-kitty")}, false, false, Bell},
		"ansi-term, everywhere": {Evidence{Getenv: environment("TERM=eterm-color", "WT_SESSION=x")}, false, false, Bell},
	} {
		m := Find(c.e)
		path, err := filepath.Abs(filepath.Join("pictures", "a b;\a#%.png"))
		if err != nil {
			t.Fatal(err)
		}
		link := m.Link(path)
		if m.ShowsProgress() != c.progress || (link != "") != c.links || m.Notice("imagine-tui", "3 done") != c.notice {
			t.Errorf("%s: progress %v, link %q, notice %q", said, m.ShowsProgress(), link, m.Notice("imagine-tui", "3 done"))
		}
		if link == "" {
			if m.Linked(path, "text") != "text" {
				t.Errorf("%s: %q", said, m.Linked(path, "text"))
			}
			continue
		}
		back, err := url.Parse(link)
		if err != nil || back.Scheme != "file" || back.Host == "" || runtime.GOOS != "windows" && back.Path != path {
			t.Errorf("%s: %q is read as %+v, %v", said, link, back, err)
		}
		if strings.ContainsAny(link, "\a\x1b\\ ") {
			t.Errorf("%s: %q", said, link)
		}
	}
}

// No text ends the sequence that it is in, or begins another part of it, and what no
// terminal takes is no link.
func TestDesktopAndHostileTexts(t *testing.T) {
	t.Parallel()
	for _, e := range []Evidence{{}, {Version: "kitty(0.41.1)"}, {Version: "foot(1.21.0)"}, {Version: "iTerm2 3.6.6"}} {
		m := Find(e)
		plain, hostile := m.Notice("a", "b"), m.Notice("a;b", "c\x1b\\\x1b]0;t\a;d\ne")
		for _, sign := range []string{"\x1b", "\a", ";", "\n"} {
			if strings.Count(plain, sign) != strings.Count(hostile, sign) {
				t.Errorf("%s: %q", m.Name, hostile)
			}
		}
		if m.Link("relative.png") != "" || m.Link("") != "" {
			t.Errorf("%s: a path that is not whole is a link", m.Name)
		}
		root, err := filepath.Abs("/")
		if err != nil {
			t.Fatal(err)
		}
		if m.Link(filepath.Join(root, strings.Repeat("long/", 500), "a.png")) != "" {
			t.Errorf("%s: a link that no terminal takes", m.Name)
		}
		if linked := m.Linked(filepath.Join(root, "x\x1b]0;t\a.png"), "x"); strings.Contains(linked, "]0;") && strings.Contains(linked, "\a") {
			t.Errorf("%s: %q", m.Name, linked)
		}
	}
}
