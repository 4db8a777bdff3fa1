package accounts

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/tui/widget/box"
)

// Listed tells whether the short list of keys is shown.
func (f *Flow) Listed() bool { return f.listed }

// Unlist takes the short list of keys away.
func (f *Flow) Unlist() { f.listed = false }

// Next switches to the next key that may be used, and shows the short list of
// keys beside the sentence that says which: it goes with that.
func (f *Flow) Next() tea.Cmd {
	if f.o.Store == nil {
		return nil
	}
	cmd := f.next()
	f.listed = true
	return cmd
}

func (f *Flow) next() tea.Cmd {
	list := f.o.Store.List()
	at := 0
	for i, k := range list {
		if k.Name == f.inUse.Name {
			at = i
		}
	}
	for i := 1; i < len(list); i++ {
		k := list[(at+i)%len(list)]
		if _, bad := healthWord(k.State.Health); !bad {
			return f.Use(k.Name)
		}
	}
	return f.host.Say(f.host.WithKeys("There is only the sandbox. Press {key.add} to add a key."))
}

// ShortList draws the short list of keys in at most w × h cells.
func (f *Flow) ShortList(w, h int) []string {
	st := f.o.Styles
	var body []string
	used, list := 0, f.o.Store.List()
	for i, k := range list {
		sign, note := " ", ""
		if k.Name == f.inUse.Name {
			sign, used = "●", i
		}
		if word, bad := healthWord(k.State.Health); bad {
			note = "  " + st.Bad.Render(word)
		}
		if k.Doubt != "" {
			note += "  " + st.Warn.Render(lookalike)
		}
		source := string(k.Source.Kind)
		if k.Free() {
			source = "offline"
		}
		body = append(body, fmt.Sprintf(" %s %-22s %s%s", sign, labelOf(k), st.Dim.Render(source), note))
	}
	body = append(body, "   "+st.Dim.Render(f.host.WithKeys("{key.add} add a key")))
	rows := max(0, min(h-2, len(body)))
	where := box.Position(used, len(list), rows)
	top := max(0, min(used-rows/2, len(body)-rows))
	frame := box.Frame{Title: "Key in use", Where: where, Footer: f.host.WithKeys("{key.next} switch"), Focused: true}
	return box.Draw(st, frame, body[top:top+rows], min(w, 48), min(h, rows+2))
}

// lookalike marks a key whose name can be taken for another.
const lookalike = "look-alike"

// Label is the key in use as it may be written anywhere: its name and the last
// four letters.
func (f *Flow) Label() string { return labelOf(f.inUse) }

func labelOf(k key.Key) string {
	if k.Tail == "" {
		return clean.Line(k.Name)
	}
	return clean.Line(k.Name) + " " + k.Tail
}

// Header names the key in use in the header, and what is wrong with it.
func (f *Flow) Header(wide bool) string {
	if f.inUse.Free() {
		name := clean.Line(f.inUse.Name)
		if !wide {
			return name + " (free)"
		}
		return "key: " + name + " (offline, free)"
	}
	words := "key: " + f.Label()
	if health, bad := healthWord(f.inUse.State.Health); bad {
		return f.o.Styles.Bad.Render(words + " " + strings.ToUpper(health) + f.host.WithKeys(", {key.next}"))
	}
	return words
}
