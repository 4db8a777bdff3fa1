// Package dialog has the questions every part of the studio asks in the same
// way: type a word to go on, choose one of a few, read and close.
//
// Every dialog draws its own box, at most as large as View is told, and
// answers with a message. Leaving with esc always
// leaves everything as it was.
package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// ConfirmedMsg says that the person typed what was asked for and pressed enter.
type ConfirmedMsg struct{}

// TabbedMsg says that the person took the other way out, which tab or another
// word offers.
type TabbedMsg struct{}

// CancelledMsg says that the dialog was left, everything as it was.
type CancelledMsg struct{}

// ChosenMsg says which act of a Choice the person took, from 0.
type ChosenMsg struct{ Index int }

// Widths of a dialog's box, where the screen allows them.
const (
	minWidth = 40
	maxWidth = 72
)

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// plain returns lines as they may be shown, one string a line.
func plain(lines []string) []string {
	var out []string
	for _, l := range lines {
		l = strings.ReplaceAll(clean.Text(l), "\t", " ")
		out = append(out, strings.Split(l, "\n")...)
	}
	return out
}

// wrap breaks lines that are wider than w cells.
func wrap(lines []string, w int) []string {
	out := make([]string, 0, len(lines))
	for _, l := range lines {
		if cells.Width(l) <= w {
			out = append(out, l)
			continue
		}
		out = append(out, cells.Wrap(l, max(1, w))...)
	}
	return out
}

// widest returns the cells of the widest line.
func widest(lines []string) int {
	n := 0
	for _, l := range lines {
		n = max(n, cells.Width(l))
	}
	return n
}

// boxWidth is how wide a box is that holds content of so many cells with a
// space at either side, on a screen of w cells.
func boxWidth(w, content int) int {
	return max(0, min(w, min(maxWidth, max(minWidth, content+4))))
}

// heading puts a title that is too long for the border of a box of w cells
// before body.
func heading(title string, body []string, w int) (border string, lines []string) {
	if cells.Width(title) <= w-4 {
		return title, body
	}
	return "", append(append(wrap([]string{title}, w-4), ""), body...)
}

// footer drops parts of words joined by " · " from the right, whole, until
// they fit into the border of a box of w cells.
func footer(words string, w int) string {
	words = clean.Line(words)
	for cells.Width(words) > w-4 {
		i := strings.LastIndex(words, " · ")
		if i < 0 {
			break
		}
		words = words[:i]
	}
	return words
}

// window returns the h lines of lines from top on, and top moved to where
// there is something to show.
func window(lines []string, top, h int) ([]string, int) {
	h = max(0, h)
	top = max(0, min(top, len(lines)-h))
	return lines[top:min(len(lines), top+h)], top
}

// drawPart draws a dialog's box around lines, with a space before each; the border
// says which part of it all is in view.
func drawPart(st *theme.Styles, f box.Frame, foot string, lines []string, w, h int) []string {
	body := make([]string, len(lines))
	for i, l := range lines {
		body[i] = " " + box.Fit(l, max(0, w-4))
	}
	f.Footer, f.Focused = footer(foot, w), true
	return box.Draw(st, f, body, w, min(h, len(lines)+2))
}
