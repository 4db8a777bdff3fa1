package text

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// PasteRequestMsg asks for what is on the clipboard, to come as a paste to
// whatever takes text then.
type PasteRequestMsg struct{}

// RequestPaste returns the command that asks for the clipboard if k is the key
// for that, else nil. Terminals paste by themselves on a key of their own, but
// many people press this one.
func RequestPaste(k tea.KeyPressMsg) tea.Cmd {
	if !key.Matches(k, keys.Paste) {
		return nil
	}
	return func() tea.Msg { return PasteRequestMsg{} }
}
