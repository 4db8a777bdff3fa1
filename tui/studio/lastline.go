package studio

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
)

// lastLine shows a message, the choices of a waiting pair of keys, or the keys
// of the focused pane, dropped whole from the right.
func (f *frame) lastLine() string {
	if !f.keyboard.waiting.Empty() {
		return box.Fit(f.followers(), f.panes.w)
	}
	more := ""
	if !f.keyboard.capturing() && f.panes.w >= 60 {
		more = f.acts.Words(" {studio.messages} shows all")
	}
	if line := f.notices.line(f.st, f.panes.w, more); line != "" {
		return box.Fit(line, f.panes.w)
	}
	tip := ""
	if f.panes.w >= 110 && f.dialogs.top() == nil && f.screens.top() == nil {
		if tip = f.acts.Words(f.tips.next(f.panes.focus, f.keyboard.capturing())); tip != "" {
			tip = "  " + tip
		}
	}
	line := f.hints(f.panes.w - cells.Width(tip))
	return box.Fit(line, f.panes.w-cells.Width(tip)) + f.st.Dim.Render(tip)
}

// followers lists what may come after the key that waits for a second one: what
// can act now.
func (f *frame) followers() string {
	line := " " + f.st.Key.Render(f.acts.First(f.keyboard.waiting)) + f.st.Hint.Render(" then")
	for _, next := range f.acts.Followers(f.keyboard.waiting) {
		if f.acts.Why(next.ID) != "" {
			continue
		}
		desc := f.choice(next.ID)
		more := " " + f.st.Key.Render(next.Key) + f.st.Hint.Render(" "+desc+" ")
		if cells.Width(line+more) <= f.panes.w+1 {
			line += more
		}
	}
	return line
}

// choice says what an action does, and what that costs.
func (f *frame) choice(id action.ID) string {
	return strings.TrimSpace(f.acts.Get(id).Short + " " + f.acts.Price(id))
}

// choices are all of the followers, a part of a sentence each.
func (f *frame) choices() (out []string) {
	for _, next := range f.acts.Followers(f.keyboard.waiting) {
		if f.acts.Why(next.ID) == "" {
			out = append(out, next.Key+" "+f.choice(next.ID))
		}
	}
	return out
}

// hinted are the keys of what has the keyboard, as many as there are.
func (f *frame) hinted() []string {
	const all = 1000
	return strings.Split(ansi.Strip(strings.TrimSpace(f.hints(all))), " · ")
}

func (f *frame) hints(room int) string {
	if f.dialogs.top() != nil { // which names its own; those of the pane below do nothing
		return f.hintLine([]action.Hint{f.acts.HintAs(action.Question, action.DialogCancel, "close")}, room)
	}
	if s := f.screens.top(); s != nil {
		hints := s.Hints()
		if !slices.ContainsFunc(hints, leads) { // however one came there: how to leave is always said
			hints = append(slices.Clone(hints), f.acts.Hint(s.Place(), action.StudioBack))
		}
		return f.hintLine(fewer(hints, 8), room)
	}
	hints, at := f.panes.focused().Hints(), f.panes.focused().Place()
	hints = hints[:min(len(hints), 6)]
	if f.panes.focus == panePrompt && f.flows.progress.Busy() {
		hints = append(hints, f.acts.Hint(at, action.RunStop))
	}
	if marked := f.gallery.MarkedCount(); marked > 0 && f.panes.focus != panePrompt {
		return box.Fit(" "+f.st.Strong.Render(fmt.Sprintf("%d marked", marked))+f.hintLine(hints, room-10), room)
	}
	if f.keyboard.capturing() {
		at = action.Prompt // of which a field in a pane is a part
	}
	return f.hintLine(append(hints, f.acts.Hint(at, action.StudioHelp)), room)
}

// leads tells whether a hint is about the way back.
func leads(h action.Hint) bool { return h.ID == action.StudioBack || h.ID == action.DialogCancel }

// fewer leaves no more than n hints, the way back among them.
func fewer(hints []action.Hint, n int) []action.Hint {
	if len(hints) <= n {
		return hints
	}
	out := slices.Clone(hints[:n])
	for _, h := range hints[n:] {
		if leads(h) {
			out[n-1] = h
		}
	}
	return out
}

func (f *frame) hintLine(hints []action.Hint, room int) string {
	line, used := "", 1
	// The way back is always said: the others make room for it.
	kept := 0
	for _, h := range hints {
		if leads(h) && h.Key != "" {
			kept = cells.Width(h.Key) + 1 + cells.Width(h.Desc) + 3
		}
	}
	for _, h := range hints {
		if h.Key == "" {
			continue // it was taken away
		}
		if h.ID != "" && f.panes.onPicture() && f.acts.Why(h.ID) != "" {
			continue // it cannot act on this one
		}
		desc := h.Desc
		if h.ID != "" && f.panes.onPicture() {
			desc = strings.TrimSpace(desc + " " + f.acts.Price(h.ID))
		}
		n := cells.Width(h.Key) + 1 + cells.Width(desc)
		if line != "" {
			n += 3
		}
		if leads(h) {
			kept = 0
		}
		if used+n > room-kept {
			continue
		}
		if line != "" {
			line += f.st.Dim.Render(" · ")
		} else {
			line = " "
		}
		line += f.st.Key.Render(h.Key) + f.st.Hint.Render(" "+desc)
		used += n
	}
	return line
}
