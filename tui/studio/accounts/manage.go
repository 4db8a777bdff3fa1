package accounts

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/keys"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

func (f *Flow) askRename(name string) tea.Cmd {
	f.closeRenaming() // it was asked for twice
	f.renaming = keys.NewRenameForm(f.o.Styles, name)
	return f.host.Open(f.renaming, flow.Answers{})
}

func (f *Flow) closeRenaming() {
	if f.renaming != nil {
		f.host.Dismiss(f.renaming)
		f.renaming = nil
	}
}

// renamedMsg says that a key has another name, or why not.
type renamedMsg struct {
	from, to string
	err      error
}

func (f *Flow) rename(from, to string) tea.Cmd {
	f.closeRenaming()
	store := f.o.Store
	return func() tea.Msg { return renamedMsg{from, to, store.Rename(from, to)} }
}

func (f *Flow) renamed(msg renamedMsg) tea.Cmd {
	if msg.err != nil {
		return f.problem(msg.err)
	}
	if f.inUse.Name == msg.from {
		f.inUse.Name = msg.to
	}
	f.Fill()
	return f.host.Say(fmt.Sprintf("Key %s is now called %s. Its pictures keep the old name.", clean.Line(msg.from), clean.Line(msg.to)))
}

// askRemove asks before a key is removed: its name is to be typed.
func (f *Flow) askRemove(name string) tea.Cmd {
	k, ok := f.o.Store.Get(name)
	if !ok || !k.Saved {
		return f.host.Warn(fmt.Sprintf("Key %s comes from %s: remove it there.", clean.Line(name), whereFrom(k)))
	}
	var made wording.Made
	for r := range f.o.Results {
		if r.Key == name {
			made.Add(gallery.IsVideo(r.Operation))
		}
	}
	answers := flow.Answers{Yes: func() tea.Cmd { return f.remove(name) }}
	return f.host.Open(dialog.NewConfirm(f.o.Styles, fmt.Sprintf("Remove key %q?", clean.Line(name)), []string{
		fmt.Sprintf("Its %s stay.", made),
		"The secret is deleted here for good.",
		"The key still exists at the vendor's console.",
		"", fmt.Sprintf("Type %s to remove.", clean.Line(name)),
	}, name), answers)
}

func whereFrom(k key.Key) string {
	switch {
	case k.BuiltIn:
		return "the program itself"
	case k.Name == key.EnvName:
		return "IMAGINE_API_KEY"
	}
	return "the configuration file"
}

// removedMsg says that a key is gone, or why not.
type removedMsg struct {
	name string
	err  error
}

func (f *Flow) remove(name string) tea.Cmd {
	ctx, store := f.o.Context, f.o.Store
	return func() tea.Msg { return removedMsg{name, store.Remove(ctx, name)} }
}

func (f *Flow) removed(msg removedMsg) tea.Cmd {
	if f.inUse.Name == msg.name {
		f.choose()
	}
	f.Fill()
	f.host.KeyChanged()
	if msg.err != nil {
		return f.problem(msg.err)
	}
	return f.host.Say("Key " + clean.Line(msg.name) + " removed.")
}
