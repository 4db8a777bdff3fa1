package studio

import (
	"fmt"
	"strings"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
)

// header says what is true now: the operation, the key, the work in hand and
// what it cost today. It shortens from the right.
func (f *frame) header() string {
	if f.panes.lay.shape == shapeOne {
		return f.tabs()
	}
	name := " " + f.st.Accent.Bold(true).Render("imagine-tui") + "   " + string(f.flows.compose.Operation())
	var parts []string
	work := f.st.Dim.Render("nothing running")
	if words := f.flows.progress.Work(f.panes.w >= 110); words != "" {
		work = f.st.Busy.Render(words)
	}
	parts = append(parts, f.flows.accounts.Header(f.panes.w >= 100), work)
	if spent := f.flows.progress.Spent(); spent != "" {
		parts = append(parts, spent)
	}
	parts = append(parts, f.ways())
	for len(parts) > 1 {
		used := cells.Width(name)
		for _, p := range parts {
			used += cells.Width(p)
		}
		if gap := (f.panes.w - 1 - used) / len(parts); gap >= 2 {
			line := name
			for _, p := range parts {
				line += strings.Repeat(" ", gap) + p
			}
			return box.Fit(line, f.panes.w)
		}
		parts = parts[:len(parts)-1]
	}
	return box.Fit(name+"  "+parts[0], f.panes.w)
}

// ways names the keys that lead to everything else.
func (f *frame) ways() string {
	at := action.Results
	if f.keyboard.capturing() {
		at = action.Prompt
	}
	var out []string
	for _, h := range []action.Hint{f.acts.HintAs(at, action.StudioCommands, "commands"), f.acts.Hint(at, action.StudioHelp)} {
		if h.Key != "" && (f.panes.w >= 100 || h.ID == action.StudioHelp) {
			out = append(out, h.Key+" "+h.Desc)
		}
	}
	return strings.Join(out, " · ")
}

// tabs are the panes of the smallest layout, the focused one in brackets.
func (f *frame) tabs() string {
	names := map[paneID]string{panePrompt: "Prompt", paneStyle: "Style", paneSeed: "Seed", paneResults: "Results", panePreview: "Picture", paneKeys: "Keys"}
	var b strings.Builder
	tabs := tabOrder
	// Where they do not all fit, the first ones make way for the one in use.
	for tabs[0] != f.panes.focus {
		used := 0
		for _, id := range tabs {
			if used += cells.Width(names[id]) + 2; id == f.panes.focus {
				break
			}
		}
		if used <= f.panes.w-2 {
			break
		}
		tabs = tabs[1:]
	}
	if len(tabs) < len(tabOrder) {
		b.WriteString(f.st.Dim.Render("…"))
	}
	for _, id := range tabs {
		if id == f.panes.focus {
			b.WriteString(f.st.Focused.Render("[" + names[id] + "]"))
		} else {
			b.WriteString(" " + f.st.Dim.Render(names[id]) + " ")
		}
	}
	if n := f.flows.progress.Running(); n > 0 {
		fmt.Fprintf(&b, "  %d running", n)
	}
	return box.Fit(b.String(), f.panes.w)
}

// strip is the left column folded into one line.
func (f *frame) strip() string {
	styles := strings.Join(f.panes.style.Marked(), " ")
	if n := len(f.panes.style.Marked()); n > 2 {
		styles = fmt.Sprintf("%d styles", n)
	}
	part := func(id paneID, name, value string) string {
		st := f.st.Text
		if f.panes.focus == id {
			st = f.st.Focused
		}
		return " " + f.st.Dim.Render(name) + " " + st.Render(value) + " "
	}
	line := part(paneStyle, "Style", styles) + part(paneSeed, "Seed", f.panes.seed.Text()) +
		part(paneSeed, "Ratio", strings.Join(f.panes.seed.Ratios(), " ")) + part(paneKeys, "Key", f.flows.accounts.Label())
	if f.flows.accounts.SandboxOnly() {
		line += f.st.Dim.Render(f.acts.Words("  {key.add} add a key"))
	}
	return box.Fit(line, f.panes.w)
}
