package edit

import (
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/files"
	"imagine-tui/tui/studio/flow"
)

// FileScreen is the name of the file picker.
const FileScreen = "files"

// PickFile opens the file picker, where it was last.
func (f *Flow) PickFile() tea.Cmd {
	pane, under := files.New(f.o.Styles, f.o.Actions), f.picker
	f.picker = pane
	dir := f.folder
	if dir == "" {
		dir = firstFolder()
	}
	read := pane.Open(dir, "")
	cmd := f.host.OpenScreen(flow.Opened{Screen: pane, Name: FileScreen, Closed: func() tea.Cmd {
		f.folder, f.picker = pane.Folder(), under
		return nil
	}})
	return tea.Batch(cmd, pane.Focus(), read)
}

// firstFolder is where the picker begins: where the program was started, or in
// the home folder where that says nothing, as when a desktop started it.
func firstFolder() string {
	dir, err := os.Getwd()
	if err == nil && filepath.Dir(dir) != dir {
		return dir
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return home
}

// pickerMessage handles what the file picker answers: the file that was chosen
// is what the next operation is about.
func (f *Flow) pickerMessage(msg tea.Msg) (bool, tea.Cmd) {
	if f.picker == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case files.CancelMsg:
		return true, f.host.LeaveScreen(FileScreen)
	case files.ReadyMsg:
		return true, f.picker.Update(msg)
	case files.ChosenMsg:
		cmd := f.host.LeaveScreen(FileScreen)
		f.folder = filepath.Dir(msg.Path) // a written path may lead elsewhere
		f.ownFile = msg.Path
		f.host.AskOperation()
		return true, cmd
	}
	return false, nil
}
