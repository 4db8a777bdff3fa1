package terminal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"imagine-tui/api/clean"
)

// Desktop says from which version on a terminal passes on what concerns the desktop
// around it.
type Desktop struct {
	// Progress is how far work is, shown at the taskbar or tab (OSC 9;4, ended by
	// a bell).
	Progress Since
	// Links are those that text may lead to (OSC 8).
	Links Since
	// Notices is how it is asked to notify, the bell where nothing else is known.
	Notices Notices
}

// Notices is how a terminal is asked to notify the person.
type Notices int

// The ways to notify.
const (
	// NoticesBell rings, and the terminal does with that what its owner chose.
	NoticesBell Notices = iota
	// NoticesText is a text alone (OSC 9), NoticesTitled one with a title (OSC 777).
	NoticesText
	NoticesTitled
	// NoticesKitty is kitty's own way (OSC 99): a later notice replaces the one before.
	NoticesKitty
)

// Bell makes a terminal ring.
const Bell = "\a"

// longest is how many bytes a link may have: no terminal takes longer ones.
const longest = 2000

// ShowsProgress tells whether the terminal shows how far work is.
func (m Match) ShowsProgress() bool { return m.Desktop.Progress.In(m.Version) }

// Notice returns what makes the terminal notify the person of a text.
func (m Match) Notice(title, text string) string {
	title, text = plainly(title), plainly(text)
	switch m.Desktop.Notices {
	case NoticesText:
		// What begins with a number may mean something else there.
		return "\x1b]9;" + title + ": " + text + "\x1b\\"
	case NoticesTitled:
		return "\x1b]777;notify;" + title + ";" + text + "\x1b\\"
	case NoticesKitty:
		id := "i=" + title + ":"
		return "\x1b]99;" + id + "d=0;" + title + "\x1b\\" + "\x1b]99;" + id + "p=body;" + text + "\x1b\\"
	case NoticesBell:
	}
	return Bell
}

// plainly is a text that ends no sequence, and has nothing that separates its parts.
func plainly(text string) string { return strings.ReplaceAll(clean.Line(text), ";", ",") }

// Link returns the address that text may lead to for a file, "" where the terminal
// takes none. It names this computer: one at the other end of a line is told that
// the file is not there.
func (m Match) Link(path string) string {
	if !m.Desktop.Links.In(m.Version) || !filepath.IsAbs(path) {
		return ""
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive
	}
	link := "file://" + percented(thisComputer()) + percented(path)
	if len(link) > longest {
		return ""
	}
	return link
}

// percented is a text as an address has it: what may end one, or the sequence it is
// sent in, is written by its number.
func percented(text string) string {
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		if c < 0x7f && strings.ContainsRune("/:-._~", rune(c)) || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// thisComputer names this computer.
var thisComputer = sync.OnceValue(func() string {
	name, err := os.Hostname()
	if err != nil {
		return "localhost"
	}
	return name
})

// Linked returns a text that leads to a file, or the text alone.
func (m Match) Linked(path, text string) string {
	link := m.Link(path)
	if link == "" {
		return text
	}
	return "\x1b]8;;" + link + "\x1b\\" + text + "\x1b]8;;\x1b\\"
}
