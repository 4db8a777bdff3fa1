package prompt

import (
	"imagine-tui/tui/widget/secret"
	"imagine-tui/tui/widget/text"
)

// SendMsg says that the person pressed enter: make what the prompt says.
type SendMsg struct{}

// LeaveMsg says that the person pressed esc; the text stays.
type LeaveMsg struct{}

// ChangedMsg says that the text is another one now.
type ChangedMsg struct{}

// NoticeMsg is a sentence for the person: something did not go in as pasted.
type NoticeMsg struct{ Text string }

// PasteRequestMsg asks for what is on the clipboard, to come as a paste.
type PasteRequestMsg = text.PasteRequestMsg

// ScrollMsg asks to scroll the results, so that typing can go on. Pages is
// negative upwards.
type ScrollMsg struct{ Pages int }

// KeyPastedMsg says that what looks like an API key stood in what was pasted,
// so nothing of it was inserted. Secret shows masked however it is printed.
type KeyPastedMsg struct{ Secret secret.Text }
