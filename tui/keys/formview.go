package keys

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

const (
	formWidth = 80
	labelW    = 8  // cells of a field's name
	bullets   = 21 // at most, for a secret of any length
)

// advice is what the vendor tells people about keys, in the order it is read.
// rank says how much each line is needed: on a low screen the highest go first.
var advice = []struct {
	rank int
	text string
}{
	{1, `Keys are made at the vendor's console under "API keys": {key.form.console} opens it.`},
	{2, "Name it after its use. Prefer a team account to a personal one."},
	{3, "Leaked? Tell the vendor's support, make a new key, remove the old one here."},
	{0, "The secret is never shown again and never written to the config."},
}

// View returns the form's own box, at most w × h cells.
func (f *AddForm) View(w, h int) []string {
	f.cursor = nil
	bw := min(max(0, w), formWidth)
	inner := max(0, bw-4)
	lines, at := f.fields(inner)
	lines = append(lines, f.state(inner)...)
	for n := len(advice); n > 0; n-- {
		if more := f.advise(n, inner); len(lines)+len(more) <= h-2 {
			lines = append(lines, more...)
			break
		}
	}
	top := max(0, min(at-max(0, h-3)/2, len(lines)-max(0, h-2)))
	if len(lines) <= h-2 {
		top = 0
	}
	shown := lines[top:min(len(lines), top+max(0, h-2))]
	body := make([]string, len(shown))
	for i, l := range shown {
		body[i] = " " + box.Fit(l, inner)
	}
	f.place(top, len(shown), bw)
	foot := footer(f.words(), bw)
	return box.Draw(f.st, box.Frame{Title: "Add a key", Where: box.Span(top, h-2, len(lines)), Footer: foot, Focused: true}, body, bw, min(max(0, h), len(lines)+2))
}

// words say what the keys do in the field that has the focus.
func (f *AddForm) words() string {
	acts := f.Actions()
	if f.item != keepItem {
		return acts.Words("{dialog.accept} save and check · {dialog.next} next field · {dialog.cancel} cancel")
	}
	choose := acts.Together(action.KeyKeep, "choose", action.OptionPrevious, action.OptionNext)
	return choose.Key + " " + choose.Desc + acts.Words(" · {dialog.next} next field · {dialog.accept} save and check · {dialog.cancel} cancel")
}

// place turns the cursor's place in the lines into one in the box.
func (f *AddForm) place(top, shown, bw int) {
	if f.cursor == nil {
		return
	}
	f.cursor.X = min(f.cursor.X+2, max(0, bw-2))
	f.cursor.Y += 1 - top
	if f.cursor.Y < 1 || f.cursor.Y > shown || bw < 3 {
		f.cursor = nil
	}
}

// Cursor returns where the text cursor stood at the last View, relative to the
// box, or nil.
func (f *AddForm) Cursor() *tea.Cursor { return f.cursor }

// footer returns as many of the parts of words as fit into the border of a box of w cells.
func footer(words string, w int) string {
	parts := strings.Split(words, " · ")
	for n := len(parts); n > 1; n-- {
		if text := strings.Join(parts[:n], " · "); cells.Width(text) <= w-4 {
			return text
		}
	}
	return parts[len(parts)-1] // at least how to get out
}

// fields returns the lines of all fields and which of them has the focus.
func (f *AddForm) fields(w int) (lines []string, at int) {
	for i := range itemCount {
		if i == f.item {
			at = len(lines)
		}
		switch {
		case i == keepItem:
			lines = append(lines, f.keepLines(w)...)
		case i == secretItem && f.keepsSecret():
			lines = append(lines, f.label(i)+f.secretText(w-labelW, len(lines)))
		default:
			lines = append(lines, f.label(i)+f.fieldText(i, w-labelW, len(lines)))
		}
	}
	return lines, at
}

func (f *AddForm) label(i item) string {
	name := [...]string{keepItem: "Keep in", nameItem: "Name", secretItem: "Secret", addressItem: "Address"}[i]
	if i == secretItem {
		switch keeps[f.keep].kind {
		case KeepEnv:
			name = "From"
		case KeepCommand:
			name = "Command"
		}
	}
	if i == f.item {
		return f.st.Focused.Render(box.Fit(name, labelW))
	}
	return f.st.Dim.Render(box.Fit(name, labelW))
}

func (f *AddForm) fieldText(i item, w, y int) string {
	line, x := f.field(i).View(max(0, w), f.st.Cursor)
	if i == f.item {
		f.put(labelW+x, y)
	}
	return line
}

func (f *AddForm) put(x, y int) {
	f.cursor = tea.NewCursor(x, y)
	f.cursor.Shape = tea.CursorBar
}

// secretText shows that there is a secret, how long it is, and the end that
// tells it from others, if it is long enough to.
func (f *AddForm) secretText(w, y int) string {
	n := f.secret.Len()
	dots := min(n, bullets)
	words := ""
	if n > 0 {
		how := "typed"
		if f.pasted {
			how = "pasted"
		}
		words = fmt.Sprintf("%s, %d characters", how, n)
		if tail := f.secret.Tail(); tail != "" {
			words += ", ends " + tail
		}
		dots = max(min(dots, 3), min(dots, w-2-cells.Width(words)))
	}
	if f.item == secretItem {
		f.put(labelW+min(dots, max(0, w-1)), y)
	}
	if n == 0 {
		return f.st.Dim.Render("paste it here")
	}
	return f.st.Strong.Render(strings.Repeat("•", dots)) + "  " + f.st.Dim.Render(words)
}

// keepLines shows the ways to keep a secret, on as many lines as they need, and
// what the chosen one means.
func (f *AddForm) keepLines(w int) []string {
	const gap = 3
	lines := []string{f.label(keepItem)}
	x := labelW
	for i, k := range keeps {
		sign, style := theme.SignUnmarked, f.st.Dim
		if i == f.keep {
			sign, style = theme.SignMarked, f.st.Strong
			if f.item == keepItem {
				style = f.st.Cursor
			}
		}
		text := sign + " " + k.words
		if k.kind == KeepKeyring && f.missing {
			text += " (none here)"
		}
		n := cells.Width(text)
		last := len(lines) - 1
		switch {
		case x == labelW:
		case x+gap+n <= w:
			lines[last] += strings.Repeat(" ", gap)
			x += gap
		default:
			lines = append(lines, strings.Repeat(" ", labelW))
			last++
			x = labelW
		}
		if i == f.keep && f.item == keepItem {
			f.cursor = box.OnRow(x, last) // the form begins with these lines
		}
		lines[last] += style.Render(text)
		x += n
	}
	for _, l := range cells.Wrap(keeps[f.keep].meaning, max(1, w-labelW)) {
		lines = append(lines, strings.Repeat(" ", labelW)+f.st.Dim.Render(l))
	}
	return lines
}

// state is what went wrong, or that the form is at work.
func (f *AddForm) state(w int) []string {
	text, style := f.err, f.st.Warn
	if f.busy {
		text, style = "Saving…", f.st.Busy
	}
	if text == "" {
		return nil
	}
	return dressed(text, w, style.Render)
}

// advise returns the n most needed pieces of advice below an empty line.
func (f *AddForm) advise(n, w int) []string {
	out := []string{""}
	for _, a := range advice {
		if a.rank < n {
			out = append(out, dressed(f.Actions().Words(a.text), w, f.st.Dim.Render)...)
		}
	}
	return out
}

// dressed wraps text to w cells and styles each line.
func dressed(text string, w int, render func(...string) string) []string {
	lines := cells.Wrap(text, max(1, w))
	for i, l := range lines {
		lines[i] = render(l)
	}
	return lines
}
